import { errors, type StatusError } from '../../../kube/status.ts';
import type { Endpoints, Pod, Service } from '../../../kube/types.ts';
import type { Dial, SocketAddress } from '../../network.ts';
import { formatRequest, header, parseResponse } from '../../images/network/http.ts';
import type { ResourceContext } from '../request/context.ts';

/** A packet from the API server's own machine. */
export type DialFromServer = (address: SocketAddress) => Promise<Dial>;

/** What a request through the proxy is for: `http:web:80`. */
interface Place {
  /** As written, for errors. */
  id: string;
  scheme: string;
  name: string;
  port: string;
}

// Go's net.Dialer of http.DefaultTransport.
const dialTimeout = 30_000;
// Headers of one connection, and the client's credentials, which are the API server's alone.
const hopByHop = new Set([
  ...['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade'],
  ...['authorization', 'host', 'content-length'],
]);

/**
 * Sends a request on to a Pod, by its own name or a Service's, as the API server reaches it.
 * Models kubernetes pkg/registry/core/{service,pod}/rest ProxyREST and apimachinery pkg/util/proxy.
 * @throws StatusError 400, 404, 503
 */
export async function proxyTo(context: ResourceContext, dial: DialFromServer, id: string): Promise<Response> {
  const { definition, request } = context;
  const isPod = definition.type.resource === 'pods';
  const place = placeOf(id, isPod ? 'pod' : 'service');
  const address = isPod ? await podAddress(context, place) : await serviceAddress(context, place);
  const url = new URL(request.url);
  const path = pathBehind(url.pathname, id);
  if (path === '' && (request.method === 'GET' || request.method === 'HEAD')) {
    return new Response(null, { status: 301, headers: { location: `${url.pathname}/${url.search}` } });
  }
  const reply = await exchange(context, dial, place, address, `${path || '/'}${url.search}`);
  return answer(reply, url.pathname.slice(0, url.pathname.length - path.length), address);
}

/** Models utilnet.SplitSchemeNamePort. */
function placeOf(id: string, what: string): Place {
  const parts = id.split(':');
  const [scheme, name, port] =
    parts.length === 3 ? parts : parts.length < 3 ? ['', parts[0], parts[1] ?? ''] : [];
  if (!name || !['', 'http', 'https'].includes(scheme!))
    throw errors.badRequest(`invalid ${what} request ${JSON.stringify(id)}`);
  return { id, scheme: scheme || 'http', name, port: port! };
}

/** What stands behind `…/web:http/proxy` in a path, with its escapes. */
function pathBehind(pathname: string, id: string): string {
  const parts = pathname.split('/');
  const at = parts.findIndex((part, i) => part === 'proxy' && decodeURIComponent(parts[i - 1] ?? '') === id);
  return parts.length === at + 1 ? '' : `/${parts.slice(at + 1).join('/')}`;
}

/** Models pkg/registry/core/pod ResourceLocation: the first port of the Pod, unless one is named. */
async function podAddress({ registry, definition, info }: ResourceContext, place: Place) {
  const pod = (await registry.get(definition, info.namespace, place.name)) as unknown as Pod;
  const first = pod.spec.containers.find(({ ports }) => ports?.length)?.ports?.[0]?.containerPort;
  const ip = pod.status?.podIP ?? '';
  if (ip === '' || ip.startsWith('127.')) throw errors.badRequest('address not allowed');
  const port = place.port || String(first ?? (place.scheme === 'https' ? 443 : 80));
  if (!/^\d+$/.test(port)) throw unreachable(`dial tcp: lookup tcp/${port}: unknown port`);
  return { ip, port: Number(port) };
}

