import { describe, expect, it } from 'vitest';
import { testDefinitions, testServer } from '../testing.ts';
import { decodeProtobuf } from './decode.ts';

const service = testDefinitions.find(({ kind }) => kind === 'Service')!.schema;

// A small writer, so that the bytes below can be read by people.
const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)];
const int = (field: number, value: number) => [...varint(field << 3), ...varint(value)];
const block = (field: number, content: number[] | string): number[] => {
  const bytes = typeof content === 'string' ? [...new TextEncoder().encode(content)] : content;
  return [...varint((field << 3) | 2), ...varint(bytes.length), ...bytes];
};
const envelope = (kind: string, raw: number[]) =>
  new Uint8Array([
    0x6b,
    0x38,
    0x73,
    0,
    ...block(1, [...block(1, 'v1'), ...block(2, kind)]),
    ...block(2, raw),
  ]);

const port = [
  ...block(1, '80-8080'),
  ...block(2, 'TCP'),
  ...int(3, 80),
  ...block(4, [...int(1, 0), ...int(2, 8080), ...block(3, '')]),
  ...int(5, 0),
];
const web = envelope('Service', [
  ...block(1, [
    ...block(1, 'web'),
    ...block(2, ''),
    ...block(8, []),
    ...block(11, [...block(1, 'app'), ...block(2, 'web')]),
  ]),
  ...block(2, [
    ...block(1, port),
    ...block(2, [...block(1, 'app'), ...block(2, 'web')]),
    ...block(4, 'ClusterIP'),
  ]),
]);

describe('decodeProtobuf', () => {
  it('reads what the JSON form would say, without the zeros that Go writes', () => {
    expect(decodeProtobuf(web, service)).toEqual({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', labels: { app: 'web' } },
      spec: {
        ports: [{ name: '80-8080', protocol: 'TCP', port: 80, targetPort: 8080 }],
        selector: { app: 'web' },
        type: 'ClusterIP',
      },
    });
  });

  it('refuses what is cut off or has no prefix', () => {
    expect(() => decodeProtobuf(web.subarray(0, web.length - 1), service)).toThrow('unexpected EOF');
    expect(() => decodeProtobuf(new Uint8Array([1, 2, 3, 4]), service)).toThrow(
      'expected prefix [107 56 115 0]',
    );
  });

  it('is taken as a body', async () => {
    const { server } = await testServer();
    const headers = { 'content-type': 'application/vnd.kubernetes.protobuf' };
    const init = { method: 'POST', body: web, headers };
    const url = 'http://cluster/api/v1/namespaces/shop/services';
    const response = await server.fetch(new Request(url, init));
    expect([response.status, response.headers.get('content-type')]).toEqual([201, 'application/json']);
  });
});
