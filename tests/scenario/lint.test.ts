import { expect, test } from 'vitest';
import { readFolder, readLessons, scenarioIds } from '../../src/lab-server/scenarios.ts';
import { lintFolder, lintTogether } from '../../src/scenario/lint/lint.ts';

const ids = await scenarioIds();
const folders = Object.fromEntries(
  await Promise.all(ids.map(async (id) => [id, await readFolder(id)] as const)),
);

test.each(ids)('%s is whole and its hints give nothing away', (id) => {
  expect(lintFolder(id, folders[id]!)).toEqual([]);
});

test('titles differ, and lessons show all scenarios and no others', async () => {
  expect(lintTogether(folders, await readLessons())).toEqual([]);
});
