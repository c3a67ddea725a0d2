import { expect, test } from 'vitest';
import { readsStdin } from './filters.ts';

test.each([
  ['sed s/a/b/', true],
  ['sed s/a/b/ file', false],
  ['sed -e s/a/b/ -e s/c/d/', true],
  ['sed -e s/a/b/ -e s/c/d/ file', false],
  ['sed -n -e /a/p', true],
  ['sed -n /a/p', true],
  ['sed -i s/a/b/ file', false],
  ['grep -e a -e b', true],
  ['grep -e a -e b file', false],
  ['grep --regexp a', true],
  ['grep -A 2 a', true],
  ['grep -r a', false],
  ['awk -F : {print}', true],
  ['sort -k 2', true],
  ['sort file', false],
  ['jq -n 1', false],
  ['jq --arg a b .x', true],
  ['cat -', true],
  ['cat file', false],
  ['echo a', false],
])('%s: reads its stdin is %s', (line, expected) => {
  expect(readsStdin(line.split(' '))).toBe(expected);
});
