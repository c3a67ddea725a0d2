import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocketServer } from 'ws';
import type { Cluster } from '../../kube/cluster.ts';
import { resourcePath, resources, statusErrorOf } from '../../kube/client.ts';
import { errors } from '../../kube/status.ts';
import { protocol } from './channels.ts';
import { refuse } from './refuse.ts';
import { runOverWebSocket } from './streams/exec.ts';
import {
  channelProtocol,
  forwardOverChannels,
  forwardOverSpdy,
  forwardOverTunnel,
  forwardProtocol,
  tunnelProtocol,
} from './streams/port-forward.ts';

const paths = /^\/api\/v1\/namespaces\/([^/]+)\/pods\/([^/]+)\/(exec|attach|portforward)$/;

/** Answers a request that asks for another protocol than HTTP: exec, attach and port-forward. */
export async function upgrade(
  cluster: Cluster,
  sockets: WebSocketServer,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): Promise<void> {
  const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://cluster');
  const match = paths.exec(pathname);
  if (!match) return refuse(socket, errors.noSuchPath());
  const [namespace, pod] = match.slice(1).map(decodeURIComponent) as [string, string];
  const container = query.get('container');
  const target = { namespace, pod, ...(container ? { container } : {}) };
  const kind = request.headers.upgrade?.toLowerCase();
  const offered = list(request.headers['sec-websocket-protocol']);
  const serves = (names: readonly string[]) => {
    if (kind === 'websocket' && names.some((name) => offered.includes(name))) return true;
    refuse(
      socket,
      errors.badRequest(`unable to upgrade: none of the protocols [${names.join(' ')}] was asked for`),
    );
    return false;
  };
  const found = await cluster.fetch(
    new Request(`http://cluster${resourcePath(resources.pods, namespace, pod)}`),
  );
  if (!found.ok) return refuse(socket, await statusErrorOf(found));

  if (match[3] !== 'portforward') {
    const command = match[3] === 'exec' ? query.getAll('command') : undefined;
    if (!serves([protocol])) return;
    return sockets.handleUpgrade(request, socket, head, (webSocket) => {
      void runOverWebSocket(cluster, webSocket, target, command, query);
    });
  }
  if (kind === 'spdy/3.1' && list(request.headers['x-stream-protocol-version']).includes(forwardProtocol)) {
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\nX-Stream-Protocol-Version: ${forwardProtocol}\r\n\r\n`,
    );
    const { feed, gone } = forwardOverSpdy(cluster, target, {
      write: (bytes) => socket.write(bytes),
      close: () => socket.end(),
    });
    socket.on('close', gone);
    socket.on('data', feed);
    return feed(head);
  }
  if (!serves([tunnelProtocol, channelProtocol])) return;
  const ports = query.getAll('ports').map(Number);
  const isTunnel = offered.includes(tunnelProtocol);
  if (!isTunnel && (ports.length === 0 || ports.some((port) => !(port > 0 && port < 65_536))))
    return refuse(socket, errors.badRequest('query parameter "port" is required'));
  if (!isTunnel)
    return sockets.handleUpgrade(request, socket, head, (webSocket) => {
      void forwardOverChannels(cluster, target, webSocket, ports);
    });
  // The tunnel's name has a slash, which is none of a subprotocol's characters, so the library would refuse it.
  delete request.headers['sec-websocket-protocol'];
  const announce = (headers: string[]) => void headers.push(`Sec-WebSocket-Protocol: ${tunnelProtocol}`);
  sockets.once('headers', announce);
  sockets.handleUpgrade(request, socket, head, (webSocket) => {
    forwardOverTunnel(cluster, target, webSocket);
  });
  sockets.off('headers', announce);
}

function list(header: string | string[] | undefined): string[] {
  return (Array.isArray(header) ? header : [header ?? '']).flatMap((line) =>
    line.split(',').map((name) => name.trim()),
  );
}
