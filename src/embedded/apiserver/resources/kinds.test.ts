import { describe, expect, test } from 'vitest';
import type { AnyObject } from '../../../kube/types.ts';
import type { FieldSchema, StructSchema } from '../schema/types.ts';
import { definitions } from './index.ts';
import { create, definitionOf, makeObject, update } from './testing.ts';

const now = Date.parse('2026-01-01T00:00:09Z');
const created = '2026-01-01T00:00:00Z';
const cellsOf = (object: AnyObject) => {
  object.metadata.creationTimestamp = created;
  return definitionOf(object.kind).cells(object, now);
};

const template = {
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'web', image: 'nginx:1.27' }] },
};
const selector = { matchLabels: { app: 'web' } };
const deployment = (spec: object) => makeObject('apps/v1', 'Deployment', 'web', { spec });
const slice = (fields: object) =>
  makeObject('discovery.k8s.io/v1', 'EndpointSlice', 'web-1', { addressType: 'IPv4', ...fields });

test('short names, scope and category of every kind', () => {
  const rows = definitions.map(({ type, kind, shortNames, categories }) =>
    [type.resource, shortNames.join(','), type.group, type.namespaced, kind, categories.join(',')].join(' '),
  );
  expect(rows).toEqual([
    'configmaps cm  true ConfigMap ',
    'endpoints ep  true Endpoints ',
    'events ev  true Event ',
    'namespaces ns  false Namespace ',
    'nodes no  false Node ',
    'pods po  true Pod all',
    'secrets   true Secret ',
    'serviceaccounts sa  true ServiceAccount ',
    'services svc  true Service all',
    'controllerrevisions  apps true ControllerRevision ',
    'daemonsets ds apps true DaemonSet all',
    'deployments deploy apps true Deployment all',
    'replicasets rs apps true ReplicaSet all',
    'statefulsets sts apps true StatefulSet all',
    'leases  coordination.k8s.io true Lease ',
    'endpointslices  discovery.k8s.io true EndpointSlice ',
    'ingressclasses  networking.k8s.io false IngressClass ',
    'ingresses ing networking.k8s.io true Ingress ',
    'networkpolicies netpol networking.k8s.io true NetworkPolicy ',
    'ipaddresses ip networking.k8s.io false IPAddress ',
    'servicecidrs  networking.k8s.io false ServiceCIDR ',
    'runtimeclasses  node.k8s.io false RuntimeClass ',
    'roles  rbac.authorization.k8s.io true Role ',
    'clusterroles  rbac.authorization.k8s.io false ClusterRole ',
    'rolebindings  rbac.authorization.k8s.io true RoleBinding ',
    'clusterrolebindings  rbac.authorization.k8s.io false ClusterRoleBinding ',
    'priorityclasses pc scheduling.k8s.io false PriorityClass ',
    'storageclasses sc storage.k8s.io false StorageClass ',
  ]);
});

test('every kind has as many cells as columns, and lists merge by fields that their items have', () => {
  const seen = new Set<StructSchema>();
  const check = (schema: StructSchema) => {
    if (seen.has(schema)) return;
    seen.add(schema);
    for (const [name, field] of Object.entries(schema.fields)) visit(`${schema.name}.${name}`, field);
  };
  const visit = (path: string, field: FieldSchema) => {
    const items = field.items?.struct?.();
    for (const key of [field.mergeKey, ...(field.listMapKeys ?? [])]) {
      if (key !== undefined) expect(Object.keys(items?.fields ?? {}), path).toContain(key);
    }
    if (field.struct) check(field.struct());
    if (items) check(items);
  };
  for (const definition of definitions) {
    check(definition.schema);
    const object: AnyObject = { apiVersion: 'v1', kind: definition.kind, metadata: { name: 'x' } };
    definition.setDefaults(object);
    const once = structuredClone(object);
    definition.setDefaults(object);
    expect(object, definition.kind).toEqual(once);
    expect(definition.cells(object, now), definition.kind).toHaveLength(definition.columns.length);
  }
});

