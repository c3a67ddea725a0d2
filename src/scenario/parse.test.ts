import { expect, test } from 'vitest';
import { parseScenario } from './parse.ts';

const good: Record<string, string> = {
  'scenario.yaml': `id: demo
title: { zh: 演示, en: Demo }
summary: { zh: 演示, en: Demo }
difficulty: 1
minutes: 5
steps: [6]
namespace: shop
waitFor: [deployment/web]
solution: one
`,
  'healthy.yaml': 'apiVersion: v1\n',
  'break.sh': 'kubectl delete service web\n',
  'check.yaml': `client: { namespace: shop }
expect:
  - { probe: resolves, name: web, service: shop/web }
`,
  'text.en.mdx': '',
  ...Object.fromEntries(['one', 'two', 'three'].map((name) => [`fixes/${name}.sh`, '# right\ntrue\n'])),
  ...Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [`decoys/${name}.sh`, '# wrong\ntrue\n'])),
};

test('a whole folder is read, defaults filled in', () => {
  const scenario = parseScenario('demo', good);
  expect(Object.keys(scenario.fixes)).toEqual(['one', 'three', 'two']);
  expect(Object.keys(scenario.decoys)).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(scenario.needs).toEqual([]);
  expect(scenario.restoreScript).toBeUndefined();
  expect(scenario.check).toEqual({
    client: { namespace: 'shop', labels: {} },
    expect: [{ probe: 'resolves', name: 'web', service: 'shop/web' }],
    patience: 0,
  });
});

test.each([
  [{ 'restore.sh': '' }, 'demo/restore.sh is missing or empty'],
  [{ 'fixes/Four.sh': '# x\n' }, "demo/fixes/Four.sh does not belong in a scenario's folder"],
  [{ 'notes.md': 'x' }, "demo/notes.md does not belong in a scenario's folder"],
  [{ 'break.sh': ' ' }, 'demo/break.sh is missing or empty'],
  [
    { 'fixes/one.sh': 'true\n' },
    'demo/fixes/one.sh: the first line must be a comment that says what it does',
  ],
  [{ 'decoys/d.sh': undefined }, "demo has 4 decoys; at least 5 are asked for, or a reason in 'fewer'"],
  [
    { 'scenario.yaml': good['scenario.yaml']!.replace('id: demo', 'id: other') },
    'demo/scenario.yaml: id must be demo, not other',
  ],
  [
    { 'scenario.yaml': good['scenario.yaml']!.replace('one', 'none') },
    'demo/scenario.yaml: solution none is no file in fixes/',
  ],
])('what is wrong is said: %j', (change, message) => {
  const files = Object.fromEntries(
    Object.entries({ ...good, ...change }).filter(([, text]) => text !== undefined),
  ) as Record<string, string>;
  expect(() => parseScenario('demo', files)).toThrow(message);
});

test('an unknown field is refused, with its file', () => {
  const files = { ...good, 'check.yaml': `${good['check.yaml']}patiense: 3\n` };
  expect(() => parseScenario('demo', files)).toThrow(/demo\/check\.yaml: [\s\S]*patiense/);
});

test.each([
  ['waitFor: [other/statefulset/db, daemonset/agent]', true],
  ['waitFor: [job/once]', false],
  ['waitFor: [a/b/pod/c]', false],
  ['waitFor: []\nneeds: [nodes, load-balancer]', true],
  ['waitFor: []\nneeds: [internet]', false],
])('%s is read: %j', (line, fine) => {
  const files = {
    ...good,
    'scenario.yaml': good['scenario.yaml']!.replace('waitFor: [deployment/web]', line),
  };
  const read = () => parseScenario('demo', files);
  if (fine) expect(read).not.toThrow();
  else expect(read).toThrow(/demo\/scenario\.yaml/);
});
