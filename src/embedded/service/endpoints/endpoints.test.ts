import { expect, test } from 'vitest';
import type { Pod, Service } from '../../../kube/types.ts';
import { wantedSubsets } from './endpoints.ts';
import { isMirrored } from './mirroring.ts';
import { wantedGroups } from './slices.ts';

const service = (spec: Partial<Service['spec']> = {}): Service => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'shop', uid: 's' },
  spec: {
    clusterIP: '10.96.0.50',
    selector: { app: 'web' },
    ports: [{ name: 'http', port: 80, targetPort: 'http', protocol: 'TCP' }],
    ...spec,
  },
});

interface PodOptions {
  ready?: boolean;
  port?: number | undefined;
  labels?: Record<string, string>;
  phase?: 'Running' | 'Succeeded';
  leaving?: boolean;
}

function pod(
  ip: string,
  { ready = true, port = 8080, labels = { app: 'web' }, phase = 'Running', leaving }: PodOptions = {},
): Pod {
  const name = `p-${ip}`;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'shop',
      uid: name,
      labels,
      ...(leaving ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {}),
    },
    spec: {
      nodeName: 'n',
      containers: [
        { name: 'c', ports: port ? [{ name: 'http', containerPort: port, protocol: 'TCP' }] : [] },
      ],
    },
    status: { phase, podIP: ip, conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
  };
}

const shape = (groups: ReturnType<typeof wantedGroups>) =>
  groups.map(({ ports, endpoints }) => ({
    ports: ports.map(({ name, port }) => `${name}:${port}`),
    endpoints: endpoints.map(({ addresses, conditions }) =>
      [addresses[0], conditions?.ready, conditions?.serving, conditions?.terminating].join(' '),
    ),
  }));

test('conditions of each kind of Pod', () => {
  const pods = [
    pod('10.0.0.1'),
    pod('10.0.0.2', { ready: false }),
    pod('10.0.0.3', { leaving: true }),
    pod('10.0.0.4', { leaving: true, ready: false }),
    pod('10.0.0.5', { phase: 'Succeeded' }),
    pod('10.0.0.6', { labels: { app: 'other' } }),
    pod(''),
  ];
  expect(shape(wantedGroups(service(), pods))).toEqual([
    {
      ports: ['http:8080'],
      endpoints: [
        '10.0.0.1 true true false',
        '10.0.0.2 false false false',
        '10.0.0.3 false true true',
        '10.0.0.4 false false true',
      ],
    },
  ]);
  const tolerant = service({ publishNotReadyAddresses: true });
  expect(shape(wantedGroups(tolerant, pods.slice(1, 3)))[0]?.endpoints).toEqual([
    '10.0.0.2 true false false',
    '10.0.0.3 true true true',
  ]);
});

test('a placeholder without Pods; a slice for each list of ports', () => {
  expect(shape(wantedGroups(service(), []))).toEqual([{ ports: [], endpoints: [] }]);
  const mixed = [pod('10.0.0.1'), pod('10.0.0.2', { port: 9090 }), pod('10.0.0.3', { port: 0 })];
  expect(shape(wantedGroups(service(), mixed))).toEqual([
    { ports: ['http:8080'], endpoints: ['10.0.0.1 true true false'] },
    { ports: ['http:9090'], endpoints: ['10.0.0.2 true true false'] },
    { ports: [], endpoints: ['10.0.0.3 true true false'] },
  ]);
});

test('the port name must have the protocol too', () => {
  const udp = service({ ports: [{ name: 'http', port: 80, targetPort: 'http', protocol: 'UDP' }] });
  expect(shape(wantedGroups(udp, [pod('10.0.0.1')]))[0]?.ports).toEqual([]);
});

test('Endpoints leave out Pods without the port and those that terminate', () => {
  const pods = [
    pod('10.0.0.20'),
    pod('10.0.0.3', { ready: false }),
    pod('10.0.0.10'),
    pod('10.0.0.4', { port: 0 }),
    pod('10.0.0.5', { leaving: true }),
  ];
  const [subset, ...rest] = wantedSubsets(service(), pods);
  expect(rest).toEqual([]);
  expect(subset?.addresses?.map(({ ip }) => ip)).toEqual(['10.0.0.10', '10.0.0.20']);
  expect(subset?.notReadyAddresses?.map(({ ip }) => ip)).toEqual(['10.0.0.3']);
  expect(subset?.ports).toEqual([{ name: 'http', port: 8080, protocol: 'TCP' }]);
  expect(wantedSubsets(service(), [])).toEqual([]);
});

test('which hand-made Endpoints are mirrored', () => {
  const endpoints = (labels = {}) => ({
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: { name: 'web', namespace: 'shop', labels },
  });
  const { selector: _, ...spec } = service().spec;
  const manual = { ...service(), spec };
  expect(isMirrored(endpoints(), manual)).toBe(true);
  expect(isMirrored(endpoints(), service())).toBe(false);
  expect(isMirrored(endpoints(), service({ type: 'ExternalName' }))).toBe(false);
  expect(isMirrored(endpoints(), undefined)).toBe(false);
  expect(isMirrored(endpoints({ 'endpointslice.kubernetes.io/skip-mirror': 'true' }), manual)).toBe(false);
});

test('zones and hints, for ready endpoints only', () => {
  const hints = (trafficDistribution: string | undefined, zone: string | undefined) =>
    wantedGroups(
      service(trafficDistribution === undefined ? {} : { trafficDistribution }),
      [pod('10.244.1.2'), pod('10.244.1.3', { ready: false })],
      () => zone,
    )[0]!.endpoints.map((endpoint) => [endpoint.zone, endpoint.hints]);
  expect(hints(undefined, 'a')).toEqual([
    ['a', undefined],
    ['a', undefined],
  ]);
  expect(hints('PreferClose', 'a')).toEqual([
    ['a', { forZones: [{ name: 'a' }] }],
    ['a', undefined],
  ]);
  expect(hints('PreferSameZone', undefined)).toEqual([
    [undefined, undefined],
    [undefined, undefined],
  ]);
  expect(hints('PreferSameNode', undefined)).toEqual([
    [undefined, { forNodes: [{ name: 'n' }] }],
    [undefined, undefined],
  ]);
});
