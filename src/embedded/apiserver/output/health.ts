// Models kubernetes apiserver pkg/server/healthz: one line for each check when asked to be wordy.

export const healthProbes = ['healthz', 'livez', 'readyz'] as const;
type Probe = (typeof healthProbes)[number];

const hooks = [
  ...['start-apiserver-admission-initializer', 'generic-apiserver-start-informers'],
  ...['priority-and-fairness-config-consumer', 'priority-and-fairness-filter'],
  ...[
    'storage-object-count-tracker-hook',
    'start-apiextensions-informers',
    'start-apiextensions-controllers',
  ],
  ...[
    'crd-informer-synced',
    'start-system-namespaces-controller',
    'start-cluster-authentication-info-controller',
  ],
  ...['start-kube-apiserver-identity-lease-controller'],
  ...['start-kube-apiserver-identity-lease-garbage-collector', 'start-legacy-token-tracking-controller'],
  ...['start-service-ip-repair-controllers', 'rbac/bootstrap-roles'],
  ...['scheduling/bootstrap-system-priority-classes', 'priority-and-fairness-config-producer'],
  ...[
    'bootstrap-controller',
    'start-kubernetes-service-cidr-controller',
    'aggregator-reload-proxy-client-cert',
  ],
  ...['start-kube-aggregator-informers', 'apiservice-status-local-available-controller'],
  ...['apiservice-status-remote-available-controller', 'apiservice-registration-controller'],
  ...['apiservice-discovery-controller', 'kube-apiserver-autoregistration', 'autoregister-completion'],
  ...['apiservice-openapi-controller', 'apiservice-openapiv3-controller'],
].map((name) => `poststarthook/${name}`);

function checksOf(probe: Probe): string[] {
  const first = ['ping', 'log', 'etcd'];
  if (probe !== 'readyz') return [...first, ...hooks];
  return [...first, 'etcd-readiness', 'informer-sync', ...hooks, 'shutdown'];
}

/** `?verbose` lists the checks; `?exclude=` leaves some out. This server answers only when all of them hold. */
export function health(probe: Probe, request: Request): Response {
  const { searchParams } = new URL(request.url);
  const excluded = searchParams.getAll('exclude');
  const checks = checksOf(probe);
  const unknown = excluded.filter((name) => !checks.includes(name)).sort();
  if (!searchParams.has('verbose')) return text('ok');
  const lines = checks.map((name) => (excluded.includes(name) ? `[+]${name} excluded: ok` : `[+]${name} ok`));
  if (unknown.length > 0) {
    lines.push(`warn: some health checks cannot be excluded: no matches for ${quoted(unknown)}`);
  }
  return text(`${lines.join('\n')}\n${probe} check passed\n`);
}

/** One check alone: `/readyz/etcd`. */
export function healthCheck(probe: Probe, name: string): Response {
  return checksOf(probe).includes(name) ? text('ok') : text('404 page not found\n', 404);
}

const quoted = (names: readonly string[]) => names.map((name) => JSON.stringify(name)).join(', ');

const text = (body: string, status = 200) =>
  new Response(body, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
  });
