import { expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

const config = (text: string) =>
  `apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\n${text}`;
const failure = (text: string) => {
  try {
    readConfig(text);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return undefined;
};

test('what of the configuration shows in the rules', () => {
  expect(
    readConfig(
      config(
        'clusterCIDR: 10.1.0.0/16\niptables:\n  masqueradeBit: 3\n  masqueradeAll: true\n  syncPeriod: 1m30s\n  minSyncPeriod: 1s\nnodePortAddresses: [172.18.0.0/16]\n',
      ),
    ),
  ).toEqual({
    mode: 'iptables',
    settings: {
      clusterCIDR: '10.1.0.0/16',
      masqueradeAll: true,
      masqueradeMark: '0x8',
      localhostNodePorts: false,
      nodePortCIDRs: ['172.18.0.0/16'],
      largeCluster: false,
      rejectUnknownPorts: false,
    },
    nodePortAddresses: ['172.18.0.0/16'],
    minSyncMs: 1000,
    syncMs: 90_000,
    unknownFields: [],
  });
  expect(readConfig(config('mode: nftables\n')).nodePortAddresses).toEqual(['primary']);
});

test('unknown fields are told, not refused', () => {
  expect(readConfig(config('moode: x\niptables:\n  foo: 1\n')).unknownFields).toEqual([
    'unknown field "moode"',
    'unknown field "iptables.foo"',
  ]);
});

test.each([
  [
    config('mode: foo\n'),
    'failed validate: KubeProxyConfiguration.Mode.ProxyMode: Invalid value: "foo": must be iptables, ipvs, nftables or blank (blank means the best-available proxy [currently iptables])',
  ],
  [
    config('bindAddress: nowhere\niptables:\n  masqueradeBit: 40\n'),
    'failed validate: [KubeProxyConfiguration.BindAddress: Invalid value: "nowhere": not a valid textual representation of an IP address, KubeProxyConfiguration.IPTables.MasqueradeBit: Invalid value: 40: must be within the range [0, 31]]',
  ],
  [
    config('clusterCIDR: 10.244.0.0\n'),
    'failed validate: KubeProxyConfiguration.ClusterCIDR: Invalid value: "10.244.0.0": must be a valid CIDR block (e.g. 10.100.0.0/16 or fde4:8dba:82e1::/48)',
  ],
  [
    'apiVersion: v1\nkind: ConfigMap\n',
    'failed complete: no kind "ConfigMap" is registered for version "v1" in scheme "k8s.io/kubernetes/pkg/proxy/apis/config/scheme/scheme.go:29"',
  ],
  ['mode: iptables\n', "failed complete: Object 'Kind' is missing in 'mode: iptables\n'"],
  [
    config('mode: iptables: nftables\n'),
    'failed complete: yaml: line 3: mapping values are not allowed in this context',
  ],
])('what kube-proxy ends with: %#', (text, message) => {
  expect(failure(text)).toBe(message);
});
