import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openEmbedded } from '../../lab/embedded.ts';
import { Bench, verifyScenario, type VerifyCase } from '../../lab/verify.ts';
import { lintFolder } from '../../scenario/lint/lint.ts';
import { parseScenario } from '../../scenario/parse.ts';
import { scaffold } from './scaffold.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'service-clinic-scaffold-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function written(id: string): Promise<Record<string, string>> {
  const paths = await scaffold(root, id);
  return Object.fromEntries(
    await Promise.all(paths.map(async (path) => [path, await readFile(join(root, id, path), 'utf8')])),
  ) as Record<string, string>;
}

test('all that the linter has to say of a new folder are its TODOs, in every part of it', async () => {
  const files = await written('my-fault');
  const problems = lintFolder('my-fault', files);
  expect(problems.filter((problem) => !/^my-fault\/[\w./-]+:\d+: TODO/.test(problem))).toEqual([]);
  expect(new Set(problems.map((problem) => problem.split(':')[0]!.replace('my-fault/', '')))).toEqual(
    new Set(Object.keys(files).filter((path) => path !== 'healthy.yaml' && path !== 'check.yaml')),
  );
  const { title, fixes, decoys } = parseScenario('my-fault', files);
  expect(title.en).toContain('(my-fault)');
  expect([Object.keys(fixes).length, Object.keys(decoys).length]).toEqual([3, 5]);
});

test('a new folder is proved as it stands', { timeout: 120_000 }, async () => {
  const scenario = parseScenario('my-fault', await written('my-fault'));
  const cases: VerifyCase[] = [];
  const bench = new Bench(() => openEmbedded({ clock: 'fast' }));
  await verifyScenario(scenario, bench, (result) => cases.push(result));
  await bench.close();
  expect(cases.filter(({ expected, got }) => expected !== got)).toEqual([]);
  expect(cases).toHaveLength(9);
});

test.each(['My-Fault', 'a--b', '-a', '../up', 'a/b', 'a b', '', 'x'.repeat(41)])(
  'the id %j is refused',
  async (id) => {
    await expect(scaffold(root, id)).rejects.toThrow("cannot be a scenario's id");
    expect(await readdir(root)).toEqual([]);
  },
);

test('an id that is taken is refused, and nothing is overwritten', async () => {
  await scaffold(root, 'mine');
  await rm(join(root, 'mine', 'break.sh'));
  await expect(scaffold(root, 'mine')).rejects.toThrow('there is a scenario mine already');
  expect(await readdir(join(root, 'mine'))).not.toContain('break.sh');
});
