import { constants, deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { HeaderReader, HeaderWriter, type Headers } from './headers.ts';

test('blocks that Go wrote are read, the second with the words of the first', () => {
  // kubectl 1.32 port-forward: the header blocks of a connection's error and data streams.
  const blocks = [
    '78f9e3c6a7c202253a703a2b294a4dcc851625aca9a0808614cb45e01c60616061c0c0c0c0590489c64c50f2663400000000ffff',
    'c2aa19540e2512d60b000000ffff',
  ];
  const reader = new HeaderReader();
  expect(blocks.map((hex) => reader.read(Buffer.from(hex, 'hex')))).toEqual([
    { streamtype: 'error', port: '8080', requestid: '0' },
    { streamtype: 'data', port: '8080', requestid: '0' },
  ]);
});

test('what is written is read again', () => {
  const writer = new HeaderWriter();
  const reader = new HeaderReader();
  const all: Headers[] = [{ streamtype: 'error', port: '80' }, {}, { name: '值' }];
  for (const headers of all) expect(reader.read(writer.write(headers))).toEqual(headers);
});

test('another dictionary, or none of zlib, is refused', () => {
  const other = deflateSync('x', { dictionary: Buffer.from('y'), finishFlush: constants.Z_SYNC_FLUSH });
  expect(() => new HeaderReader().read(other)).toThrow();
  expect(() => new HeaderReader().read(Buffer.from('hello, hello'))).toThrow();
});