describe('Deployment', () => {
  test('defaults', () => {
    expect(create(deployment({ selector, template })).object['spec']).toMatchObject({
      progressDeadlineSeconds: 600,
      replicas: 1,
      revisionHistoryLimit: 10,
      strategy: { rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' }, type: 'RollingUpdate' },
      template: {
        spec: { dnsPolicy: 'ClusterFirst', restartPolicy: 'Always', terminationGracePeriodSeconds: 30 },
      },
    });
  });

  const mismatch = (labels: string) =>
    `spec.template.metadata.labels: Invalid value: ${labels}: \`selector\` does not match template \`labels\``;

  test.each<[object, string[]]>([
    [{ template }, ['spec.selector: Required value', mismatch('{"app":"web"}')]],
    [
      { template, selector: {} },
      ['spec.selector: Invalid value: {}: empty selector is invalid for deployment'],
    ],
    [{ selector }, [mismatch('null'), 'spec.template.spec.containers: Required value']],
    [{ selector: { matchLabels: { app: 'x' } }, template }, [mismatch('{"app":"web"}')]],
    [
      { selector, template, replicas: -1 },
      ['spec.replicas: Invalid value: -1: must be greater than or equal to 0'],
    ],
    [
      { selector, template, strategy: { type: 'recreate' } },
      [
        'spec.strategy: Unsupported value: {"Type":"recreate","RollingUpdate":null}: supported values: "Recreate", "RollingUpdate"',
      ],
    ],
  ])('refused: %j', (spec, problems) => {
    expect(create(deployment(spec)).problems).toEqual(problems);
  });

  test('the selector stays; generation counts changes of the spec', () => {
    const old = create(deployment({ selector, template })).object;
    const wanted = structuredClone(old);
    Object.assign(wanted['spec'] as object, {
      selector: { matchLabels: { app: 'x' } },
      template: { ...template, metadata: { labels: { app: 'x' } } },
    });
    const { object, problems } = update(wanted, old);
    expect(problems).toEqual([
      'spec.selector: Invalid value: {"matchLabels":{"app":"x"}}: field is immutable',
    ]);
    expect([old.metadata.generation, object.metadata.generation]).toEqual([1, 2]);
  });

  test('cells', () => {
    const { object } = create(deployment({ selector, template, replicas: 3 }));
    object['status'] = { readyReplicas: 2, updatedReplicas: 3, availableReplicas: 2 };
    expect(cellsOf(object)).toEqual(['web', '2/3', 3, 2, '9s', 'web', 'nginx:1.27', 'app=web']);
  });
});

test.each<[object[], string]>([
  [[], '<none>'],
  [[{ notReadyAddresses: [{ ip: '10.0.0.1' }], ports: [{ port: 80 }] }], ''],
  [[{ addresses: [{ ip: '10.0.0.1' }] }], '10.0.0.1'],
  [
    [{ addresses: [{ ip: '10.0.0.1' }, { ip: '10.0.0.2' }], ports: [{ port: 80 }, { port: 81 }] }],
    '10.0.0.1:80,10.0.0.2:80,10.0.0.1:81 + 1 more...',
  ],
])('ENDPOINTS of %j', (subsets, cell) => {
  expect(cellsOf(makeObject('v1', 'Endpoints', 'web', { subsets }))).toEqual(['web', cell, '9s']);
});

test.each<[object, string, string]>([
  [{ endpoints: [], ports: [] }, '<unset>', '<unset>'],
  [{ endpoints: [{ addresses: ['10.0.0.1'] }], ports: [] }, '<unset>', '10.0.0.1'],
  [
    { endpoints: [{ addresses: ['10.0.0.1'] }], ports: [{ name: 'http' }, { name: '' }, { port: 80 }] },
    'http,*,80',
    '10.0.0.1',
  ],
])('cells of the slice %j', (fields, ports, endpoints) => {
  expect(cellsOf(slice(fields))).toEqual(['web-1', 'IPv4', ports, endpoints, '9s']);
});

test.each<[object, string[]]>([
  [
    { endpoints: [{ addresses: ['127.0.0.1'] }] },
    [
      'endpoints[0].addresses[0]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
    ],
  ],
  [
    { endpoints: [{ addresses: [] }] },
    ['endpoints[0].addresses: Required value: must contain at least 1 address'],
  ],
  [
    { addressType: 'ipv4' },
    ['addressType: Unsupported value: "ipv4": supported values: "FQDN", "IPv4", "IPv6"'],
  ],
  [{ ports: [{ port: 70000 }] }, []],
])('slice %j', (fields, problems) => {
  expect(create(slice({ endpoints: [], ...fields })).problems).toEqual(problems);
});

test('the address type of a slice stays', () => {
  const old = create(slice({ endpoints: [{ addresses: ['10.0.0.9'] }] })).object;
  expect(update({ ...old, addressType: 'IPv6' }, old).problems).toEqual([
    'addressType: Invalid value: "IPv6": field is immutable',
  ]);
});

test('an event, wide', () => {
  const event = makeObject('v1', 'Event', 'web.1', {
    involvedObject: { kind: 'Pod', name: 'web', fieldPath: 'spec.containers{web}' },
    type: 'Warning',
    reason: 'BackOff',
    message: 'Back-off restarting failed container',
    source: { component: 'kubelet', host: 'kind-worker' },
    firstTimestamp: created,
    lastTimestamp: '2026-01-01T00:00:07Z',
    count: 3,
  });
  expect(cellsOf(event)).toEqual([
    ...['2s', 'Warning', 'BackOff', 'pod/web', 'spec.containers{web}', 'kubelet, kind-worker'],
    ...['Back-off restarting failed container', '9s', 3, 'web.1'],
  ]);
});

test('a node, wide', () => {
  const node: AnyObject = {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'kind-control-plane', labels: { 'node-role.kubernetes.io/control-plane': '' } },
    spec: { unschedulable: true },
    status: {
      conditions: [{ type: 'Ready', status: 'True' }],
      addresses: [{ type: 'InternalIP', address: '172.18.0.3' }],
      nodeInfo: {
        kubeletVersion: 'v1.36.2',
        osImage: 'Debian GNU/Linux 12 (bookworm)',
        kernelVersion: '6.18.44',
        architecture: 'amd64',
        containerRuntimeVersion: 'containerd://2.1.9',
      },
    },
  };
  expect(cellsOf(node)).toEqual([
    ...['kind-control-plane', 'Ready,SchedulingDisabled', 'control-plane', '9s', 'v1.36.2', '172.18.0.3'],
    ...['<none>', 'Debian GNU/Linux 12 (bookworm)', '6.18.44 (amd64)', 'containerd://2.1.9'],
  ]);
});
