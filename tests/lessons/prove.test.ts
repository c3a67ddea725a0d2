import { expect, test } from 'vitest';
import { blocksOf, withTexts } from './blocks.ts';
import { prove } from './prove.ts';
import type { Session } from './session.ts';

const page = (output: string) => `# A lesson

\`\`\`yaml title="web.yaml"
clusterIP: 10.96.0.50
\`\`\`

\`\`\`sh
kubectl get pods -o wide
\`\`\`

\`\`\`text
${output}
\`\`\`

- In a list:

  \`\`\`sh by-hand
  kubectl exec -it client -- sh
  \`\`\`
`;
const pods = (name: string, ip: string, age = '4s') =>
  `NAME                  READY   STATUS    AGE   IP\nweb-d765cd49d-${name}   1/1     Running   ${age}    ${ip}`;

/** Prints the same for every command. */
const session = (output: string, exitCode = 0): Session & { scripts: string[] } => {
  const scripts: string[] = [];
  return {
    scripts,
    run: (script) => {
      scripts.push(script);
      return Promise.resolve({ output: `${output}\n`, exitCode });
    },
    close: () => Promise.resolve(),
  };
};

test('the blocks of a page', () => {
  expect(blocksOf(page('a\nb'))).toEqual([
    {
      language: 'yaml',
      excerpt: false,
      byHand: false,
      title: 'web.yaml',
      text: 'clusterIP: 10.96.0.50\n',
      line: 4,
    },
    { language: 'sh', excerpt: false, byHand: false, text: 'kubectl get pods -o wide\n', line: 8 },
    { language: 'text', excerpt: false, byHand: false, text: 'a\nb\n', line: 12 },
    { language: 'sh', excerpt: false, byHand: true, text: 'kubectl exec -it client -- sh\n', line: 19 },
  ]);
});

test('new texts stand where the old ones stood, as far in', () => {
  const changed = new Map([
    [2, 'new\n'],
    [3, 'other\n'],
  ]);
  expect(withTexts(page('a\nb'), changed)).toBe(
    page('new').replace('kubectl exec -it client -- sh', 'other'),
  );
});

test('commands run in order, files are there before them, what is done by hand is left out', async () => {
  const reader = session('a');
  await prove(blocksOf(page('a')), reader, '');
  expect(reader.scripts).toEqual([
    "cat > web.yaml <<'END'\nclusterIP: 10.96.0.50\nEND",
    'kubectl get pods -o wide\n',
  ]);
});

test('names, addresses and ages that are drawn may differ', async () => {
  const reader = session(pods('x2zlj', '10.244.2.9', '12s'));
  expect(await prove(blocksOf(page(pods('9qj8n', '10.244.1.3'))), reader, '')).toEqual([]);
});

test.each([
  ['a state', pods('x2zlj', '10.244.2.9').replace('1/1', '0/1')],
  ['a missing line', pods('x2zlj', '10.244.2.9').split('\n')[0]!],
  ['an address that a file names', pods('x2zlj', '10.96.0.50')],
])('a difference is told: %s', async (_, output) => {
  const differences = await prove(blocksOf(page(pods('9qj8n', '10.244.1.3'))), session(output), '');
  expect(differences.map(({ block }) => block)).toEqual([2]);
});

const excerpt = (lines: string) => page(lines).replace('```text', '```text excerpt');

test('an excerpt holds lines of the output in their order', async () => {
  const output = 'one\n  two: 10.244.1.3\nthree';
  const told = async (lines: string) => (await prove(blocksOf(excerpt(lines)), session(output), '')).length;
  expect(await told('one\n…\nthree')).toBe(0);
  expect(await told('two: 10.244.9.9 # its address')).toBe(0);
  expect(await told('three\none')).toBe(1);
  expect(await told('four')).toBe(1);
});

test('a command that fails and shows nothing is told', async () => {
  const blocks = blocksOf('```sh\nfalse\n```\n');
  expect(await prove(blocks, session('no', 1), '')).toEqual([
    { block: 0, expected: 'exit 0', got: 'exit 1\nno\n' },
  ]);
});

test('a manifest must be YAML, and a whole object one that the API server accepts', async () => {
  const told = async (text: string, exitCode: number) =>
    prove(blocksOf(`\`\`\`yaml\n${text}\n\`\`\`\n`), session('refused', exitCode), '');
  expect(await told('spec:\n  port: 80', 1)).toEqual([]);
  expect(await told('kind: Service\napiVersion: v1', 0)).toEqual([]);
  expect((await told('kind: Service\napiVersion: v1', 1))[0]?.got).toBe('refused\n');
  expect((await told('a: [', 0))[0]?.expected).toBe('a manifest that the API server accepts');
});
