import { corefileJson } from '../../service/dns/corefile-json.ts';
import { resources } from '../../../kube/client.ts';
import type { EndpointSlice, Namespace, Service } from '../../../kube/types.ts';
import type { DnsType, Payload } from '../../network.ts';
import type { Image, Process } from '../../process.ts';
import {
  CorefileError,
  parseCorefile,
  type Directive,
  type ServerBlock,
} from '../../service/dns/corefile.ts';
import type { Answer, ZoneData } from '../../service/dns/kubernetes.ts';
import { DnsServer, failure } from '../../service/dns/server.ts';
import { Informer } from '../../service/informer.ts';
import { formatResponse, goResponse, parseRequest } from '../network/http.ts';
import { resolvConf } from '../network/dns.ts';
import { programImage } from './program-image.ts';
import { untilStopped } from './klog.ts';

const corefilePath = '/etc/coredns/Corefile';
const reloadMs = 30_000;
const forwardTimeoutMs = 2000;

/** CoreDNS with the plugins of kubeadm's Corefile, and hosts, rewrite and log. */
export function coreDnsImage(references: readonly string[]): Image {
  return programImage(references, '/coredns', runCoreDns);
}

async function runCoreDns(process: Process): Promise<number> {
  process.stdout('maxprocs: Leaving GOMAXPROCS=2: CPU quota undefined\n');
  let text = process.fs.read(corefilePath) ?? '';
  let blocks: ServerBlock[];
  try {
    blocks = parseCorefile(text, corefilePath);
  } catch (error) {
    if (!(error instanceof CorefileError)) throw error;
    process.stdout(`${error.message}\n`);
    return 1;
  }
  const zone = watchZone(process);
  // A name that only this process knows; when it is asked for, a question has come round.
  const probe = `${randomNumber()}.${randomNumber()}`;
  let looped = false;
  const load = (next: ServerBlock[]) =>
    new DnsServer({
      blocks: next,
      data: zone.data,
      serial: zone.serial,
      ready: zone.ready,
      log: (line) => process.stdout(line),
      forward: (question, directive) => forward(process, question, directive),
    });
  let server = load(blocks);
  const serve = async (payload: Payload): Promise<Payload | undefined> => {
    if (payload.kind !== 'dns') return undefined;
    const { question } = payload.message;
    if (question.name === probe) {
      looped = true;
      return { kind: 'dns', message: { question, answer: failure('SERVFAIL') } };
    }
    return { kind: 'dns', message: { question, answer: await server.answer(question) } };
  };
  for (const block of blocks) for (const key of block.keys) process.stdout(`${shown(key)}\n`);
  const ports = new Set(blocks.map((block) => block.port));
  for (const port of ports) {
    for (const protocol of ['UDP', 'TCP'] as const)
      process.listen({ address: '0.0.0.0', port, protocol, serve });
  }
  const plugin = (name: string) =>
    blocks.flatMap((block) => block.directives).find((one) => one.name === name);
  if (plugin('reload')) {
    process.stdout(
      `[INFO] plugin/reload: Running configuration SHA512 = ${await sha512(corefileJson(text))}\n`,
    );
  }
  process.stdout('CoreDNS-1.13.1\nlinux/amd64, go1.26.10, 37aaba89\n');
  if (plugin('health'))
    http(process, 8080, (path) => (path === '/health' ? [200, 'OK'] : [404, '404 page not found\n']));
  if (plugin('ready')) {
    http(process, 8181, (path) => {
      if (path !== '/ready') return [404, '404 page not found\n'];
      return zone.ready() ? [200, 'OK'] : [503, 'kubernetes'];
    });
  }
  if (plugin('prometheus')) {
    http(process, 9153, (path) =>
      path === '/metrics' ? [200, `coredns_build_info{version="1.13.1"} 1\n`] : [404, '404 page not found\n'],
    );
  }
  const loop = blocks.find((block) => block.directives.some(({ name }) => name === 'loop'));
  const target = loop?.directives.find(({ name }) => name === 'forward');
  if (loop && target) {
    await forward(process, { name: probe, type: 'TXT' }, target);
    if (looped) {
      process.stdout(
        `[FATAL] plugin/loop: Loop (${process.container.ip}:${32768 + (process.clock.now() % 28000)} -> :53) detected for zone ".", see https://coredns.io/plugins/loop#troubleshooting. Query: "HINFO ${probe}."\n`,
      );
      return 1;
    }
  }

  for (;;) {
    const stopped = await Promise.race([
      untilStopped(process).then(() => true),
      process.clock.sleep(reloadMs, process.signal).then(
        () => false,
        () => true,
      ),
    ]);
    if (stopped) break;
    const changed = process.fs.read(corefilePath) ?? '';
    if (changed === text || !plugin('reload')) continue;
    text = changed;
    process.stdout('[INFO] Reloading\n');
    try {
      blocks = parseCorefile(changed, corefilePath);
      server = load(blocks);
      process.stdout(
        `[INFO] plugin/reload: Running configuration SHA512 = ${await sha512(corefileJson(changed))}\n`,
      );
      process.stdout('[INFO] Reloading complete\n');
    } catch (error) {
      if (!(error instanceof CorefileError)) throw error;
      process.stdout(`[ERROR] Restart failed: ${error.message}\n`);
      process.stdout(
        `[ERROR] plugin/reload: Corefile changed but reload failed: starting with listener file descriptors: ${error.message}\n`,
      );
    }
  }
  process.stdout('[INFO] SIGTERM: Shutting down servers then terminating\n');
  const lameduck = plugin('health')?.block.find(({ name }) => name === 'lameduck')?.args[0];
  if (lameduck) {
    process.stdout(`[INFO] plugin/health: Going into lameduck mode for ${lameduck}\n`);
    await process.clock.sleep(Number.parseFloat(lameduck) * 1000);
  }
  return 0;
}

