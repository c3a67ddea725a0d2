import type { Clock } from '../../kube/cluster.ts';
import type { KubeClient } from '../../kube/client.ts';
import type { ContainerFs } from '../container-fs.ts';
import type { Dial, DnsMessage, DnsRecord, Listener, SocketAddress } from '../network.ts';
import type { Image, Process } from '../process.ts';

/** A clock that jumps to the next alarm when nothing else is left to do. */
export class VirtualClock implements Clock {
  #now = Date.UTC(2026, 10, 22, 9, 0, 0);
  #alarms: { at: number; ring: () => void }[] = [];
  #pumping = false;

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      const alarm = { at: this.#now + ms, ring: resolve };
      this.#alarms.push(alarm);
      signal?.addEventListener('abort', () => {
        this.#alarms = this.#alarms.filter((other) => other !== alarm);
        reject(signal.reason as Error);
      });
      this.#pump();
    });
  }

  #pump(): void {
    if (this.#pumping) return;
    this.#pumping = true;
    const turn = () => {
      this.#alarms.sort((a, b) => a.at - b.at);
      const next = this.#alarms.shift();
      if (!next || next.at === Infinity) {
        this.#pumping = false;
        return;
      }
      this.#now = Math.max(this.#now, next.at);
      next.ring();
      setTimeout(turn, 0);
    };
    setTimeout(turn, 0);
  }
}

export class MemoryFs implements ContainerFs {
  #files = new Map<string, string>();
  constructor(files: Record<string, string> = {}) {
    for (const [path, text] of Object.entries(files)) this.#files.set(path, text);
  }
  read = (path: string) => this.#files.get(path);
  write = (path: string, text: string) => void this.#files.set(path, text);
  delete = (path: string) => this.#files.delete(path);
  has = (path: string) => this.#files.has(path);
  paths = () => [...this.#files.keys()].sort();
}

type Fate = Exclude<Dial['outcome'], 'open'> | 'rejected';

/** A Pod's surroundings: names, addresses and what becomes of packets to them. */
export class World {
  readonly clock = new VirtualClock();
  readonly listeners: Listener[] = [];
  /** DNS records by name and type; a name that has none is NXDOMAIN. */
  records: DnsRecord[] = [];
  dns: 'up' | 'refused' | 'timeout' | 'REFUSED' = 'up';
  /** What becomes of packets to `ip:port`, where nobody listens. */
  fates = new Map<string, Fate>();
  /** Where a virtual address leads to. */
  services = new Map<string, string>();
  fs = new MemoryFs({
    '/etc/resolv.conf':
      'search shop.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n',
    '/etc/hosts': '# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n10.244.1.5\tclient\n',
    '/etc/hostname': 'client\n',
  });

  a(name: string, ...ips: string[]): this {
    for (const ip of ips) this.records.push({ name, type: 'A', ttl: 30, data: ip });
    return this;
  }

  answer(message: DnsMessage): DnsMessage {
    const { name, type } = message.question;
    const rcode = (code: 'NXDOMAIN' | 'NOERROR' | 'REFUSED', answers: DnsRecord[]): DnsMessage => ({
      ...message,
      answer: {
        rcode: code,
        authoritative: code !== 'REFUSED',
        recursionAvailable: false,
        answers,
        authority: [],
        additional: [],
      },
    });
    if (this.dns === 'REFUSED') return rcode('REFUSED', []);
    const own = this.records.filter((record) => record.name === name);
    if (own.length === 0) return rcode('NXDOMAIN', []);
    const alias = own.find((record) => record.type === 'CNAME');
    const target = alias?.data.replace(/\.$/, '');
    const answers = own.filter((record) => record.type === type || record.type === 'CNAME');
    if (alias && type !== 'CNAME')
      answers.push(...this.records.filter((record) => record.name === target && record.type === type));
    return rcode('NOERROR', answers);
  }

