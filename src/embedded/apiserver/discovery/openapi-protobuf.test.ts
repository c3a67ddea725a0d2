import { expect, test } from 'vitest';
import { encodeOpenApiV2 } from './openapi-protobuf.ts';

test('a schema, field by field, as gnostic numbers them', () => {
  const bytes = encodeOpenApiV2({
    swagger: '2.0',
    info: { title: 'K', version: 'v1' },
    definitions: { a: { type: 'object', required: ['b'], properties: { b: { $ref: '#/c' } }, 'x-y': 1 } },
  });
  const field = (number: number, ...inner: number[]) => {
    const tag = (number << 3) | 2;
    return [...(tag > 127 ? [(tag & 127) | 128, tag >> 7] : [tag]), inner.length, ...inner];
  };
  const text = (number: number, value: string) => field(number, ...new TextEncoder().encode(value));
  const reference = field(1, ...text(1, 'b'), ...field(2, ...text(1, '#/c')));
  const schema = [
    ...field(22, ...text(1, 'object')),
    ...text(19, 'b'),
    ...field(25, ...reference),
    ...field(31, ...text(1, 'x-y'), ...field(2, ...text(2, '1'))),
  ];
  expect([...bytes]).toEqual([
    ...text(1, '2.0'),
    ...field(2, ...text(1, 'K'), ...text(2, 'v1')),
    ...field(9, ...field(1, ...text(1, 'a'), ...field(2, ...schema))),
  ]);
});
