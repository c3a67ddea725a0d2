import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { WebSocketServer, type WebSocket } from 'ws';
import type { LabEvent, LabRequest, Problem } from '../../lab/protocol.ts';
import { examine } from '../kind/doctor.ts';
import { KindSession } from '../kind/session.ts';
import type { Settings } from '../settings.ts';
import { Guard } from './guard.ts';

export interface LabServer {
  port: number;
  close(): Promise<void>;
}

export interface LabServerOptions {
  port: number;
  /** The built site. */
  root: string;
  settings: Settings;
}

const loopback = '127.0.0.1';
const maxMessage = 1024 * 1024;

/**
 * Serves the site and, for labs on kind, a shell of this machine. See Guard for who may have that.
 * @throws the error of listen: EADDRINUSE when the port is taken
 */
export async function startLabServer({ port, root, settings }: LabServerOptions): Promise<LabServer> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, loopback, resolve);
  });
  const actual = (server.address() as AddressInfo).port;
  const guard = new Guard(actual);
  const app = new Hono();
  app.use('/api/*', async (context, next) => {
    // Browsers say who asks; curl and the like have no reason to lie.
    const site = context.req.header('sec-fetch-site');
    if (site !== undefined && site !== 'same-origin') return context.text('Forbidden', 403);
    return next();
  });
  app.get('/api/lab/kinds', async (context) => context.json({ kind: await kindOffer(settings) }));
  app.post('/api/lab/token', (context) => {
    if (!guard.isOwnOrigin(context.req.header('origin'))) return context.text('Forbidden', 403);
    return context.json({ token: guard.issueToken() });
  });
  app.use('*', serveStatic({ root }));
  app.notFound((context) => context.text('Not found\n', 404));

  const listener = getRequestListener(app.fetch);
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!guard.isOwnHost(request.headers.host)) {
      response.writeHead(403, { 'content-type': 'text/plain' }).end('Forbidden\n');
      return;
    }
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('x-frame-options', 'DENY');
    response.setHeader('referrer-policy', 'same-origin');
    void listener(request, response);
  });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessage });
  const sessions = new Set<KindSession>();
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const url = new URL(request.url ?? '/', `http://${loopback}`);
    const { host, origin } = request.headers;
    const allowed =
      url.pathname === '/api/lab/socket' &&
      guard.isOwnHost(host) &&
      guard.isOwnOrigin(origin) &&
      guard.redeemToken(url.searchParams.get('token') ?? undefined);
    if (!allowed) {
      socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => converse(webSocket, settings, sessions));
  });
  return {
    port: actual,
    async close() {
      await Promise.all([...sessions].map((session) => session.close()));
      for (const client of sockets.clients) client.terminate();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

function converse(socket: WebSocket, settings: Settings, sessions: Set<KindSession>): void {
  const send = (event: LabEvent) => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(event));
  };
  if (sessions.size > 0) {
    // One cluster, one lab: two pages would break each other's.
    send({ type: 'closed', problem: taken });
    socket.close(4409, 'taken');
    return;
  }
  const session = new KindSession(settings, send);
  sessions.add(session);
  socket.on('message', (data: Buffer) => {
    let request: LabRequest;
    try {
      request = JSON.parse(data.toString()) as LabRequest;
    } catch {
      socket.close(1003, 'not JSON');
      return;
    }
    session.receive(request);
  });
  socket.on('close', () => {
    sessions.delete(session);
    void session.close();
  });
}

const taken: Problem = {
  what: { en: 'Another page has the lab on kind open.', zh: '另一个页面正打开着 kind 上的实验。' },
  unharmed: { en: 'That page and its terminal go on.', zh: '那个页面和它的终端不受影响。' },
  next: {
    en: 'Close it there, or press Stop in it, and start again here. Labs in the page can run beside it.',
    zh: '请在那边关闭或点停止，再在这里启动。页面内的实验可以同时进行。',
  },
};

/** Whether the lab page may offer kind, and if not, why: the first thing that is missing. */
async function kindOffer(settings: Settings) {
  const missing = (await examine(settings)).find(({ state }) => state === 'fail');
  return missing
    ? { available: false, why: { what: missing.what, seen: missing.seen, mend: missing.mend } }
    : { available: true };
}