  async dial(address: SocketAddress): Promise<Dial> {
    const hops: Dial['hops'] = [];
    if (address.port === 53) {
      if (this.dns === 'refused')
        return { hops, outcome: 'refused', afterMs: address.protocol === 'UDP' ? 0 : 1000 };
      if (this.dns === 'timeout') return { hops, outcome: 'timeout' };
      return {
        hops,
        outcome: 'open',
        remote: address,
        exchange: async (payload) =>
          payload.kind === 'dns' ? { kind: 'dns', message: this.answer(payload.message) } : undefined,
      };
    }
    const key = `${address.ip}:${address.port}`;
    const [ip, port] = (this.services.get(key) ?? key).split(':');
    const listener = this.listeners.find(
      (one) => one.port === Number(port) && one.protocol === address.protocol && !one.signal?.aborted,
    );
    const fate = this.fates.get(key);
    if (fate === 'rejected') return { hops, outcome: 'refused', afterMs: 1000 };
    if (fate === 'refused') return { hops, outcome: 'refused', afterMs: 0 };
    if (fate === 'timeout') return { hops, outcome: 'timeout' };
    if (fate === 'unreachable') return { hops, outcome: 'unreachable', message: 'No route to host' };
    if (!listener) return { hops, outcome: 'refused', afterMs: 0 };
    const peer: SocketAddress = { ip: '10.244.1.5', port: 40000, protocol: address.protocol };
    return {
      hops,
      outcome: 'open',
      remote: { ...address, ip: ip! },
      exchange: (payload) => listener.serve(payload, peer),
    };
  }

  /** Runs a command in the Pod and collects what it prints. */
  async run(
    image: Image,
    argv: readonly string[],
    options: {
      stdin?: string | AsyncIterable<string>;
      tty?: boolean;
      signal?: AbortSignal;
      name?: string;
      onOutput?: (text: string) => void;
      env?: Record<string, string>;
    } = {},
  ) {
    const printed = { stdout: '', stderr: '' };
    const { stdin, name = 'client' } = options;
    const stop = new AbortController();
    const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
    const process: Process = {
      env: { PATH: '/bin', HOSTNAME: name, HOME: '/root', ...options.env },
      cwd: '/',
      fs: this.fs,
      hostname: name,
      container: {
        namespace: 'shop',
        pod: name,
        container: 'main',
        uid: name,
        node: 'kind-worker',
        ip: '10.244.1.5',
        image: image.references[0]!,
      },
      stdin:
        typeof stdin === 'string'
          ? (async function* () {
              yield stdin;
            })()
          : stdin,
      tty: options.tty ?? false,
      size: undefined,
      stdout: (text) => {
        printed.stdout += text;
        options.onOutput?.(text);
      },
      stderr: (text) => {
        printed.stderr += text;
        options.onOutput?.(text);
      },
      clock: this.clock,
      signal,
      dial: (address) => this.dial(address),
      listen: (listener) => {
        if (
          this.listeners.some(
            (one) => one.port === listener.port && one.protocol === listener.protocol && !one.signal?.aborted,
          )
        )
          throw Object.assign(new Error('listen EADDRINUSE'), { code: 'EADDRINUSE' });
        this.listeners.push(listener);
        if (!listener.daemon)
          stop.signal.addEventListener('abort', () =>
            this.listeners.splice(this.listeners.indexOf(listener), 1),
          );
      },
      api: undefined as unknown as KubeClient,
    };
    const start = this.clock.now();
    const exit = await image.run(process, argv);
    stop.abort(new Error('ended'));
    return { exit, ...printed, ms: this.clock.now() - start };
  }

  /** A web server that answers its name, like the labs' own. */
  serve(port: number, answer: (text: string) => string | undefined): void {
    this.listeners.push({
      address: '0.0.0.0',
      port,
      protocol: 'TCP',
      serve: async (payload) => {
        const text = payload.kind === 'text' ? answer(payload.text) : undefined;
        return text === undefined ? undefined : { kind: 'text', text };
      },
    });
  }
}
