import { resources, type ResourceType } from '../../../../kube/client.ts';
import type { EndpointSlice, KubeObject, Node, Service } from '../../../../kube/types.ts';
import type { Image, Process } from '../../../process.ts';
import { Informer } from '../../../service/informer.ts';
import type { Netfilter } from '../../../service/netfilter/kernel.ts';
import { inNetwork } from '../../../service/netfilter/rule.ts';
import { computeRules } from '../../../service/proxy/rules.ts';
import { SliceCache } from '../../../service/proxy/slice-cache.ts';
import type { ProxySettings } from '../../../service/proxy/table.ts';
import { klog, untilStopped } from '../klog.ts';
import { programImage } from '../program-image.ts';
import { asServiceAccount } from '../service-account.ts';
import { ConfigError, readConfig, type ProxyConfig } from './config.ts';
import { ServiceHealth, serveStatus } from './health.ts';

const configPath = '/var/lib/kube-proxy/config.conf';

/**
 * kube-proxy: keeps one node's rules as the API says, until it is stopped. The rules stay.
 * @param rulesOf the kernel tables of a node, by the node's name
 */
export function kubeProxyImage(references: readonly string[], rulesOf: (node: string) => Netfilter): Image {
  return programImage(references, '/usr/local/bin/kube-proxy', (process, argv) =>
    runKubeProxy(process, argv, rulesOf),
  );
}

type Log = ReturnType<typeof klog>;

async function runKubeProxy(
  process: Process,
  argv: readonly string[],
  rulesOf: (node: string) => Netfilter,
): Promise<number> {
  const log = klog(process);
  const path = argv.find((word) => word.startsWith('--config='))?.slice('--config='.length) ?? configPath;
  const text = process.fs.read(path);
  let config: ProxyConfig;
  try {
    if (text === undefined) throw new ConfigError(`failed complete: open ${path}: no such file or directory`);
    config = readConfig(text);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    log.error('run.go:72', `"command failed" err=${JSON.stringify(error.message)}`);
    return 1;
  }
  if (config.unknownFields.length > 0) {
    const fields = JSON.stringify(`strict decoding error: ${config.unknownFields.join(', ')}`);
    log.info('options.go:453', `"Using lenient decoding as strict decoding failed" err=${fields}`);
  }
  const override = argv.find((argument) => argument.startsWith('--hostname-override='));
  const node = override?.slice('--hostname-override='.length) || process.container.node;
  const rules = rulesOf(node);
  log.info('shared_informer.go:402', '"Waiting for caches to sync"');
  const common = { api: await asServiceAccount(process), clock: process.clock, signal: process.signal };
  const watched: Watched = (type, kind, onChange) =>
    new Informer({ ...common, type, onChange, onError: (error) => log.error(...failedToWatch(kind, error)) });
  await proxy(process, log, config, rules, node, watched);
  return 0;
}

type Watched = <T extends KubeObject>(
  type: ResourceType,
  kind: string,
  onChange: (object: T | undefined, old: T | undefined) => void,
) => Informer<T>;

/** As client-go's reflector tells it. */
function failedToWatch(kind: string, error: unknown): [string, string] {
  const text = error instanceof Error ? error.message : String(error);
  const err = JSON.stringify(`failed to list *v1.${kind}: ${text}`);
  const reflector = 'reflector="k8s.io/client-go/informers/factory.go:177"';
  return [
    'reflector.go:227',
    `"Failed to watch" err=${err} logger="UnhandledError" ${reflector} type="*v1.${kind}"`,
  ];
}

/** What the binary prints when it knows its node and before it looks at Services. */
function announce(process: Process, log: Log, config: ProxyConfig): void {
  log.info('shared_informer.go:409', '"Caches are synced"');
  log.info('server.go:228', `"Successfully retrieved NodeIPs" NodeIPs=["${process.container.ip}"]`);
  if (config.nodePortAddresses.length === 0) {
    log.error(
      'server.go:265',
      '"Kube-proxy configuration may be incomplete or incorrect" err="nodePortAddresses is unset; NodePort connections will be accepted on all local IPs. Consider using `--nodeport-addresses primary`"',
    );
  }
  log.info('server.go:274', '"kube-proxy running in dual-stack mode" primary ipFamily="IPv4"');
  log.info('server_linux.go:137', `"Using ${config.mode} Proxier"`);
  if (config.mode === 'ipvs') {
    log.warning(
      'server_linux.go:191',
      '"The ipvs proxier is now deprecated and may be removed in a future release. Please use \'nftables\' instead."',
    );
  }
  if (config.mode === 'iptables' && config.settings.localhostNodePorts) {
    log.info(
      'proxier.go:241',
      '"Setting route_localnet=1 to allow node-ports on localhost; to change this either disable iptables.localhostNodePorts (--iptables-localhost-nodeports) or set nodePortAddresses (--nodeport-addresses) to filter loopback addresses" ipFamily="IPv4"',
    );
  }
  log.info('server.go:539', '"Version info" version="v1.36.1"');
  log.info('server.go:541', '"Golang settings" GOGC="" GOMAXPROCS="" GOTRACEBACK=""');
  for (const [where, name] of [
    ['config.go:200', 'service config'],
    ['config.go:106', 'endpoint slice config'],
    ['config.go:403', 'serviceCIDR config'],
    ['config.go:309', 'node config'],
  ] as const) {
    log.info(where, `"Starting ${name} controller"`);
    log.info('shared_informer.go:381', `"Waiting for caches to sync" controller="${name}"`);
  }
}

