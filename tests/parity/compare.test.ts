import { describe, expect, test } from 'vitest';
import { runParity } from './cli.ts';
import { commandsIn } from './list.ts';
import { compareAll } from './run.ts';
import { findKubectl, NoKubectlError } from './sides.ts';
import { withoutVersion } from './versions.ts';

const answer = (stdout: string, stderr = '', exit = 0) => ({ exit, stdout, stderr });

/** Whether one command's two answers are taken as equal. */
const equal = (real: string, ours: string, cmd = 'kubectl get x') =>
  compareAll([cmd], [[answer(real), answer(ours)]])[0]!.matched;

test('a list: one command a line, blank lines and comments left out', () => {
  expect(commandsIn('# a\n\nkubectl get svc\n  kubectl get po # now\r\n#kubectl x\n')).toEqual([
    'kubectl get svc',
    'kubectl get po # now',
  ]);
});

describe('a real difference is seen', () => {
  const table = 'NAME   TYPE        CLUSTER-IP     EXTERNAL-IP   PORT(S)   AGE\n';
  const row = 'web    ClusterIP   10.96.12.34    <none>        80/TCP    12s\n';

  test('none where only what is drawn differs', () => {
    expect(equal(table + row, table + row.replace('12.34', '7.8').replace('12s', '3m'))).toBe(true);
  });
  test.each([
    ['a type', row.replace('ClusterIP', 'NodePort')],
    ['a port', row.replace('80/TCP', '81/TCP')],
    ['a protocol', row.replace('80/TCP', '80/UDP')],
    ['a name', row.replace('web', 'wob')],
    ['no address', row.replace('10.96.12.34', 'None')],
    ['a missing row', ''],
    ['a row too many', row + row.replace('web', 'two')],
  ])('%s', (_, ours) => expect(equal(table + row, table + ours)).toBe(false));

  test('exit codes and the stream', () => {
    const matched = (real: ReturnType<typeof answer>, ours: ReturnType<typeof answer>) =>
      compareAll(['x'], [[real, ours]])[0]!.matched;
    expect(matched(answer('a\n'), answer('a\n', '', 1))).toBe(false);
    expect(matched(answer('a\n'), answer('', 'a\n'))).toBe(false);
    expect(matched(answer('', 'error: a\n', 1), answer('', 'Error: a\n', 1))).toBe(false);
  });

  test('an address that stood for another Service before', () => {
    const ours = (other: string) =>
      compareAll(
        ['kubectl get svc', 'kubectl get svc web'],
        [
          [answer('web 10.96.1.1\ndb 10.96.2.2\n'), answer('web 10.96.3.3\ndb 10.96.4.4\n')],
          [answer('10.96.1.1\n'), answer(`${other}\n`)],
        ],
      ).map(({ matched }) => matched);
    expect(ours('10.96.3.3')).toEqual([true, true]);
    expect(ours('10.96.4.4')).toEqual([true, false]);
  });
});

describe('what a newer kubectl says otherwise', () => {
  const plain = (text: string) => withoutVersion(answer(text)).stdout;

  test.each([
    ['pod "a" deleted\n', 'pod "a" deleted from shop namespace\n'],
    ['pod "a" force deleted\n', 'pod "a" force deleted from shop namespace\n'],
    ['service "a" deleted (dry run)\n', 'service "a" deleted from shop namespace (dry run)\n'],
    ['metadata:\n  creationTimestamp: null\n  name: a\n', 'metadata:\n  name: a\n'],
    [
      'template:\n    metadata:\n      creationTimestamp: null\n    spec: {}\n',
      'template:\n    metadata: {}\n    spec: {}\n',
    ],
    ['{\n    "name": "a",\n    "creationTimestamp": null\n}\n', '{\n    "name": "a"\n}\n'],
    ['    Port:  80/TCP, 443/TCP\n', '    Port:  80/TCP (http), 443/TCP (https)\n'],
    [
      'Name: a\nEvents:  <none>\n\n\nName: b\nEvents:\n  Type  Reason\n  ----  ---\n',
      'Name: a\n\n\nName: b\n',
    ],
    [
      'error: no objects passed to scale deployments.apps "a" not found\n',
      'Error from server (NotFound): deployments.apps "a" not found\n',
    ],
  ])('%j is %j', (older, newer) => expect(plain(older)).toBe(plain(newer)));

  test.each([
    ['pod "a" deleted\n', 'pod "b" deleted from shop namespace\n'],
    ['pod "a" deleted\n', 'pod "a" force deleted\n'],
    ['    Port:  80/TCP\n', '    Port:  81/TCP (http)\n'],
    ['Port:  http  80/TCP\n', 'Port:  80/TCP\n'],
    ['  creationTimestamp: null\n', '  creationTimestamp: "2026-01-01T00:00:00Z"\n'],
    ['Name: a\nEvents:  <none>\n', 'Name: a\n'],
    ['Name: a\nLabels: b\nEvents:  <none>\n\n\nName: c\n', 'Name: a\n\n\nName: c\n'],
  ])('%j is not %j', (older, newer) => expect(plain(older)).not.toBe(plain(newer)));
});

describe('wrong calls', () => {
  const said = async (...args: string[]) => {
    const lines: string[] = [];
    const add = (text: string) => lines.push(text);
    const code = await runParity(args, { print: add, complain: add });
    return [code, lines.join('\n').split('\n')[0]];
  };
  test('an unknown flag, a list that is not there', async () => {
    expect((await said('--nope'))[0]).toBe(2);
    expect(await said('--commands', '/nope.txt')).toEqual([
      2,
      "ENOENT: no such file or directory, open '/nope.txt'",
    ]);
    expect((await said('--commands', '/nope.txt', '--check'))[0]).toBe(2);
  });
  test('no kubectl', () => {
    expect(() => findKubectl({ PATH: '/nowhere' })).toThrow(NoKubectlError);
    expect(() => findKubectl({ KUBECTL: '/nope' })).toThrow('KUBECTL is /nope, and there is no such file');
  });
});
