import type { YAMLParseError } from 'yaml';
import { parseDocument } from 'yaml';
import { defaultSettings, type ProxySettings } from '../../../service/proxy/table.ts';

/** kube-proxy ends with `"command failed" err="…"`. */
export class ConfigError extends Error {}

export interface ProxyConfig {
  mode: 'iptables' | 'ipvs' | 'nftables';
  settings: ProxySettings;
  /** As configured: networks, or `primary`. */
  nodePortAddresses: readonly string[];
  /** Milliseconds for which changes are gathered. */
  minSyncMs: number;
  syncMs: number;
  /** What a strict reading would have refused. */
  unknownFields: readonly string[];
}

const apiVersion = 'kubeproxy.config.k8s.io/v1alpha1';
const fields: Readonly<Record<string, readonly string[]>> = {
  '': [
    ...[
      'apiVersion',
      'kind',
      'featureGates',
      'clientConnection',
      'logging',
      'hostnameOverride',
      'bindAddress',
    ],
    ...['healthzBindAddress', 'metricsBindAddress', 'bindAddressHardFail', 'enableProfiling'],
    ...[
      'showHiddenMetricsForVersion',
      'mode',
      'iptables',
      'ipvs',
      'nftables',
      'winkernel',
      'detectLocalMode',
    ],
    ...['detectLocal', 'clusterCIDR', 'nodePortAddresses', 'oomScoreAdj', 'conntrack', 'configSyncPeriod'],
    ...['portRange', 'windowsRunAsService'],
  ],
  iptables: ['masqueradeBit', 'masqueradeAll', 'localhostNodePorts', 'syncPeriod', 'minSyncPeriod'],
  nftables: ['masqueradeBit', 'masqueradeAll', 'syncPeriod', 'minSyncPeriod'],
};

/**
 * Reads config.conf as kube-proxy does: unknown fields are told and left alone, wrong values end it.
 * Models kubernetes cmd/kube-proxy/app/options.go and pkg/proxy/apis/config/validation.
 * @throws ConfigError
 */
export function readConfig(text: string): ProxyConfig {
  const config = decode(text);
  const section = (name: string) => (isMap(config[name]) ? config[name] : {});
  const mode = scalar(config['mode']) || 'iptables';
  const own = section(mode === 'nftables' ? 'nftables' : 'iptables');
  const bit = own['masqueradeBit'] === undefined ? 14 : Number(own['masqueradeBit']);
  const clusterCIDR = scalar(config['clusterCIDR']);
  const given = Array.isArray(config['nodePortAddresses']) ? config['nodePortAddresses'].map(scalar) : [];
  const addresses = given.length === 0 && mode === 'nftables' ? ['primary'] : given;
  const syncMs = duration(own['syncPeriod']) || 30_000;
  const wrong: string[] = [];
  const invalid = (path: string, value: string, why: string) =>
    wrong.push(`KubeProxyConfiguration.${path}: Invalid value: ${value}: ${why}`);
  const bind = scalar(config['bindAddress']);
  if (bind && !isIP(bind)) {
    invalid('BindAddress', JSON.stringify(bind), 'not a valid textual representation of an IP address');
  }
  if (!(bit >= 0 && bit <= 31)) {
    invalid('IPTables.MasqueradeBit', String(bit), 'must be within the range [0, 31]');
  }
  if (!['iptables', 'ipvs', 'nftables'].includes(mode)) {
    invalid(
      'Mode.ProxyMode',
      JSON.stringify(mode),
      'must be iptables, ipvs, nftables or blank (blank means the best-available proxy [currently iptables])',
    );
  }
  if (clusterCIDR && !clusterCIDR.split(',').every(isCIDR)) {
    invalid(
      'ClusterCIDR',
      JSON.stringify(clusterCIDR),
      'must be a valid CIDR block (e.g. 10.100.0.0/16 or fde4:8dba:82e1::/48)',
    );
  }
  addresses.forEach((address, index) => {
    if (address === 'primary' ? addresses.length > 1 : !isCIDR(address)) {
      const why = 'must be a valid CIDR block (e.g. 10.100.0.0/16 or fde4:8dba:82e1::/48)';
      invalid(`NodePortAddresses[${index}]`, JSON.stringify(address), why);
    }
  });
  if (wrong.length > 0) {
    throw new ConfigError(`failed validate: ${wrong.length === 1 ? wrong[0] : `[${wrong.join(', ')}]`}`);
  }
  const nodePortCIDRs = addresses.length > 0 ? addresses : undefined;
  return {
    mode: mode as ProxyConfig['mode'],
    settings: {
      ...defaultSettings,
      clusterCIDR: clusterCIDR.split(',')[0] ?? '',
      masqueradeAll: own['masqueradeAll'] === true,
      masqueradeMark: `0x${(2 ** bit).toString(16)}`,
      localhostNodePorts: own['localhostNodePorts'] !== false && !nodePortCIDRs,
      nodePortCIDRs,
      rejectUnknownPorts: mode === 'nftables',
    },
    nodePortAddresses: addresses,
    minSyncMs: duration(own['minSyncPeriod']),
    syncMs,
    unknownFields: unknown(config),
  };
}

function decode(text: string): Record<string, unknown> {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) throw new ConfigError(`failed complete: yaml: line ${lineOf(error)}: ${goYaml(error)}`);
  const value: unknown = document.toJS();
  if (!isMap(value)) {
    throw new ConfigError(
      'failed complete: couldn\'t get version/kind; json parse error: json: cannot unmarshal string into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }',
    );
  }
  const [kind, version] = [scalar(value['kind']), scalar(value['apiVersion'])];
  if (kind === '') throw new ConfigError(`failed complete: Object 'Kind' is missing in '${text}'`);
  if (kind !== 'KubeProxyConfiguration' || version !== apiVersion) {
    throw new ConfigError(
      `failed complete: no kind "${kind}" is registered for version "${version}" in scheme "k8s.io/kubernetes/pkg/proxy/apis/config/scheme/scheme.go:29"`,
    );
  }
  return value;
}

function unknown(config: Record<string, unknown>): string[] {
  return Object.entries(fields).flatMap(([section, known]) => {
    const part = section === '' ? config : config[section];
    if (!isMap(part)) return [];
    const prefix = section === '' ? '' : `${section}.`;
    return Object.keys(part)
      .filter((name) => !known.includes(name))
      .map((name) => `unknown field "${prefix}${name}"`);
  });
}

function lineOf(error: YAMLParseError): number {
  return error.linePos?.[0].line ?? 1;
}

/** go-yaml's words for the commonest mistakes. */
function goYaml({ code }: YAMLParseError): string {
  switch (code) {
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
      return 'mapping values are not allowed in this context';
    case 'TAB_AS_INDENT':
      return 'found character that cannot start any token';
    default:
      return "could not find expected ':'";
  }
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const scalar = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

const isIP = (text: string) => /^\d+(\.\d+){3}$/.test(text) || /^[\da-fA-F:.]*:[\da-fA-F:.]*$/.test(text);
const isCIDR = (text: string) => {
  const [ip = '', bits = ''] = text.split('/');
  return isIP(ip) && /^\d+$/.test(bits) && Number(bits) <= (ip.includes(':') ? 128 : 32);
};

/** Go's `1m30s` in milliseconds. */
function duration(value: unknown): number {
  const units: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };
  let ms = 0;
  for (const [, number, unit] of scalar(value).matchAll(/([\d.]+)(ms|h|m|s)/g)) {
    ms += Number(number) * units[unit!]!;
  }
  return ms;
}
