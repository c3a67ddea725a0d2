import type { Cluster } from '../kube/cluster.ts';
import { StatusError } from '../kube/status.ts';
import { ConnectionError, Interrupted } from './errors.ts';
import { Log, RequestLog } from './request-log.ts';
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
      const { pathname, search } = new URL(request.url);
      const url = `${options.server}${pathname}${search}`;
      const log = options.verbosity >= 6 ? new RequestLog(new Log(io), options.verbosity) : undefined;
      log?.request(request, url, options.verbosity >= 8 ? await request.clone().text() : '');
      const started = io.clock.now();
      let response: Response;
      try {
        response = await cluster.fetch(new Request(request, { headers, signal }));
      } catch (error) {
        if (io.signal.aborted) throw new Interrupted();
        if (error instanceof StatusError || request.signal.aborted) throw error;
        throw new ConnectionError('connection refused', { cause: error });
      }
      log?.response(request, url, response, Math.round(io.clock.now() - started));
      if (!search.includes('watch=') && !search.includes('follow=')) await log?.responseBody(response);
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

/** Texts of a Warning header (RFC 7234): `299 - "text"`, several joined by commas. */
function warningsOf(header: string | null): string[] {
  if (!header) return [];
  return [...header.matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)].map((match) =>
    match[1]!.replace(/\\(.)/g, '$1'),
  );
}
