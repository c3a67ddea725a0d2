import type { AnyObject, Container, PodSpec } from '../../../../kube/types.ts';
import { parseQuantity } from '../../../../kube/quantity.ts';

/**
 * What is accepted and yet most likely a mistake.
 * Models kubernetes pkg/api/pod GetWarningsForPod and GetWarningsForPodTemplate.
 * @param path of what holds the spec, with a dot at its end; empty for a Pod
 */
export function podWarnings(path: string, spec: PodSpec): string[] {
  const field = `${path}spec`;
  const { hostAliases = [], terminationGracePeriodSeconds: grace = 0 } = spec;
  const pullSecrets = ((spec as { imagePullSecrets?: { name?: string }[] }).imagePullSecrets ?? []).map(
    ({ name = '' }) => name,
  );
  const containers = containersOf(field, spec);
  return [
    ...repeated(hostAliases.map(({ ip }) => ip)).map(
      ([i, ip]) => `${field}.hostAliases[${i}].ip: duplicate ip "${ip}"`,
    ),
    ...repeated(pullSecrets).map(
      ([i, name]) => `${field}.imagePullSecrets[${i}].name: duplicate name "${name}"`,
    ),
    ...pullSecrets.flatMap((name, i) =>
      name === '' ? `${field}.imagePullSecrets[${i}].name: invalid empty name ""` : [],
    ),
    ...containers.flatMap(([at, container]) => [...fractions(at, container), ...hiddenEnv(at, container)]),
    ...portWarnings(containers),
    ...(grace < 0
      ? [
          `${field}.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1`,
        ]
      : []),
  ];
}

function containersOf(field: string, spec: PodSpec): [path: string, container: Container][] {
  const list = (name: string, containers: Container[] | undefined) =>
    (containers ?? []).map((container, i): [string, Container] => [`${field}.${name}[${i}]`, container]);
  return [...list('initContainers', spec.initContainers), ...list('containers', spec.containers)];
}

function repeated(values: readonly string[]): [index: number, value: string][] {
  return [...values.entries()].filter(([i, value]) => values.indexOf(value) < i);
}

function fractions(path: string, { resources }: Container): string[] {
  return (['limits', 'requests'] as const).flatMap((kind) =>
    ['memory', 'ephemeral-storage'].flatMap((name) => {
      const text = resources?.[kind]?.[name];
      if (text === undefined || Number.isInteger(parseQuantity(text) ?? 0)) return [];
      return `${path}.resources.${kind}[${name}]: fractional byte value "${text}" is invalid, must be an integer`;
    }),
  );
}

function hiddenEnv(path: string, { env = [] }: Container): string[] {
  return repeated(env.map(({ name }) => name)).flatMap(([i, name]) => {
    const { value = '', valueFrom } = env[i]!;
    const reference = `$(${name})`;
    // A variable that goes on from its earlier value is meant so.
    if (!valueFrom && value !== reference && value.includes(reference)) return [];
    return `${path}.env[${i}]: hides previous definition of "${name}", which may be dropped when using apply`;
  });
}

interface Seen {
  path: string;
  hostIP: string;
  hostPort: number;
}

function portWarnings(containers: readonly [string, Container][]): string[] {
  const known = new Map<string, Seen[]>();
  const warnings: string[] = [];
  for (const [at, { ports = [] }] of containers) {
    for (const [i, { containerPort, protocol = 'TCP', hostPort = 0, ...rest }] of ports.entries()) {
      const { hostIP = '' } = rest as { hostIP?: string };
      const path = `${at}.ports[${i}]`;
      const key = `${containerPort}/${protocol}`;
      const others = known.get(key) ?? [];
      for (const other of others) {
        if (other.hostIP === hostIP && other.hostPort === hostPort) {
          warnings.push(`${path}: duplicate port definition with ${other.path}`);
        } else if (other.hostPort === 0 || hostPort === 0) {
          warnings.push(`${path}: overlapping port definition with ${other.path}`);
        }
      }
      known.set(key, [...others, { path, hostIP, hostPort }]);
    }
  }
  return warnings;
}

/** The Pods that a workload would make. */
export function templateWarnings(object: AnyObject): string[] {
  const { template } = (object['spec'] ?? {}) as { template?: { spec?: PodSpec } };
  return template?.spec ? podWarnings('spec.template.', template.spec) : [];
}
