/** What flags a program knows: enough to tell a flag's value from the next word. */
export interface FlagTable {
  /** Long names of flags that take a value. */
  values: Set<string>;
  /** Short to long name. */
  short: Record<string, string>;
  /** Flags that are true or false may stand between words; these are all others. */
  intersperse: boolean;
}

const set = (names: string): Set<string> => new Set(names.split(' '));

const kubectlShort = {
  n: 'namespace',
  o: 'output',
  l: 'selector',
  L: 'label-columns',
  A: 'all-namespaces',
  w: 'watch',
  f: 'filename',
  c: 'container',
  i: 'stdin',
  t: 'tty',
  k: 'kustomize',
  q: 'quiet',
  R: 'recursive',
};

const kubectlValues = set(
  'namespace output selector label-columns filename container kustomize field-selector sort-by context ' +
    'kubeconfig cluster user server image port target-port name type protocol cluster-ip external-name ' +
    'external-ip replicas current-replicas tail since since-time limit timeout grace-period restart env ' +
    'labels overrides override-type patch patch-file template subresource field-manager dry-run validate ' +
    'tcp node-port to-revision revision for request-timeout chunk-size v load-balancer-ip ' +
    'session-affinity generator requests limits',
);

/** kubectl's flags by the verb: `-p` and `-l` do not mean the same everywhere. */
export function kubectlFlags(verb: string): FlagTable {
  const short: Record<string, string> = { ...kubectlShort };
  if (verb === 'patch') short['p'] = 'patch';
  if (verb === 'logs') Object.assign(short, { p: 'previous', f: 'follow' });
  if (verb === 'run' || verb === 'expose') short['l'] = 'labels';
  if (verb === 'set') short['e'] = 'env';
  const values = new Set(kubectlValues);
  // Optional values: `--dry-run` alone is one, and the value must be joined by `=`.
  for (const name of ['dry-run', 'validate']) values.delete(name);
  return { values, short, intersperse: true };
}

const plain = (values: string): FlagTable => ({ values: set(values), short: {}, intersperse: true });

/** The tools of the labs' Pods. Their flags have short names only. */
export const tools: Record<string, FlagTable> = {
  wget: plain('O T t U'),
  curl: {
    values: set('max-time connect-timeout output request header data resolve write-out'),
    short: { m: 'max-time', o: 'output', X: 'request', H: 'header', d: 'data', w: 'write-out', s: 'silent' },
    intersperse: true,
  },
  nc: plain('w p i'),
  nslookup: plain(''),
  grep: plain('A B C m e'),
};

/** Names of resources that kubectl takes for one another, by their plural. */
const resources: Record<string, string[]> = {
  services: ['service', 'svc'],
  pods: ['pod', 'po'],
  endpoints: ['ep'],
  endpointslices: ['endpointslice', 'endpointslices.discovery.k8s.io'],
  deployments: ['deployment', 'deploy', 'deployments.apps', 'deployment.apps'],
  replicasets: ['replicaset', 'rs'],
  daemonsets: ['daemonset', 'ds'],
  statefulsets: ['statefulset', 'sts'],
  nodes: ['node', 'no'],
  namespaces: ['namespace', 'ns'],
  configmaps: ['configmap', 'cm'],
  events: ['event', 'ev'],
};

const plural = new Map(
  Object.entries(resources).flatMap(([name, others]) => [name, ...others].map((other) => [other, name])),
);

/** The plural of a resource, whichever of its names is given; any other word as it is. */
export function resourceName(word: string): string {
  return plural.get(word.toLowerCase()) ?? word;
}
