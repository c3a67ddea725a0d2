import { expect, test } from 'vitest';
import { threeWayPatch, twoWayPatch } from './diff.ts';
import { mergeSchemaOf } from './schema.ts';

const service = mergeSchemaOf('', 'Service')!;
const deployment = mergeSchemaOf('apps', 'Deployment')!;

const ports = (...list: object[]) => ({ spec: { ports: list } });

test('ports merge by their number, and what only the server set stays', () => {
  const applied = ports({ port: 80, targetPort: 8080 });
  const current = ports({ port: 80, targetPort: 8080, protocol: 'TCP', nodePort: 30080 });
  expect(threeWayPatch(applied, applied, current, service)).toEqual({});
  expect(threeWayPatch(applied, ports({ port: 80, targetPort: 'http' }), current, service)).toEqual({
    spec: { ports: [{ port: 80, targetPort: 'http' }], '$setElementOrder/ports': [{ port: 80 }] },
  });
});

test('a port whose number changed is one deleted and one added', () => {
  const applied = ports({ port: 80 });
  expect(threeWayPatch(applied, ports({ port: 81 }), applied, service)).toEqual({
    spec: {
      ports: [{ port: 81 }, { port: 80, $patch: 'delete' }],
      '$setElementOrder/ports': [{ port: 81 }],
    },
  });
});

test('a selector key leaves only if the last manifest had it', () => {
  const patch = threeWayPatch(
    { spec: { selector: { app: 'web', tier: 'x' } } },
    { spec: { selector: { app: 'webb' } } },
    { spec: { selector: { app: 'web', tier: 'x', other: 'y' } } },
    service,
  );
  expect(patch).toEqual({ spec: { selector: { app: 'webb', tier: null } } });
});

test('a field of a container leaves by name, and what was added by hand stays', () => {
  const pod = (container: object) => ({ spec: { template: { spec: { containers: [container] } } } });
  const patch = threeWayPatch(
    pod({ name: 'web', image: 'a', readinessProbe: { periodSeconds: 2 } }),
    pod({ name: 'web', image: 'b' }),
    pod({ name: 'web', image: 'a', readinessProbe: { periodSeconds: 2 }, env: [{ name: 'X', value: '1' }] }),
    deployment,
  );
  expect(patch).toEqual({
    spec: {
      template: {
        spec: {
          containers: [{ name: 'web', image: 'b', readinessProbe: null }],
          '$setElementOrder/containers': [{ name: 'web' }],
        },
      },
    },
  });
});

test('a new strategy drops the fields of the old one', () => {
  const patch = twoWayPatch(
    { spec: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } } },
    { spec: { strategy: { type: 'Recreate' } } },
    deployment,
  );
  expect(patch).toEqual({ spec: { strategy: { type: 'Recreate', rollingUpdate: null } } });
});

test('two-way patches delete as well', () => {
  expect(twoWayPatch({ a: 1, b: 2, c: [1] }, { a: 1, c: [2] }, {})).toEqual({ b: null, c: [2] });
});

test('items that share a key are paired in order', () => {
  const dns = ports(
    { port: 53, name: 'dns', protocol: 'UDP' },
    { port: 53, name: 'dns-tcp', protocol: 'TCP' },
  );
  expect(twoWayPatch(dns, { ...dns, metadata: { labels: { a: 'b' } } }, service)).toEqual({
    metadata: { labels: { a: 'b' } },
  });
});
