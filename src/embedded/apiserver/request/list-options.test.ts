import { expect, test } from 'vitest';
import { testServer } from '../testing.ts';
import { continueToken, startOf } from './list-options.ts';

const services = '/api/v1/namespaces/shop/services';

async function messages(queries: readonly string[]) {
  const { send } = await testServer();
  const found: string[] = [];
  for (const query of queries) {
    const { code, body } = await send('GET', `${services}?${query}`);
    found.push(`${code} ${body.message ?? 'no message'}`);
  }
  return found;
}

test('how a list and a watch may be asked for', async () => {
  const invalid = '422 ListOptions.meta.k8s.io "" is invalid:';
  expect(
    await messages([
      'resourceVersionMatch=Exact',
      'resourceVersion=1&resourceVersionMatch=Some',
      'resourceVersion=0&resourceVersionMatch=Exact',
      'sendInitialEvents=true',
      'watch=1&sendInitialEvents=true',
      'watch=1&resourceVersionMatch=NotOlderThan',
      'resourceVersion=a',
      'continue=*',
      'continue=abcd',
    ]),
  ).toEqual([
    `${invalid} resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided`,
    `${invalid} resourceVersionMatch: Unsupported value: "Some": supported values: "Exact", "NotOlderThan", ""`,
    `${invalid} resourceVersionMatch: Forbidden: resourceVersionMatch "exact" is forbidden for resourceVersion "0"`,
    `${invalid} sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list`,
    `${invalid} resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan`,
    `${invalid} resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided`,
    '400 resourceVersion: Invalid value: "a": strconv.ParseUint: parsing "a": invalid syntax',
    '400 invalid continue token: continue key is not valid: illegal base64 data at input byte 0',
    "400 invalid continue token: continue key is not valid: invalid character 'i' looking for beginning of value",
  ]);
});

test('a version that is not there yet is waited for, and then given up', async () => {
  const { send, clock, storage } = await testServer();
  const answer = send('GET', `${services}?resourceVersion=999`);
  await new Promise((resolve) => setTimeout(resolve, 10));
  clock.advance(3000);
  const { code, body } = await answer;
  expect([code, body.message]).toEqual([
    504,
    `Timeout: Too large resource version: 999, current: ${storage.revision()}`,
  ]);
});

test('a token leads to the key behind the last one, whatever letters it has', () => {
  const token = continueToken('käse/ÿ~', 5);
  expect(token).toMatch(/^[\w-]+$/);
  expect(startOf(token)).toBe('käse/ÿ~');
});
