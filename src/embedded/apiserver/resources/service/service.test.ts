import { describe, expect, test } from 'vitest';
import type { ServiceSpec } from '../../../../kube/types.ts';
import { create, definitionOf, firstOf, service, update } from '../testing.ts';

const ports = [{ port: 80, targetPort: 8080 }];
const label =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

test('the smallest Service in its stored form', () => {
  const { object } = create(service({ selector: { app: 'web' }, ports: [{ port: 80 }] }));
  expect(object['spec']).toEqual({
    clusterIP: '10.96.1.1',
    clusterIPs: ['10.96.1.1'],
    internalTrafficPolicy: 'Cluster',
    ipFamilies: ['IPv4'],
    ipFamilyPolicy: 'SingleStack',
    ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }],
    selector: { app: 'web' },
    sessionAffinity: 'None',
    type: 'ClusterIP',
  });
  expect(object['status']).toEqual({ loadBalancer: {} });
});

test('setDefaults changes nothing the second time', () => {
  const { object } = create(service({ type: 'LoadBalancer', externalTrafficPolicy: 'Local', ports }));
  const again = structuredClone(object);
  definitionOf('Service').setDefaults(again);
  expect(again).toEqual(object);
});

test('headless without a selector may have endpoints of both families', () => {
  const { object } = create(service({ clusterIP: 'None' }));
  expect(object['spec']).toMatchObject({ ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'RequireDualStack' });
});

test('TCP and UDP of one port share their node port', () => {
  const both = ['UDP', 'TCP'].map((protocol) => ({ name: protocol.toLowerCase(), port: 53, protocol }));
  const { object } = create(service({ type: 'NodePort', ports: both }));
  expect((object['spec'] as ServiceSpec).ports?.map(({ nodePort }) => nodePort)).toEqual([30086, 30086]);
});