async function proxy(
  process: Process,
  log: Log,
  config: ProxyConfig,
  rules: Netfilter,
  node: string,
  watched: Watched,
): Promise<void> {
  const { clock, signal } = process;
  const { ip } = process.container;
  let zone = '';
  let pending = false;
  let full = true;
  let sync = () => {};
  const nodes = watched<Node>(resources.nodes, 'Node', (changed) => {
    if (changed?.metadata.name !== node) return;
    const next = changed.metadata.labels?.['topology.kubernetes.io/zone'] ?? '';
    if (next === zone) return;
    zone = next;
    sync();
  });
  // Without its node's addresses it does not begin: no Service is looked at, no port opened.
  await Promise.race([nodes.synced(), untilStopped(process)]);
  if (signal.aborted) return;
  announce(process, log, config);
  const ready = () => services.hasSynced && slices.hasSynced;
  const health = new ServiceHealth(process, ready);
  const write = () => {
    const computed = computeRules(services.list(), known.list(), node, zone);
    const endpoints = computed.reduce((sum, { cluster }) => sum + cluster.length, 0);
    const settings = { ...settingsFor(config, ip), largeCluster: endpoints > 1000 };
    rules.replace(computed, settings, full, config.mode === 'nftables' ? 'nftables' : 'iptables');
    full = false;
    for (const failure of health.sync(computed)) log.error('service_health.go:143', failure);
  };
  sync = () => {
    if (pending || !ready() || signal.aborted) return;
    pending = true;
    // kube-proxy gathers changes for up to minSyncPeriod (1 s on kind); a short while is enough here.
    void clock.sleep(100, signal).then(
      () => {
        pending = false;
        write();
      },
      () => {},
    );
  };
  const services = watched<Service>(resources.services, 'Service', () => sync());
  const known = new SliceCache();
  const slices = watched<EndpointSlice>(resources.endpointslices, 'EndpointSlice', (slice, old) => {
    known.update(slice, old);
    sync();
  });
  void Promise.all([services.synced(), slices.synced()]).then(() => {
    for (const name of ['node config', 'serviceCIDR config', 'endpoint slice config', 'service config']) {
      log.info('shared_informer.go:388', `"Caches are synced" controller="${name}"`);
    }
    sync();
  });
  serveStatus(process, config.mode, ready);
  if (config.mode !== 'nftables')
    void watchTables(
      process,
      rules,
      config.syncMs,
      () => {
        full = true;
        sync();
      },
      sync,
    );
  await untilStopped(process);
}

/** Every sync period: writes the shared chains anew, and everything when somebody took the canary chains away. */
async function watchTables(
  { clock, signal }: Process,
  rules: Netfilter,
  everyMs: number,
  lost: () => void,
  sync: () => void,
): Promise<void> {
  try {
    for (;;) {
      await clock.sleep(everyMs, signal);
      const gone = (['mangle', 'nat', 'filter'] as const).some(
        (table) => !rules.chain(table, 'KUBE-PROXY-CANARY'),
      );
      if (gone) lost();
      else if (rules.isEdited) sync();
    }
  } catch {
    // Stopped; the rules stay.
  }
}

/** The settings on this node: of nodePortAddresses the node's own addresses that they cover. */
function settingsFor(config: ProxyConfig, ip: string): ProxySettings {
  const { nodePortAddresses: wanted, settings } = config;
  if (wanted.length === 0) return settings;
  const own = [ip].filter((address) =>
    wanted.some((network) => network === 'primary' || inNetwork(address, network)),
  );
  return { ...settings, nodePortCIDRs: own.map((address) => `${address}/32`) };
}
