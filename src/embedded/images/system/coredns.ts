import type { Listener, Payload } from '../../network.ts';
import type { Image, Process } from '../../process.ts';
import { corefileJson } from '../../service/dns/corefile-json.ts';
import {
  CorefileError,
  parseCorefile,
  type Directive,
  type ServerBlock,
} from '../../service/dns/corefile.ts';
import { Failed } from '../../service/dns/plugins/plugin.ts';
import { DnsServer, failure } from '../../service/dns/server.ts';
import { seconds, setUp } from '../../service/dns/setup.ts';
import { resolvConf } from '../network/dns.ts';
import { CoreDnsMetrics, serveHttp } from './coredns-http.ts';
import { watchZone, type Zone } from './coredns-zone.ts';
import { untilStopped } from './klog.ts';
import { programImage } from './program-image.ts';

const corefilePath = '/etc/coredns/Corefile';
const forwardTimeoutMs = 2000;

/** CoreDNS 1.13.1 with the plugins that answer questions, and health, ready, prometheus, loop and reload. */
export function coreDnsImage(references: readonly string[]): Image {
  return programImage(references, '/coredns', runCoreDns);
}

async function runCoreDns(process: Process): Promise<number> {
  process.stdout('maxprocs: Leaving GOMAXPROCS=2: CPU quota undefined\n');
  const text = process.fs.read(corefilePath);
  try {
    if (text === undefined)
      throw new CorefileError(`loading Caddyfile via flag: open ${corefilePath}: no such file or directory`);
    const blocks = readCorefile(text);
    return await new CoreDns(process, text).run(blocks);
  } catch (error) {
    if (!(error instanceof CorefileError)) throw error;
    process.stdout(`${error.message}\n`);
    return 1;
  }
}

/** @throws CorefileError */
function readCorefile(text: string): ServerBlock[] {
  const blocks = parseCorefile(text, corefilePath);
  setUp(blocks, corefilePath);
  return blocks;
}

class CoreDns {
  readonly #process: Process;
  readonly #zone: Zone;
  readonly #metrics = new CoreDnsMetrics();
  /** A name that only this process knows; when it is asked for, a question has come round. */
  readonly #probe = `${randomNumber()}.${randomNumber()}`;
  #text: string;
  #blocks: readonly ServerBlock[] = [];
  #server!: DnsServer;
  #listening = new AbortController();
  #loop: string | undefined;

  constructor(process: Process, text: string) {
    this.#process = process;
    this.#text = text;
    this.#zone = watchZone(process);
  }

  async run(blocks: readonly ServerBlock[]): Promise<number> {
    const process = this.#process;
    this.#load(blocks);
    this.#serveStatus();
    if (this.#plugin('kubernetes')) await this.#waitForApi();
    this.#listen();
    for (const block of blocks) for (const key of block.keys) process.stdout(`${shown(key)}\n`);
    if (this.#plugin('reload')) await this.#tellConfiguration();
    process.stdout('CoreDNS-1.13.1\nlinux/amd64, go1.26.10, 37aaba89\n');
    if (await this.#findLoop()) return 1;
    while (!(await this.#pause())) await this.#reload();
    process.stdout('[INFO] SIGTERM: Shutting down servers then terminating\n');
    await this.#lameduck();
    return 0;
  }

  #plugin(name: string): Directive | undefined {
    return this.#blocks.flatMap(({ directives }) => directives).find((one) => one.name === name);
  }

  #load(blocks: readonly ServerBlock[]): void {
    const process = this.#process;
    const { data, ready, serial, hasPod } = this.#zone;
    this.#blocks = blocks;
    if (this.#plugin('kubernetes')?.block.some(({ name, args }) => name === 'pods' && args[0] === 'verified'))
      this.#zone.watchPods();
    this.#server = new DnsServer({
      blocks,
      data,
      serial,
      ready,
      hasPod,
      ask: (server, question) => ask(process, server, question),
      nameservers: (path) => (process.fs.read(path) === undefined ? [] : resolvConf(process).nameservers),
      readFile: (path) => process.fs.read(path.startsWith('/') ? path : `/etc/coredns/${path}`),
      now: () => process.clock.now(),
      log: (line) => process.stdout(line),
    });
  }

  /** Up to five seconds, with a word each half of one. */
  async #waitForApi(): Promise<void> {
    const { clock, signal } = this.#process;
    const given = this.#plugin('kubernetes')!.block.find(({ name }) => name === 'startup_timeout')?.args[0];
    const end = clock.now() + seconds(given ?? '5s') * 1000;
    for (let waited = 100; !this.#zone.ready() && !signal.aborted; waited += 100) {
      if (clock.now() >= end) {
        this.#process.stdout('[WARNING] plugin/kubernetes: starting server with unsynced Kubernetes API\n');
        return;
      }
      await clock.sleep(100, signal).catch(() => undefined);
      if (waited % 500 === 0)
        this.#process.stdout('[INFO] plugin/kubernetes: waiting for Kubernetes API before starting server\n');
    }
  }

  #listen(): void {
    const { signal } = this.#listening;
    for (const port of new Set(this.#blocks.map((block) => block.port)))
      for (const protocol of ['UDP', 'TCP'] as const)
        this.#process.listen({
          address: '0.0.0.0',
          port,
          protocol,
          signal,
          serve: this.#serve(port, protocol),
        });
  }