describe('refused on creation', () => {
  test.each<[object, string[]]>([
    [{}, ['spec.ports: Required value']],
    [
      { ports: [{ port: 0 }] },
      [
        'spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive',
        'spec.ports[0].targetPort: Invalid value: 0: must be between 1 and 65535, inclusive',
      ],
    ],
    [
      { ports: [{ port: 80, targetPort: '8080' }] },
      ['spec.ports[0].targetPort: Invalid value: "8080": must contain at least one letter (a-z)'],
    ],
    [{ ports: [{ port: 80, name: 'a_b' }] }, [`spec.ports[0].name: Invalid value: "a_b": ${label}`]],
    [
      { ports: [{ port: 80 }, { port: 80 }] },
      [
        'spec.ports[0].name: Required value',
        'spec.ports[1].name: Required value',
        'spec.ports[1]: Duplicate value: {"Name":"","Protocol":"TCP","AppProtocol":null,"Port":80,"TargetPort":0,"NodePort":0}',
      ],
    ],
    [
      { ports, type: 'Nodeport' },
      [
        'spec.type: Unsupported value: "Nodeport": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"',
      ],
    ],
    [
      { ports: [{ port: 80, nodePort: 30080 }] },
      ["spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'"],
    ],
    [
      // The allocator's error comes alone, before the port number is looked at.
      { type: 'NodePort', ports: [{ port: 0, nodePort: 20000 }] },
      [
        'spec.ports[0].nodePort: Invalid value: 20000: provided port is not in the valid range. The range of valid ports is 30000-32767',
      ],
    ],
    [
      {
        type: 'NodePort',
        ports: [
          { name: 'a', port: 80, nodePort: 30081 },
          { name: 'b', port: 81, nodePort: 30081 },
        ],
      },
      ['spec.ports[1].nodePort: Invalid value: 30081: provided port is already allocated'],
    ],
    [
      { ports, clusterIP: 'none' },
      [
        'spec.clusterIPs[0]: Invalid value: "none": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
      ],
    ],
    [
      { ports, clusterIP: '10.96.00.7' },
      ['spec.clusterIPs[0]: Invalid value: "10.96.00.7": must not have leading 0s'],
    ],
    [
      { ports, clusterIP: '10.10.5.10' },
      [
        'spec.clusterIPs: Invalid value: ["10.10.5.10"]: failed to allocate IP 10.10.5.10: the provided network does not match the current range',
      ],
    ],
    [
      { ports, clusterIPs: ['10.96.0.78'] },
      ['spec.clusterIPs: Invalid value: ["10.96.0.78"]: must be empty when `clusterIP` is not specified'],
    ],
    [
      { ports, clusterIP: '::1' },
      ['spec.clusterIPs[0]: Invalid value: ["::1"]: IPv6 is not configured on this cluster'],
    ],
    [
      { ports, ipFamilyPolicy: 'RequireDualStack' },
      [
        'spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not configured for dual-stack services',
      ],
    ],
    [
      { ports, type: 'NodePort', clusterIP: 'None' },
      ['spec.clusterIPs[0]: Invalid value: "None": may not be set to \'None\' for NodePort services'],
    ],
    [
      { type: 'ExternalName', clusterIP: 'None' },
      [
        'spec.clusterIPs: Forbidden: may not be set for ExternalName services',
        'spec.externalName: Required value',
      ],
    ],
    [
      { ports, externalIPs: ['0.0.0.0'] },
      ['spec.externalIPs[0]: Invalid value: "0.0.0.0": may not be unspecified (0.0.0.0)'],
    ],
    [
      { ports, loadBalancerSourceRanges: ['10.0.0.1'] },
      [
        "spec.LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalancer'",
        'spec.LoadBalancerSourceRanges[0]: Invalid value: "10.0.0.1": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
      ],
    ],
    [
      { ports, externalTrafficPolicy: 'Local' },
      [
        'spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services',
      ],
    ],
    [
      { ports, sessionAffinity: 'Cookie' },
      ['spec.sessionAffinity: Unsupported value: "Cookie": supported values: "ClientIP", "None"'],
    ],
  ])('%j', (spec, problems) => {
    expect(create(service(spec)).problems).toEqual(problems);
  });

  test.each([
    ['my_service', label],
    ['a.b', 'must not contain dots'],
  ])('the name %s', (name, text) => {
    expect(create(service({ ports }, name)).problems).toEqual([
      `metadata.name: Invalid value: "${name}": ${text}`,
    ]);
  });

  test('an address and a node port that others have', () => {
    const pools = firstOf();
    create(
      service({ type: 'NodePort', clusterIP: '10.96.0.7', ports: [{ port: 1, nodePort: 31500 }] }),
      pools,
    );
    expect(create(service({ clusterIP: '10.96.0.7', ports }), pools).problems).toEqual([
      'spec.clusterIPs: Invalid value: ["10.96.0.7"]: failed to allocate IP 10.96.0.7: provided IP is already allocated',
    ]);
    expect(
      create(service({ type: 'NodePort', ports: [{ port: 1, nodePort: 31500 }] }), pools).problems,
    ).toEqual(['spec.ports[0].nodePort: Invalid value: 31500: provided port is already allocated']);
    // The refused one had drawn an address, which is free again.
    expect(create(service({ ports }), pools).object['spec']).toMatchObject({ clusterIP: '10.96.1.1' });
  });
});

