import { expect, test } from 'vitest';
import type { Prober } from './prober.ts';
import { lookup, request } from './request.ts';

/** A client Pod that prints this. */
const printing = (output: string): Prober => ({
  node: 'worker',
  run: () => Promise.resolve({ exitCode: 0, output }),
});

test('answers and failures are told apart, and an answer may be empty', async () => {
  const output =
    "ok web-1\nbad wget: can't connect to remote host (10.96.0.7): Connection refused\nok \nok web-2\n";
  expect(await request(printing(output), 'http://web', 4)).toEqual({
    answers: ['web-1', '', 'web-2'],
    failures: ["wget: can't connect to remote host (10.96.0.7): Connection refused"],
  });
});

test('a body of several lines is its first line', async () => {
  expect((await request(printing('ok <html>\nbody\nok <html>\n'), 'http://web', 2)).answers).toEqual([
    '<html>',
    '<html>',
  ]);
});

test("the server's own address is no answer", async () => {
  const output =
    'Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\nName:\tweb.shop.svc.cluster.local\nAddress: 10.96.20.247\n\n';
  expect(await lookup(printing(output), 'web.shop.svc.cluster.local')).toEqual({
    addresses: ['10.96.20.247'],
    said: '',
  });
});

test.each([
  [
    "Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\n** server can't find x.svc.cluster.local: NXDOMAIN\n\n",
    "** server can't find x.svc.cluster.local: NXDOMAIN",
  ],
  [
    "nslookup: write to '10.96.0.10': Connection refused\n;; connection timed out; no servers could be reached\n\n",
    "nslookup: write to '10.96.0.10': Connection refused; ;; connection timed out; no servers could be reached",
  ],
])('what nslookup said instead of an address', async (output, said) => {
  expect(await lookup(printing(output), 'x.svc.cluster.local')).toEqual({ addresses: [], said });
});
