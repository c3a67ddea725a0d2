import type { Settings } from '../../src/components/flow/types.ts';

/** Where an answer of the debugging flow is seen: `healthy` is the playground shop, others are scenarios. */
export interface Proof {
  scenario: string;
  settings?: Partial<Settings>;
  /** Answers, as `step/answer`, whose output the step's commands print there. */
  shows: readonly string[];
}

export const proofs: readonly Proof[] = [
  {
    scenario: 'healthy',
    shows: [
      'exists/there',
      'name/cluster-ip',
      'dns/works',
      'definition/right',
      'selector/exactly',
      'endpoints/ready',
      'pods/all',
    ],
  },
  {
    scenario: 'service-missing',
    settings: { namespace: 'orders', service: 'cart' },
    shows: ['how/bad-address', 'exists/nowhere', 'name/nxdomain', 'elsewhere/bad-address'],
  },
  {
    scenario: 'no-endpoints',
    shows: ['how/refused-late', 'address/refused', 'selector/mismatch', 'endpoints/unset'],
  },
  {
    scenario: 'listens-on-localhost',
    settings: { namespace: 'weather', service: 'forecast' },
    shows: ['how/refused-at-once', 'pods/localhost'],
  },
  {
    scenario: 'port-not-listed',
    settings: { namespace: 'billing', service: 'invoices' },
    shows: ['how/timed-out', 'address/timed-out', 'definition/port'],
  },
  {
    scenario: 'external-name-host',
    settings: { namespace: 'newsroom', service: 'archive' },
    shows: ['how/http-error'],
  },
  { scenario: 'dns-off', shows: ['name/no-servers', 'dns/refused'] },
  {
    scenario: 'corefile-wrong-zone',
    settings: { namespace: 'travel', service: 'fares' },
    shows: ['dns/nxdomain'],
  },
  {
    scenario: 'kube-dns-deleted',
    settings: { namespace: 'post', service: 'parcels' },
    shows: ['dns/service-gone'],
  },
  {
    scenario: 'policy-blocks-dns',
    settings: { namespace: 'kiosk', service: 'menu' },
    shows: ['dns/dropped', 'node/policies'],
  },
  {
    scenario: 'headless-where-vip',
    settings: { namespace: 'travel', service: 'fares' },
    shows: ['name/pod-addresses', 'address/none', 'definition/headless'],
  },
  {
    scenario: 'became-external-name',
    settings: { namespace: 'gallery', service: 'thumbs' },
    shows: ['name/canonical', 'definition/external-name'],
  },
  { scenario: 'wrong-target-port', shows: ['definition/target-port', 'pods/other-port'] },
  {
    scenario: 'protocol-mismatch',
    settings: { namespace: 'intranet', service: 'wiki' },
    shows: ['definition/udp'],
  },
  {
    scenario: 'session-affinity',
    settings: { namespace: 'print', service: 'render' },
    shows: ['definition/affinity'],
  },
  {
    scenario: 'internal-traffic-local',
    settings: { namespace: 'payments', service: 'rates', port: '8000' },
    shows: ['definition/local', 'node/local'],
  },
  {
    scenario: 'replicas-zero',
    settings: { namespace: 'reports', service: 'render' },
    shows: ['selector/no-pods'],
  },
  {
    scenario: 'crash-loop',
    settings: { namespace: 'media', service: 'thumbs' },
    shows: ['selector/not-running'],
  },
  {
    scenario: 'endpoints-missing',
    settings: { namespace: 'bookings', service: 'billing' },
    shows: ['endpoints/no-slice'],
  },
  {
    scenario: 'target-port-name',
    settings: { namespace: 'library', service: 'catalog' },
    shows: ['endpoints/no-port'],
  },
  {
    scenario: 'readiness-probe-wrong',
    settings: { namespace: 'bakery', service: 'orders' },
    shows: ['endpoints/not-ready'],
  },
  {
    scenario: 'slice-stale',
    settings: { namespace: 'gallery', service: 'photos' },
    shows: ['endpoints/foreign'],
  },
  {
    scenario: 'one-bad-pod',
    settings: { namespace: 'weather', service: 'forecast' },
    shows: ['pods/one'],
  },
  {
    scenario: 'policy-service-port',
    settings: { namespace: 'vault', service: 'keys' },
    shows: ['pods/timed-out'],
  },
  {
    scenario: 'kube-proxy-stopped',
    settings: { namespace: 'orders', service: 'api' },
    shows: ['node/no-proxy'],
  },
  {
    scenario: 'kube-proxy-rbac',
    settings: { namespace: 'monitoring', service: 'collector' },
    shows: ['node/forbidden'],
  },
];