/** `.:53` */
function shown(key: string): string {
  return /:\d+$/.test(key) ? key : `${key.endsWith('.') ? key : `${key}.`}:53`;
}

function watchZone(process: Process) {
  const { api, clock, signal } = process;
  let serial = Math.floor(clock.now() / 1000);
  const onChange = () => (serial = Math.max(serial + 1, Math.floor(clock.now() / 1000)));
  const common = { api, clock, signal, onChange };
  const services = new Informer<Service>({ ...common, type: resources.services });
  const slices = new Informer<EndpointSlice>({ ...common, type: resources.endpointslices });
  const namespaces = new Informer<Namespace>({ ...common, type: resources.namespaces });
  const data: ZoneData = {
    service: (namespace, name) => services.get(namespace, name),
    services: () => services.list(),
    slices: (namespace, service) =>
      slices
        .list()
        .filter(
          ({ metadata }) =>
            metadata.namespace === namespace && metadata.labels?.['kubernetes.io/service-name'] === service,
        ),
    allSlices: () => slices.list(),
    hasNamespace: (name) => namespaces.get(undefined, name) !== undefined,
  };
  const ready = () => services.hasSynced && slices.hasSynced && namespaces.hasSynced;
  return { data, ready, serial: () => serial };
}

/** Asks the servers behind `forward`: addresses, or those of a resolv.conf. */
async function forward(
  process: Process,
  question: { name: string; type: DnsType },
  directive: Directive,
): Promise<Answer | undefined> {
  const targets = directive.args
    .slice(1)
    .flatMap((to) => (to.startsWith('/') ? resolvConf(process).nameservers : [to.replace(/^dns:\/\//, '')]));
  for (const target of targets) {
    const [ip = '', port = '53'] = target.split(':');
    const dial = await process.dial({ ip, port: Number(port), protocol: 'UDP' });
    if (dial.outcome === 'open') {
      const reply = await dial.exchange({ kind: 'dns', message: { question } });
      if (reply?.kind === 'dns' && reply.message.answer) return reply.message.answer;
    }
    const why = dial.outcome === 'refused' ? 'read: connection refused' : 'i/o timeout';
    if (dial.outcome !== 'refused') await process.clock.sleep(forwardTimeoutMs, process.signal);
    process.stdout(
      `[ERROR] plugin/errors: 2 ${question.name}. ${question.type}: read udp ${process.container.ip}:${32768 + Math.floor(Math.random() * 28000)}->${ip}:${port}: ${why}\n`,
    );
  }
  return undefined;
}

function http(process: Process, port: number, answer: (path: string) => [number, string]): void {
  process.listen({
    address: '0.0.0.0',
    port,
    protocol: 'TCP',
    serve: (payload) => {
      const request = payload.kind === 'text' ? parseRequest(payload.text) : undefined;
      if (!request) return Promise.resolve(undefined);
      const [status, body] = answer(request.target);
      const text = formatResponse(goResponse(process.clock.now(), status, body));
      return Promise.resolve({ kind: 'text', text });
    },
  });
}

async function sha512(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-512', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function randomNumber(): string {
  return String(Math.floor(Math.random() * 1e15)) + String(Math.floor(Math.random() * 1e4));
}
