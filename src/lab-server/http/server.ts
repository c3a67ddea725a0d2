import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { WebSocketServer } from 'ws';
import { examine } from '../kind/doctor.ts';
import { kindLabs } from '../kind/bench.ts';
import type { Settings } from '../settings.ts';
import { Guard } from './guard.ts';
import { LabSockets } from './socket.ts';

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
  const labs = new LabSockets(kindLabs(settings));
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
    sockets.handleUpgrade(request, socket, head, (webSocket) => labs.accept(webSocket));
  });
  return {
    port: actual,
    async close() {
      await labs.close();
      for (const client of sockets.clients) client.terminate();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** Whether the lab page may offer kind, and if not, why: the first thing that is missing. */
async function kindOffer(settings: Settings) {
  const missing = (await examine(settings)).find(({ state }) => state === 'fail');
  return missing
    ? { available: false, why: { what: missing.what, seen: missing.seen, mend: missing.mend } }
    : { available: true };
}