/** Models pkg/registry/core/service/storage ResourceLocation: a ready Pod of the port with that name. */
async function serviceAddress({ registry, definition, info }: ResourceContext, place: Place) {
  let { port } = place;
  if (/^[+-]?\d+$/.test(port)) {
    const { spec } = (await registry.get(definition, info.namespace, place.name)) as unknown as Service;
    const found = spec.ports?.find((each) => each.port === Number(port));
    if (!found)
      throw errors.serviceUnavailable(
        `no service port ${Number(port)} found for service ${JSON.stringify(place.name)}`,
      );
    port = found.name ?? '';
  }
  const none = (id: string) =>
    errors.serviceUnavailable(`no endpoints available for service ${JSON.stringify(id)}`);
  const endpoints = registry.find('', 'endpoints');
  const pods = registry.find('', 'pods');
  if (!endpoints || !pods) throw errors.noSuchPath();
  const { subsets = [] } = (await registry.get(
    endpoints,
    info.namespace,
    place.name,
  )) as unknown as Endpoints;
  if (subsets.length === 0) throw none(place.name);
  for (const { addresses = [], ports = [] } of shuffled(subsets)) {
    const target = ports.find(({ name = '' }) => name === port);
    if (!target) continue;
    for (const { ip, targetRef } of shuffled(addresses)) {
      if (targetRef?.kind !== 'Pod') continue;
      const pod = (await registry
        .get(pods, targetRef.namespace, targetRef.name ?? '')
        .catch(() => undefined)) as Pod | undefined;
      if (pod?.status?.podIP === ip) return { ip, port: target.port ?? 0 };
    }
  }
  throw none(place.id);
}

/** The list, from a place by chance. */
function shuffled<T>(list: readonly T[]): T[] {
  const start = Math.floor(Math.random() * list.length);
  return [...list.slice(start), ...list.slice(0, start)];
}

const unreachable = (why: string): StatusError =>
  errors.serviceUnavailable(`error trying to reach service: ${why}`);

async function exchange(
  { registry, request }: ResourceContext,
  dial: DialFromServer,
  { scheme }: Place,
  { ip, port }: { ip: string; port: number },
  target: string,
) {
  const refuse = (why: string) => unreachable(`dial tcp ${ip}:${port}: ${why}`);
  const result = await dial({ ip, port, protocol: 'TCP' });
  switch (result.outcome) {
    case 'refused':
      if (result.afterMs > 0) await registry.clock.sleep(result.afterMs, request.signal);
      throw refuse('connect: connection refused');
    case 'unreachable':
      throw refuse(`connect: ${result.message.toLowerCase()}`);
    case 'timeout':
      await registry.clock.sleep(dialTimeout, request.signal);
      throw refuse('i/o timeout');
    case 'open':
  }
  if (scheme === 'https') throw unreachable('http: server gave HTTP response to HTTPS client');
  const { method, headers } = request;
  const { host, pathname, protocol } = new URL(request.url);
  const body = await request.text();
  const sent: [string, string][] = [['Host', host]];
  headers.forEach((value, name) => {
    if (!hopByHop.has(name)) sent.push([name.replace(/(^|-)[a-z]/g, (text) => text.toUpperCase()), value]);
  });
  if (body !== '') sent.push(['Content-Length', String(new TextEncoder().encode(body).length)]);
  sent.push(['X-Forwarded-Host', host], ['X-Forwarded-Proto', protocol.replace(':', '')]);
  sent.push(['X-Forwarded-Uri', pathname]);
  const text = formatRequest({ method, target, version: 'HTTP/1.1', headers: sent, body });
  const reply = await result.exchange({ kind: 'text', text });
  if (reply?.kind !== 'text') throw unreachable('EOF');
  const message = parseResponse(reply.text);
  if (!message) {
    const start = JSON.stringify(reply.text.split('\n')[0]!.replace(/\r$/, ''));
    throw unreachable(`net/http: HTTP/1.x transport connection broken: malformed HTTP response ${start}`);
  }
  return message;
}

/** The Pod's answer; a redirect to itself leads through the proxy again. */
function answer(
  message: NonNullable<ReturnType<typeof parseResponse>>,
  prefix: string,
  { ip, port }: { ip: string; port: number },
): Response {
  const headers = new Headers();
  for (const [name, value] of message.headers)
    if (!hopByHop.has(name.toLowerCase())) headers.append(name, value);
  const location = header(message, 'Location');
  if (location !== undefined) {
    const own = location.replace(new RegExp(`^https?://${ip.replaceAll('.', '\\.')}(:${port})?`), '');
    if (own.startsWith('/')) headers.set('location', prefix + own);
  }
  const { status } = message;
  const hasBody = status !== 204 && status !== 304 && status >= 200;
  return new Response(hasBody ? message.body : null, { status, headers });
}