describe('on update', () => {
  test('without clusterIP and node ports it keeps those it has, by port name', () => {
    const pools = firstOf();
    const old = create(service({ type: 'NodePort', ports: [{ name: 'http', port: 80 }] }), pools).object;
    const { object, problems } = update(
      service({
        type: 'NodePort',
        ports: [
          { name: 'new', port: 81 },
          { name: 'http', port: 8080 },
        ],
      }),
      old,
      pools,
    );
    expect(problems).toEqual([]);
    expect(object['spec']).toMatchObject({
      clusterIP: '10.96.1.1',
      ports: [
        { name: 'new', nodePort: 30087 },
        { name: 'http', nodePort: 30086 },
      ],
    });
  });

  test('a Service stays headless when the line goes', () => {
    const old = create(service({ clusterIP: 'None', ports, selector: { a: 'b' } })).object;
    expect(update(service({ ports, selector: { a: 'b' } }), old).object['spec']).toMatchObject({
      clusterIP: 'None',
    });
  });

  test('another address is refused with the whole new list', () => {
    const old = create(service({ ports })).object;
    const wanted = structuredClone(old);
    (wanted['spec'] as ServiceSpec).clusterIP = '10.96.77.3';
    expect(update(wanted, old).problems).toEqual([
      'spec.clusterIPs[0]: Invalid value: ["10.96.77.3"]: may not change once set',
    ]);
  });

  test('from NodePort to ClusterIP the node port goes and is free again', () => {
    const pools = firstOf();
    const old = create(service({ type: 'NodePort', ports }), pools).object;
    const wanted = structuredClone(old);
    (wanted['spec'] as ServiceSpec).type = 'ClusterIP';
    const { object, problems } = update(wanted, old, pools);
    expect(problems).toEqual([]);
    expect(object['spec']).not.toHaveProperty('externalTrafficPolicy');
    expect((object['spec'] as ServiceSpec).ports).toEqual([{ port: 80, protocol: 'TCP', targetPort: 8080 }]);
    expect(pools.nodePorts.claim(30086)).toBeUndefined();
  });

  test('to ExternalName the address goes, selector and ports stay', () => {
    const pools = firstOf();
    const old = create(service({ ports, selector: { app: 'web' } }), pools).object;
    const wanted = structuredClone(old);
    Object.assign(wanted['spec'] as ServiceSpec, { type: 'ExternalName', externalName: 'db.example.com' });
    const { object, problems } = update(wanted, old, pools);
    expect(problems).toEqual([]);
    expect(object['spec']).toEqual({
      externalName: 'db.example.com',
      ports: [{ port: 80, protocol: 'TCP', targetPort: 8080 }],
      selector: { app: 'web' },
      sessionAffinity: 'None',
      type: 'ExternalName',
    });
    expect(pools.clusterIPs.claim('10.96.1.1')).toBeUndefined();
  });

  test('the class of a load balancer stays', () => {
    const spec = { type: 'LoadBalancer', ports, loadBalancerClass: 'example.com/a' };
    const old = create(service(spec)).object;
    expect(update(service({ ...spec, loadBalancerClass: 'example.com/b' }), old).problems).toEqual([
      'spec.loadBalancerClass: Invalid value: "example.com/b": may not change once set',
    ]);
  });
});

test.each<[object, string[]]>([
  [
    { ports, externalIPs: ['1.2.3.4'] },
    ['spec.externalIPs is deprecated and may no longer be implemented in some clusters'],
  ],
  [{ ports, externalName: 'a' }, ['spec.externalName is ignored when spec.type is not "ExternalName"']],
  [
    { ports, clusterIP: 'None', sessionAffinity: 'ClientIP' },
    ['spec.SessionAffinity is ignored for headless services'],
  ],
  [
    { ports, trafficDistribution: 'PreferClose' },
    ['spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"'],
  ],
  [{ ports }, []],
])('warnings of %j', (spec, warnings) => {
  const { object } = create(service(spec));
  expect(definitionOf('Service').warnings?.(object, undefined)).toEqual(warnings);
});

test.each<[object, object, unknown[]]>([
  [
    { ports, selector: { b: '2', a: '1' } },
    {},
    ['ClusterIP', '10.96.1.1', '<none>', '80/TCP', '9s', 'a=1,b=2'],
  ],
  [{ clusterIP: 'None' }, {}, ['ClusterIP', 'None', '<none>', '<none>', '9s', '<none>']],
  [
    { type: 'ExternalName', externalName: 'db.example.com' },
    {},
    ['ExternalName', '<none>', 'db.example.com', '<none>', '9s', '<none>'],
  ],
  [
    { type: 'LoadBalancer', ports },
    {},
    ['LoadBalancer', '10.96.1.1', '<pending>', '80:30086/TCP', '9s', '<none>'],
  ],
  [
    { type: 'LoadBalancer', ports },
    { loadBalancer: { ingress: [{ ip: '172.18.0.5' }] } },
    ['LoadBalancer', '10.96.1.1', '172.18.0.5', '80:30086/TCP', '9s', '<none>'],
  ],
])('cells of %j with status %j', (spec, status, cells) => {
  const { object } = create(service(spec));
  object.metadata.creationTimestamp = '2026-01-01T00:00:00Z';
  if (Object.keys(status).length > 0) object['status'] = status;
  expect(definitionOf('Service').cells(object, Date.parse('2026-01-01T00:00:09Z'))).toEqual([
    'web',
    ...cells,
  ]);
});
