import type { Process } from '../../process.ts';
import type { ServerBlock } from '../../service/dns/corefile.ts';
import { formatResponse, goResponse, parseRequest } from '../network/http.ts';

/** A small HTTP server with one text for each path. */
export function serveHttp(
  process: Process,
  port: number,
  signal: AbortSignal,
  answer: (path: string) => [status: number, body: string],
): void {
  process.listen({
    address: '0.0.0.0',
    port,
    protocol: 'TCP',
    signal,
    serve: (payload) => {
      const request = payload.kind === 'text' ? parseRequest(payload.text) : undefined;
      if (!request) return Promise.resolve(undefined);
      const [status, body] = answer(request.target);
      const text = formatResponse(goResponse(process.clock.now(), status, body));
      return Promise.resolve({ kind: 'text', text });
    },
  });
}

/** What the prometheus plugin counts, in the exposition format. */
export class CoreDnsMetrics {
  readonly #requests = new Map<string, number>();
  readonly #responses = new Map<string, number>();

  count(type: string, protocol: 'udp' | 'tcp', rcode: string, port: number): void {
    const server = `server="dns://:${port}"`;
    add(this.#requests, `family="1",proto="${protocol}",${server},type="${type}",view="",zone="."`);
    add(this.#responses, `plugin="",rcode="${rcode}",${server},view="",zone="."`);
  }

  text(blocks: readonly ServerBlock[]): string {
    const enabled = blocks.flatMap(({ directives, keys, port }) =>
      directives.map(
        ({ name }) =>
          `name="${name}",server="dns://:${port}",view="",zone="${(keys[0] ?? '.').replace(/:\d+$/, '')}"`,
      ),
    );
    return [
      gauge(
        'coredns_build_info',
        'A metric with a constant 1 value labeled by version, revision, and goversion from which CoreDNS was built.',
        'gauge',
        [['goversion="go1.26.10",revision="37aaba89",version="1.13.1"', 1]],
      ),
      gauge(
        'coredns_dns_requests_total',
        'Counter of DNS requests made per zone, protocol and family.',
        'counter',
        [...this.#requests],
      ),
      gauge('coredns_dns_responses_total', 'Counter of response status codes.', 'counter', [
        ...this.#responses,
      ]),
      gauge('coredns_panics_total', 'A metrics that counts the number of panics.', 'counter', [['', 0]]),
      gauge(
        'coredns_plugin_enabled',
        'A metric that indicates whether a plugin is enabled on per server and zone basis.',
        'gauge',
        [...new Set(enabled)].sort().map((labels): [string, number] => [labels, 1]),
      ),
    ].join('');
  }
}

const add = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);

function gauge(
  name: string,
  help: string,
  type: string,
  values: readonly (readonly [string, number])[],
): string {
  if (values.length === 0) return '';
  const lines = values.map(([labels, value]) => `${name}${labels === '' ? '' : `{${labels}}`} ${value}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}
