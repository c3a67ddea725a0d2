import { resources } from '../../../kube/client.ts';
import type { EndpointSlice, Service } from '../../../kube/types.ts';
import type { Image, Process } from '../../process.ts';
import { Informer } from '../../service/informer.ts';
import { computeRules } from '../../service/proxy/rules.ts';
import type { RuleTable } from '../../service/proxy/table.ts';
import { formatResponse, goResponse, parseRequest } from '../network/http.ts';
import { klog, untilStopped } from './klog.ts';
import { programImage } from './program-image.ts';

const modes = ['', 'iptables', 'ipvs', 'nftables'];
const configPath = '/var/lib/kube-proxy/config.conf';

/**
 * kube-proxy in iptables mode: keeps one node's rules as the API says, until it is stopped. The rules stay.
 * @param rulesOf the kernel tables of a node, by the node's name
 */
export function kubeProxyImage(references: readonly string[], rulesOf: (node: string) => RuleTable): Image {
  return programImage(references, '/usr/local/bin/kube-proxy', (process, argv) =>
    runKubeProxy(process, argv, rulesOf),
  );
}

async function runKubeProxy(
  process: Process,
  argv: readonly string[],
  rulesOf: (node: string) => RuleTable,
): Promise<number> {
  const log = klog(process);
  const config = process.fs.read(configPath) ?? '';
  const mode = setting(config, 'mode') ?? '';
  if (!modes.includes(mode)) {
    log.error(
      'run.go:72',
      `"command failed" err="failed validate: KubeProxyConfiguration.Mode.ProxyMode: Invalid value: \\"${mode}\\": must be iptables, ipvs, nftables or blank (blank means the best-available proxy [currently iptables])"`,
    );
    return 1;
  }
  const override = argv.find((argument) => argument.startsWith('--hostname-override='));
  const node = override?.slice('--hostname-override='.length) || process.container.node;
  const rules = rulesOf(node);
  const { api, clock, signal } = process;
  const { ip } = process.container;

  log.info('shared_informer.go:402', '"Waiting for caches to sync"');
  log.info('shared_informer.go:409', '"Caches are synced"');
  log.info('server.go:228', `"Successfully retrieved NodeIPs" NodeIPs=["${ip}"]`);
  log.error(
    'server.go:265',
    '"Kube-proxy configuration may be incomplete or incorrect" err="nodePortAddresses is unset; NodePort connections will be accepted on all local IPs. Consider using `--nodeport-addresses primary`"',
  );
  log.info('server.go:274', '"kube-proxy running in dual-stack mode" primary ipFamily="IPv4"');
  log.info('server_linux.go:137', '"Using iptables Proxier"');
  log.info('server.go:539', '"Version info" version="v1.36.1"');
  log.info('config.go:200', '"Starting service config controller"');
  log.info('config.go:106', '"Starting endpoint slice config controller"');

  let pending = false;
  const sync = () => {
    if (pending || !services.hasSynced || !slices.hasSynced || signal.aborted) return;
    pending = true;
    // kube-proxy gathers changes for up to minSyncPeriod (1 s on kind); a short while is enough here.
    void clock.sleep(100, signal).then(
      () => {
        pending = false;
        rules.replace(computeRules(services.list(), slices.list(), node));
      },
      () => {},
    );
  };
  const onError = (error: unknown) => {
    const text = error instanceof Error ? error.message : String(error);
    log.error('reflector.go:205', `"Failed to watch" err="failed to list: ${text}" logger="UnhandledError"`);
  };
  const common = { api, clock, signal, onError, onChange: sync };
  const services = new Informer<Service>({ ...common, type: resources.services });
  const slices = new Informer<EndpointSlice>({ ...common, type: resources.endpointslices });
  void Promise.all([services.synced(), slices.synced()]).then(() => {
    log.info('shared_informer.go:388', '"Caches are synced" controller="endpoint slice config"');
    log.info('shared_informer.go:388', '"Caches are synced" controller="service config"');
    sync();
  });
  serveStatus(process, mode || 'iptables', () => services.hasSynced && slices.hasSynced);
  await untilStopped(process);
  return 0;
}

/** healthz on 10256, and on loopback 10249 what `curl localhost:10249/proxyMode` asks for. */
function serveStatus(process: Process, mode: string, healthy: () => boolean): void {
  const serve =
    (answer: (path: string) => [number, string]) => async (payload: { kind: string; text?: string }) => {
      const request = payload.kind === 'text' ? parseRequest(payload.text ?? '') : undefined;
      if (!request) return undefined;
      const [status, body] = answer(request.target);
      const text = formatResponse(goResponse(process.clock.now(), status, body));
      return Promise.resolve({ kind: 'text' as const, text });
    };
  process.listen({
    address: '0.0.0.0',
    port: 10_256,
    protocol: 'TCP',
    serve: serve((path) => {
      if (path !== '/healthz' && path !== '/livez') return [404, '404 page not found\n'];
      const now = new Date(process.clock.now()).toISOString();
      return [
        healthy() ? 200 : 503,
        JSON.stringify({ lastUpdated: now, currentTime: now, nodeEligible: true }),
      ];
    }),
  });
  process.listen({
    address: '127.0.0.1',
    port: 10_249,
    protocol: 'TCP',
    serve: serve((path) => {
      if (path === '/proxyMode') return [200, mode];
      if (path === '/healthz') return [200, 'ok'];
      return [404, '404 page not found\n'];
    }),
  });
}

/** A top-level scalar of the configuration file. */
function setting(config: string, key: string): string | undefined {
  return new RegExp(`^${key}:[ \\t]*"?([^"\\n#]*?)"?[ \\t]*$`, 'm').exec(config)?.[1];
}
