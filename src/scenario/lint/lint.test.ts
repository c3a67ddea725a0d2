import { expect, test } from 'vitest';
import { lintFolder, lintTogether, type Files } from './lint.ts';

const text = (brief: string) => `<Brief>
${brief}
</Brief>

<Hint>
Look at \`kubectl get svc\`.
</Hint>

<Hint>
Look again.
</Hint>

<Hint>
Once more.
</Hint>

<Debrief>
That was it.
</Debrief>
`;
const good: Files = {
  'scenario.yaml': `id: demo
title: { zh: 演示, en: Demo }
summary: { zh: 演示, en: Demo }
difficulty: 1
minutes: 5
steps: [6]
namespace: shop
waitFor: [deployment/web, other/statefulset/db]
solution: one
fewer: A test.
`,
  'healthy.yaml': 'kind: Pod\nspec:\n  containers:\n    - image: busybox:1.36\n',
  'break.sh': 'kubectl delete service web\n',
  'check.yaml': 'client: { namespace: shop }\nexpect: [{ probe: canary }]\n',
  'fixes/one.sh': '# right\nkubectl expose deployment web --port=80\n',
  'text.en.mdx': text('It is broken.'),
  'text.zh.mdx': text('坏了。'),
};

test('nothing is said of a folder that is whole', () => {
  expect(lintFolder('demo', good)).toEqual([]);
});

const en = good['text.en.mdx']!;
test.each<[string, Record<string, string | undefined>, string[]]>([
  ['a stray file', { 'notes.txt': 'x' }, ["demo/notes.txt does not belong in a scenario's folder"]],
  ['a missing language', { 'text.zh.mdx': undefined }, ['demo/text.zh.mdx is missing or empty']],
  ['an empty hint', { 'text.en.mdx': en.replace('Look again.', ' ') }, ['demo/text.en.mdx: an empty <Hint>']],
  [
    'a hint with the fix',
    { 'text.en.mdx': en.replace('Look again.', 'Try `kubectl expose deploy web --port=80`.') },
    [
      'demo/text.en.mdx: hint 2 contains the fix: the command kubectl expose deploy web --port=80',
      'demo/text.en.mdx: hint 2 contains the fix: the value port: 80',
    ],
  ],
  [
    'few hints',
    {
      'text.en.mdx': en.replace('<Hint>\nLook again.\n</Hint>\n\n', ''),
      'text.zh.mdx': good['text.zh.mdx']!.replace('<Hint>\nLook again.\n</Hint>\n\n', ''),
    },
    [
      'demo/text.zh.mdx: 2 hints; at least 3 are asked for',
      'demo/text.en.mdx: 2 hints; at least 3 are asked for',
    ],
  ],
  [
    'a text out of its sections',
    { 'text.en.mdx': `Hello.\n\n${en}` },
    ['demo/text.en.mdx: this stands in no section: Hello.'],
  ],
  [
    'texts that differ',
    { 'text.en.mdx': en.replace('That was it.', '```sh\nls\n```') },
    [
      'demo/text.*.mdx: the two languages differ in their code: [] (zh), [{"language":"sh","text":"ls"}] (en)',
    ],
  ],
  [
    'a mark of the template',
    { 'fixes/one.sh': '# right\n# TODO: say why\ntrue\n' },
    ['demo/fixes/one.sh:2: TODO: say why'],
  ],
  [
    'an image that no node has',
    { 'healthy.yaml': 'containers:\n  - name: a\n    image: "nginx"\n' },
    [
      'demo/healthy.yaml: image nginx is on no node; there are: busybox:1.36, registry.k8s.io/e2e-test-images/agnhost:2.53',
    ],
  ],
  ['what the parser refuses', { 'break.sh': '' }, ['demo/break.sh is missing or empty']],
])('%s is refused', (_name, change, problems) => {
  const files = Object.fromEntries(
    Object.entries({ ...good, ...change }).filter(([, body]) => body !== undefined),
  ) as Files;
  expect(lintFolder('demo', files)).toEqual(problems);
});

test('titles are told apart, lessons show what there is, and every scenario is in one', () => {
  const other = {
    ...good,
    'scenario.yaml': good['scenario.yaml']!.replace('id: demo', 'id: other').replace(
      'title: { zh: 演示',
      'title: { zh: 别的',
    ),
  };
  expect(
    lintTogether({ demo: good, other }, { 'en/a.mdx': '<Lab scenario="demo" />\n<Lab scenario="gone" />' }),
  ).toEqual([
    'other/scenario.yaml: demo has the same title: Demo',
    'en/a.mdx: <Lab scenario="gone"/> shows a scenario that there is not',
    'other/: no lesson shows it with <Lab scenario="other" />',
  ]);
});
