import type { Listener, Payload } from '../../../network.ts';
import type { Process } from '../../../process.ts';
import type { ServiceRule } from '../../../service/proxy/table.ts';
import { formatResponse, goResponse, parseRequest } from '../../network/http.ts';
import { bind } from '../../runtime/processes.ts';

interface Reply {
  status: number;
  body: string;
  headers?: [string, string][];
  type?: string;
}

function http(process: Process, answer: (path: string) => Reply): Listener['serve'] {
  return async (payload: Payload) => {
    const request = payload.kind === 'text' ? parseRequest(payload.text) : undefined;
    if (!request) return undefined;
    const { status, body, headers, type } = answer(request.target.split('?')[0]!);
    const response = goResponse(process.clock.now(), status, body, {
      ...(headers ? { headers } : {}),
      ...(type ? { type } : {}),
    });
    return { kind: 'text', text: formatResponse(response) };
  };
}

const notFound: Reply = { status: 404, body: '404 page not found\n' };
const nosniff: [string, string][] = [['X-Content-Type-Options', 'nosniff']];

/** How Go prints a time that it measured itself. @param started when the process began */
function goTime(now: number, started: number): string {
  const [date, time] = new Date(now).toISOString().replace('Z', '').split('T') as [string, string];
  const seconds = ((now - started) / 1000).toFixed(9);
  return `${date} ${time.replace(/\.?0+$/, '')} +0000 UTC m=+${seconds}`;
}

/**
 * healthz and livez on 10256 of all addresses, and on loopback 10249 what `curl localhost:10249/proxyMode` asks for.
 * Models kubernetes pkg/proxy/healthcheck/proxy_health.go.
 */
export function serveStatus(process: Process, mode: string, healthy: () => boolean): void {
  const started = process.clock.now();
  bind(process, {
    address: '0.0.0.0',
    port: 10_256,
    protocol: 'TCP',
    serve: http(process, (path) => {
      if (path !== '/healthz' && path !== '/livez') return notFound;
      const now = goTime(process.clock.now(), started);
      const eligible = path === '/healthz' ? ', "nodeEligible": true' : '';
      return {
        status: healthy() ? 200 : 503,
        body: `{"lastUpdated": "${now}","currentTime": "${now}"${eligible}}`,
        headers: nosniff,
        type: 'application/json',
      };
    }),
  });
  bind(process, {
    address: '127.0.0.1',
    port: 10_249,
    protocol: 'TCP',
    serve: http(process, (path) => {
      if (path === '/proxyMode') return { status: 200, body: mode, headers: nosniff };
      if (path === '/healthz') return { status: 200, body: 'ok', headers: nosniff };
      return notFound;
    }),
  });
}

/**
 * The health check node ports of load balancers that want local endpoints only.
 * Models kubernetes pkg/proxy/healthcheck/service_health.go.
 */
export class ServiceHealth {
  readonly #process: Process;
  readonly #healthy: () => boolean;
  readonly #open = new Map<number, AbortController>();
  /** By port: the Service, and how many endpoints it has here. */
  #services = new Map<number, { namespace: string; name: string; endpoints: number }>();

  constructor(process: Process, healthy: () => boolean) {
    this.#process = process;
    this.#healthy = healthy;
  }

  /** @returns what could not be opened, in kube-proxy's words */
  sync(rules: readonly ServiceRule[]): string[] {
    this.#services = new Map();
    for (const { healthCheckNodePort: port, name, local } of rules) {
      if (port === undefined) continue;
      const [namespace = '', service = ''] = name.replace(/:.*/, '').split('/');
      const known = this.#services.get(port);
      this.#services.set(port, {
        namespace,
        name: service,
        endpoints: (known?.endpoints ?? 0) + local.length,
      });
    }
    for (const [port, listener] of this.#open) {
      if (this.#services.has(port)) continue;
      listener.abort();
      this.#open.delete(port);
    }
    const failed: string[] = [];
    for (const [port, { namespace, name }] of this.#services) {
      if (this.#open.has(port)) continue;
      const open = new AbortController();
      try {
        this.#process.listen({
          address: '0.0.0.0',
          port,
          protocol: 'TCP',
          signal: open.signal,
          serve: http(this.#process, () => this.#answer(port)),
        });
        this.#open.set(port, open);
      } catch {
        failed.push(
          `"Failed to start healthcheck" err="listen tcp 0.0.0.0:${port}: bind: address already in use" node="${this.#process.container.node}" service="${namespace}/${name}" port=${port}`,
        );
      }
    }
    return failed;
  }

  #answer(port: number): Reply {
    const service = this.#services.get(port);
    if (!service) return notFound;
    const healthy = this.#healthy();
    const { namespace, name, endpoints } = service;
    const lines = [
      '{',
      '\t"service": {',
      `\t\t"namespace": "${namespace}",`,
      `\t\t"name": "${name}"`,
      '\t},',
      `\t"localEndpoints": ${endpoints},`,
      `\t"serviceProxyHealthy": ${healthy}`,
      '}',
    ];
    return {
      status: endpoints > 0 && healthy ? 200 : 503,
      body: lines.join('\n'),
      headers: [...nosniff, ['X-Load-Balancing-Endpoint-Weight', String(endpoints)]],
      type: 'application/json',
    };
  }
}
