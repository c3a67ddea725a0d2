import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Cluster, ContainerTarget, TerminalSize } from '../../kube/cluster.ts';
import { resourcePath, resources } from '../../kube/client.ts';
import { StatusError, errors } from '../../kube/status.ts';
import { Inbox, channel, decodeSize, frame, protocol, statusOf } from './channels.ts';

export interface ServedCluster {
  /** `http://127.0.0.1:<port>/<secret>`: whoever does not know the path gets nothing. */
  server: string;
  close(): Promise<void>;
}

const loopback = '127.0.0.1';

/**
 * Serves a cluster's API on loopback, so that a real kubectl can be pointed at it. kubectl sends no
 * credentials over plain HTTP, so the secret is part of the server's path; pages of a browser are kept
 * out by it, by the Host header, and by refusing whatever has an Origin.
 * @throws the error of listen (EADDRINUSE, …)
 */
export async function serveCluster(cluster: Cluster, port = 0): Promise<ServedCluster> {
  const secret = randomBytes(16).toString('hex');
  const prefix = `/${secret}`;
  const handle = getRequestListener((request) => {
    const url = new URL(request.url);
    const inner = new Request(`http://cluster${url.pathname.slice(prefix.length)}${url.search}`, request);
    return cluster.fetch(inner).catch((error: unknown) => failed(error));
  });
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    if (!isAllowed(request, prefix)) {
      response.writeHead(403, { 'content-type': 'text/plain' }).end('Forbidden\n');
      return;
    }
    void handle(request, response);
  });
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: (offered) => (offered.has(protocol) ? protocol : false),
  });
  server.on('upgrade', (request, socket, head) => {
    if (!isAllowed(request, prefix)) return void refuse(socket, errors.status(403, 'Forbidden', 'Forbidden'));
    void upgrade(cluster, sockets, request, socket, head, prefix);
  });
  const open = new Set<Socket>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, loopback, resolve);
  });
  return {
    server: `http://${loopback}:${(server.address() as AddressInfo).port}${prefix}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}

function isAllowed({ url, headers, socket }: IncomingMessage, prefix: string): boolean {
  const { port } = socket.address() as AddressInfo;
  const host = headers.host;
  return (
    (host === `${loopback}:${port}` || host === `localhost:${port}`) &&
    headers.origin === undefined &&
    (url === prefix || (url?.startsWith(`${prefix}/`) ?? false))
  );
}

async function upgrade(
  cluster: Cluster,
  sockets: WebSocketServer,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  prefix: string,
): Promise<void> {
  const url = new URL(request.url!.slice(prefix.length), 'http://cluster');
  const match = /^\/api\/v1\/namespaces\/([^/]+)\/pods\/([^/]+)\/(exec|attach)$/.exec(url.pathname);
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  if (url.pathname.endsWith('/portforward')) {
    return refuse(socket, errors.badRequest('unable to upgrade: this server does not forward ports'));
  }
  if (!match || !offered.includes(protocol)) {
    return refuse(
      socket,
      errors.badRequest('unable to upgrade: only exec and attach over ' + protocol + ' are served'),
    );
  }
  const [, namespace, pod, verb] = match.map(decodeURIComponent);
  const container = url.searchParams.get('container');
  const target: ContainerTarget = { namespace: namespace!, pod: pod!, ...(container ? { container } : {}) };
  const found = await cluster.fetch(
    new Request(`http://cluster${resourcePath(resources.pods, namespace, pod)}`),
  );
  if (!found.ok) return refuse(socket, new StatusError((await found.json()) as StatusError['status']));
  sockets.handleUpgrade(request, socket, head, (webSocket) => {
    void run(
      cluster,
      webSocket,
      target,
      verb === 'exec' ? url.searchParams.getAll('command') : undefined,
      url.searchParams,
    );
  });
}

async function run(
  cluster: Cluster,
  socket: WebSocket,
  target: ContainerTarget,
  command: string[] | undefined,
  query: URLSearchParams,
): Promise<void> {
  const wants = (name: string) => ['1', 'true'].includes(query.get(name) ?? '');
  const stdin = new Inbox<string>();
  const resizes = new Inbox<TerminalSize>();
  const gone = new AbortController();
  const decoder = new TextDecoder();
  socket.on('message', (data: Buffer) => {
    const payload = data.subarray(1);
    if (data[0] === channel.stdin) stdin.push(decoder.decode(payload, { stream: true }));
    else if (data[0] === channel.close && payload[0] === channel.stdin) stdin.end();
    else if (data[0] === channel.resize) {
      const size = decodeSize(payload.toString());
      if (size) resizes.push(size);
    }
  });
  socket.on('close', () => {
    stdin.end();
    resizes.end();
    gone.abort(new Error('the client went away'));
  });
  const options = {
    tty: wants('tty'),
    ...(wants('stdin') ? { stdin } : {}),
    resizes,
    stdout: (text: string) => socket.send(frame(channel.stdout, text)),
    stderr: (text: string) => socket.send(frame(channel.stderr, text)),
    signal: gone.signal,
  };
  let status;
  try {
    status = statusOf(
      await (command ? cluster.exec(target, command, options) : cluster.attach(target, options)),
    );
  } catch (error) {
    status = (
      error instanceof StatusError
        ? error
        : errors.internal(error instanceof Error ? error.message : String(error))
    ).status;
  }
  if (socket.readyState === socket.OPEN) {
    socket.send(frame(channel.error, JSON.stringify(status)));
    socket.close(1000);
  }
}

function failed(error: unknown): Response {
  const { status } = errors.internal(error instanceof Error ? error.message : String(error));
  return Response.json(status, { status: 500 });
}

function refuse(socket: Duplex, { status }: StatusError): void {
  const body = JSON.stringify(status);
  const code = status.code ?? 500;
  socket.end(
    `HTTP/1.1 ${code} ${status.reason ?? ''}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