  #serve(port: number, protocol: 'UDP' | 'TCP'): Listener['serve'] {
    return async (payload, peer): Promise<Payload | undefined> => {
      if (payload.kind !== 'dns') return undefined;
      const { question } = payload.message;
      if (question.name === this.#probe) {
        this.#loop = `${peer.ip}:${peer.port}`;
        return { kind: 'dns', message: { question, answer: failure('SERVFAIL') } };
      }
      const lower = protocol === 'UDP' ? 'udp' : 'tcp';
      const answer = await this.#server.answer(question, { peer, protocol: lower, port });
      if (!answer) return undefined;
      this.#metrics.count(question.type, lower, answer.rcode, port);
      return { kind: 'dns', message: { question, answer } };
    };
  }

  #serveStatus(): void {
    const process = this.#process;
    const at = (name: string, fallback: number) => {
      const directive = this.#plugin(name);
      return directive && Number(/:(\d+)$/.exec(directive.args[0] ?? '')?.[1] ?? fallback);
    };
    const { signal } = this.#listening;
    const [health, ready, metrics] = [at('health', 8080), at('ready', 8181), at('prometheus', 9153)];
    if (health !== undefined)
      serveHttp(process, health, signal, (path) =>
        path === '/health' ? [200, 'OK'] : [404, '404 page not found\n'],
      );
    if (ready !== undefined)
      serveHttp(process, ready, signal, (path) => {
        if (path !== '/ready') return [404, '404 page not found\n'];
        if (!this.#plugin('kubernetes') || this.#zone.ready()) return [200, 'OK'];
        process.stdout('[INFO] plugin/ready: Plugins not ready: "kubernetes"\n');
        return [503, 'kubernetes'];
      });
    if (metrics !== undefined)
      serveHttp(process, metrics, signal, (path) =>
        path === '/metrics' ? [200, this.#metrics.text(this.#blocks)] : [404, '404 page not found\n'],
      );
  }

  async #tellConfiguration(): Promise<void> {
    const sum = await sha512(corefileJson(this.#text));
    this.#process.stdout(`[INFO] plugin/reload: Running configuration SHA512 = ${sum}\n`);
  }

  /** Asks whoever the root is forwarded to for its own secret name. */
  async #findLoop(): Promise<boolean> {
    const block = this.#blocks.find(({ directives }) => directives.some(({ name }) => name === 'loop'));
    const zone = block?.zones[0] ?? '';
    const target = block?.directives.find(({ name }) => name === 'forward');
    if (!target) return false;
    const servers = target.args
      .slice(1)
      .flatMap((to) =>
        to.startsWith('/') ? resolvConf(this.#process).nameservers : [to.replace(/^dns:\/\//, '')],
      );
    for (const server of servers) {
      try {
        await ask(this.#process, server, { name: this.#probe, type: 'HINFO' });
      } catch (error) {
        if (!(error instanceof Failed)) throw error;
      }
      if (this.#loop !== undefined) break;
    }
    if (this.#loop === undefined) return false;
    this.#process.stdout(
      `[FATAL] plugin/loop: Loop (${this.#loop} -> :${block!.port}) detected for zone "${zone}.", see https://coredns.io/plugins/loop#troubleshooting. Query: "HINFO ${this.#probe}."\n`,
    );
    return true;
  }

  /** Until the reload plugin looks again: its interval, give or take its jitter. @returns true when asked to stop */
  async #pause(): Promise<boolean> {
    const process = this.#process;
    const plugin = this.#plugin('reload');
    const [interval, jitter] = plugin ? [plugin.args[0] ?? '30s', plugin.args[1] ?? '15s'] : [];
    if (interval === undefined) {
      await untilStopped(process);
      return true;
    }
    const base = seconds(interval);
    const spread = Math.min(seconds(jitter!), base / 2);
    await process.clock
      .sleep((base - spread + Math.random() * 2 * spread) * 1000, process.signal)
      .catch(() => {});
    return process.signal.aborted;
  }

  async #reload(): Promise<void> {
    const process = this.#process;
    const changed = process.fs.read(corefilePath) ?? '';
    if (changed === this.#text || corefileJson(changed) === corefileJson(this.#text)) return;
    try {
      parseCorefile(changed, corefilePath, false);
    } catch (error) {
      if (!(error instanceof CorefileError)) throw error;
      process.stdout(`[WARNING] plugin/reload: Corefile parse failed: ${error.message}\n`);
      return;
    }
    // It is not tried again until it changes once more, even if it is wrong.
    this.#text = changed;
    process.stdout('[INFO] Reloading\n');
    try {
      const blocks = readCorefile(changed);
      await this.#lameduck();
      this.#listening.abort();
      this.#listening = new AbortController();
      this.#load(blocks);
      this.#listen();
      this.#serveStatus();
      if (this.#plugin('reload')) await this.#tellConfiguration();
      process.stdout('[INFO] Reloading complete\n');
    } catch (error) {
      if (!(error instanceof CorefileError)) throw error;
      process.stdout(`[ERROR] Restart failed: ${error.message}\n`);
      process.stdout(
        `[ERROR] plugin/reload: Corefile changed but reload failed: starting with listener file descriptors: ${error.message}\n`,
      );
    }
  }

  /** Goes on serving while others learn that this one goes away. */
  async #lameduck(): Promise<void> {
    const time = this.#plugin('health')?.block.find(({ name }) => name === 'lameduck')?.args[0];
    if (time === undefined) return;
    this.#process.stdout(`[INFO] plugin/health: Going into lameduck mode for ${time}\n`);
    await this.#process.clock.sleep(seconds(time) * 1000);
  }
}

/** `.:53` */
function shown(key: string): string {
  const [name, port = '53'] = key.replace(/^dns:\/\//, '').split(':');
  return `${name!.endsWith('.') ? name! : `${name!}.`}:${port}`;
}

/** Asks another server once. @throws Failed in the words of Go's net package */
async function ask(
  process: Process,
  server: string,
  question: { name: string; type: Parameters<DnsServer['answer']>[0]['type'] },
) {
  const [ip = '', port = '53'] = server.split(':');
  const local = `${process.container.ip}:${32_768 + Math.floor(Math.random() * 28_000)}`;
  const dial = await process.dial({ ip, port: Number(port), protocol: 'UDP' });
  if (dial.outcome === 'open') {
    const { name, type } = question;
    const reply = await dial.exchange({ kind: 'dns', message: { question: { name, type } } });
    if (reply?.kind === 'dns' && reply.message.answer) return reply.message.answer;
  }
  if (dial.outcome === 'refused')
    throw new Failed('SERVFAIL', `read udp ${local}->${ip}:${port}: read: connection refused`);
  if (dial.outcome === 'unreachable')
    throw new Failed('SERVFAIL', `dial udp ${ip}:${port}: connect: ${dial.message.toLowerCase()}`);
  await process.clock.sleep(forwardTimeoutMs, process.signal).catch(() => undefined);
  throw new Failed('SERVFAIL', `read udp ${local}->${ip}:${port}: i/o timeout`);
}

async function sha512(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-512', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function randomNumber(): string {
  return String(Math.floor(Math.random() * 1e15)) + String(Math.floor(Math.random() * 1e4));
}
