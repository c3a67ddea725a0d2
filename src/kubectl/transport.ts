import type { Cluster } from '../kube/cluster.ts';
import { StatusError } from '../kube/status.ts';
import { ConnectionError, Interrupted } from './errors.ts';
import type { KubectlIO } from './types.ts';

export interface TransportOptions {
  io: KubectlIO;
  /** Of -v; 6 and more print a line for each request. */
  verbosity: number;
  asUser: string;
  asGroups: readonly string[];
  /** Called once for each distinct warning of the server. */
  warn(text: string): void;
  /** As in the kubeconfig, for the log. */
  server: string;
}

/** The cluster as one command sees it: cancelled by Ctrl-C, logged, its warnings printed. */
export function commandCluster(cluster: Cluster, options: TransportOptions): Cluster {
  const seen = new Set<string>();
  const { io } = options;
  return {
    async fetch(request) {
      const headers = new Headers(request.headers);
      if (options.asUser) headers.set('impersonate-user', options.asUser);
      for (const group of options.asGroups) headers.append('impersonate-group', group);
      const signal = AbortSignal.any([io.signal, request.signal]);
      const started = io.clock.now();
      let response: Response;
      try {
        response = await cluster.fetch(new Request(request, { headers, signal }));
      } catch (error) {
        if (io.signal.aborted) throw new Interrupted();
        if (error instanceof StatusError || request.signal.aborted) throw error;
        throw new ConnectionError('connection refused', { cause: error });
      }
      if (options.verbosity >= 6) {
        const { pathname, search } = new URL(request.url);
        const took = Math.round(io.clock.now() - started);
        io.stderr(
          `${logPrefix(io.clock.now())} round_trippers.go:632] "Response" verb="${request.method}" ` +
            `url="${options.server}${pathname}${search}" status="${response.status} ${response.statusText || statusTexts[response.status] || ''}" milliseconds=${took}\n`,
        );
      }
      for (const text of warningsOf(response.headers.get('warning'))) {
        if (!seen.has(text)) options.warn(text);
        seen.add(text);
      }
      return response;
    },
    exec: (target, command, more) => cluster.exec(target, command, more),
    attach: (target, more) => cluster.attach(target, more),
    portForward: (target, port, more) => cluster.portForward(target, port, more),
    close: () => cluster.close(),
  };
}

const statusTexts: Record<number, string> = {
  200: 'OK',
  201: 'Created',
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  422: 'Unprocessable Entity',
  500: 'Internal Server Error',
};

/** Feature gates of client-go 1.36 as kubectl logs them before its first request, once each, in no fixed order. */
const gates: readonly [string, boolean][] = [
  ['ClientsPreferCBOR', false],
  ['ClientsAllowCBOR', false],
  ['WatchListClient', true],
  ['ClientsAllowTLSCacheGC', true],
  ['InOrderInformersBatchProcess', true],
  ['InformerResourceVersion', true],
  ['UnlockWhileProcessingFIFO', true],
  ['AtomicFIFO', true],
  ['ClientsAllowCARotation', true],
  ['InOrderInformers', true],
];

/** What kubectl logs with -v=6 before it asks the server anything. */
export function logStart(io: KubectlIO, configPath: string): void {
  const line = (text: string) => io.stderr(`${logPrefix(io.clock.now())} ${text}\n`);
  line(`loader.go:407] Config loaded from file:  ${configPath}`);
  for (const [name, enabled] of gates) {
    line(`envvar.go:195] "Feature gate default state" feature="${name}" enabled=${enabled}`);
  }
}

/** klog's header: `I1122 08:21:52.152293       1`. */
function logPrefix(now: number): string {
  const iso = new Date(now).toISOString();
  return `I${iso.slice(5, 7)}${iso.slice(8, 10)} ${iso.slice(11, 23)}000       1`;
}

/** Texts of a Warning header (RFC 7234): `299 - "text"`, several joined by commas. */
function warningsOf(header: string | null): string[] {
  if (!header) return [];
  return [...header.matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)].map((match) =>
    match[1]!.replace(/\\(.)/g, '$1'),
  );
}
