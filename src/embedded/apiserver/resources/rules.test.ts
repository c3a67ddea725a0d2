import { describe, expect, it } from 'vitest';
import type { AnyObject } from '../../../kube/types.ts';
import { definitions } from './index.ts';

/** What is said of a new object: causes as kubectl prints them, then warnings. */
function verdict(kind: string, object: object): string[] {
  const definition = definitions.find((each) => each.kind === kind)!;
  const whole = { metadata: { name: 'x', namespace: 'shop' }, ...structuredClone(object) } as AnyObject;
  definition.setDefaults(whole);
  const causes = definition.validate(whole).map(({ field, message }) => `${field}: ${message}`);
  return causes.length > 0 ? causes : (definition.warnings?.(whole, undefined) ?? []);
}

const pod = (container: object, spec: object = {}) => ({
  spec: { containers: [{ name: 'web', image: 'nginx:1.27', ...container }], ...spec },
});
const policy = (ingress: object) => ({ spec: { podSelector: {}, ingress: [ingress] } });
const workload = (spec: object) => ({
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, ...pod({}) },
    ...spec,
  },
});

describe('rules of the kinds', () => {
  it.each<[string, object, string[]]>([
    [
      'NetworkPolicy',
      policy({ from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['11.0.0.0/16', '10.1.0.0/16'] } }] }),
      [
        'spec.ingress[0].from[0].ipBlock.except[0]: Invalid value: "11.0.0.0/16": must be a strict subset of `cidr`',
      ],
    ],
    [
      'NetworkPolicy',
      policy({ ports: [{ port: 80, endPort: 70 }, { port: 'http', endPort: 90 }, { endPort: 90 }] }),
      [
        'spec.ingress[0].ports[0].endPort: Invalid value: 70: must be greater than or equal to `port`',
        'spec.ingress[0].ports[1].endPort: Invalid value: 90: may not be specified when `port` is non-numeric',
        'spec.ingress[0].ports[2].endPort: Invalid value: 90: may not be specified when `port` is not specified',
      ],
    ],
    [
      'Ingress',
      {
        spec: {
          rules: [
            {
              host: '10.0.0.1',
              http: { paths: [{ path: '/a//b', pathType: 'Prefix', backend: { service: { name: 'web' } } }] },
            },
          ],
        },
      },
      [
        'spec.rules[0].host: Invalid value: "10.0.0.1": must be a DNS name, not an IP address',
        `spec.rules[0].http.paths[0].path: Invalid value: "/a//b": must not contain '//'`,
        'spec.rules[0].http.paths[0].backend: Required value: port name or number is required',
      ],
    ],
    [
      'EndpointSlice',
      { addressType: 'FQDN', endpoints: [{ addresses: ['localhost'], hints: { forZones: [{}] } }] },
      [
        'endpoints[0].addresses[0]: Invalid value: "localhost": should be a domain with at least two segments separated by dots',
        'endpoints[0].hints.forZones[0].name: Required value',
      ],
    ],
    [
      'EndpointSlice',
      { addressType: 'IPv6', endpoints: [{ addresses: ['FD00:0:0::1'] }] },
      [
        'endpoints[0].addresses[0]: IPv6 address "FD00:0:0::1" should be in RFC 5952 canonical format ("fd00::1")',
      ],
    ],
    [
      'Pod',
      pod({ env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'spec.foo' } } }] }),
      [
        'spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: Invalid value: "spec.foo": error converting fieldPath: field label not supported: spec.foo',
      ],
    ],
    [
      'Pod',
      pod({ resources: { requests: { foo: '1' } } }),
      [
        'spec.containers[0].resources.requests[foo]: Invalid value: "foo": must be a standard resource type or fully qualified',
        'spec.containers[0].resources.requests[foo]: Invalid value: "foo": must be a standard resource for containers',
      ],
    ],
    [
      'Pod',
      pod({}, { tolerations: [{ key: 'a', effect: 'Never' }], activeDeadlineSeconds: 0 }),
      [
        'spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive',
        'spec.tolerations[0].effect: Unsupported value: "Never": supported values: "NoSchedule", "NoExecute"',
      ],
    ],
    [
      'Pod',
      pod({ ports: [{ containerPort: 80 }, { containerPort: 80 }] }, { terminationGracePeriodSeconds: -1 }),
      [
        'spec.containers[0].ports[1]: duplicate port definition with spec.containers[0].ports[0]',
        'spec.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1',
      ],
    ],
    [
      'Deployment',
      workload({ selector: { matchLabels: { app: 'a b' } } }),
      [
        `spec.selector.matchLabels: Invalid value: "a b": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')`,
        'spec.selector: Invalid value: {"matchLabels":{"app":"a b"}}: invalid label selector',
      ],
    ],
    [
      'DaemonSet',
      workload({ updateStrategy: { rollingUpdate: { maxUnavailable: 0 } } }),
      ['spec.updateStrategy.rollingUpdate.maxUnavailable: Required value: cannot be 0 when maxSurge is 0'],
    ],
    [
      'StatefulSet',
      workload({ podManagementPolicy: 'x', updateStrategy: { type: 'y' } }),
      [
        `spec.podManagementPolicy: Invalid value: "x": must be 'OrderedReady' or 'Parallel'`,
        `spec.updateStrategy: Invalid value: {"Type":"y","RollingUpdate":null}: must be 'RollingUpdate' or 'OnDelete'`,
      ],
    ],
    [
      'ConfigMap',
      { metadata: { name: 'x', finalizers: ['mine'], labels: { app: 'a'.repeat(64) } } },
      [
        `metadata.labels: Invalid value: "${'a'.repeat(64)}": must be no more than 63 bytes`,
        'metadata.finalizers[0]: Invalid value: "mine": name is neither a standard finalizer name nor is it fully qualified',
      ],
    ],
  ])('%s %#', (kind, object, expected) => {
    expect(verdict(kind, object)).toEqual(expected);
  });
});
