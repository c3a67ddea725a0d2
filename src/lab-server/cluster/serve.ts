import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { WebSocketServer } from 'ws';
import type { Cluster } from '../../kube/cluster.ts';
import { errors, type StatusError } from '../../kube/status.ts';
import { createServingCertificate } from './certificate.ts';
import type { Credentials } from './kubeconfig.ts';
import { protocol } from './channels.ts';
import { channelProtocol } from './streams/port-forward.ts';
import { answerOf, refuse } from './refuse.ts';
import { upgrade } from './upgrade.ts';

export interface ServedCluster {
  /** `https://127.0.0.1:<port>`, the certificate to trust, and the token to show. */
  access: Credentials;
  close(): Promise<void>;
}

const loopback = '127.0.0.1';

/**
 * Serves a cluster's API over HTTPS on loopback, so that a real kubectl can be pointed at it. Whoever has not
 * the bearer token is answered 401, as by a real API server. Pages of a browser are kept out by that, by the
 * Host header, and by refusing whatever has an Origin.
 * @param port 0 takes a free one
 * @throws the error of listen (EADDRINUSE, …)
 */
export async function serveCluster(cluster: Cluster, port = 0): Promise<ServedCluster> {
  const token = randomBytes(32).toString('base64url');
  const { cert, key } = createServingCertificate('service-clinic', Date.now());
  const handle = getRequestListener((request) => {
    const { pathname, search } = new URL(request.url);
    const inner = new Request(`http://cluster${pathname}${search}`, request);
    // It was for us; the cluster knows no tokens.
    inner.headers.delete('authorization');
    return cluster.fetch(inner).catch((error: unknown) => failed(error));
  });
  const server = createServer({ cert, key }, (request: IncomingMessage, response: ServerResponse) => {
    const refusal = refusalOf(request, token);
    if (!refusal) return void handle(request, response);
    const { code, headers, body } = answerOf(refusal);
    response.writeHead(code, headers).end(body);
  });
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: (offered) => [protocol, channelProtocol].find((name) => offered.has(name)) ?? false,
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const refusal = refusalOf(request, token);
    if (refusal) return refuse(socket, refusal);
    upgrade(cluster, sockets, request, socket, head).catch((error: unknown) => {
      refuse(socket, errors.internal(error instanceof Error ? error.message : String(error)));
    });
  });
  const open = new Set<Duplex>();
  server.on('secureConnection', (socket: Duplex) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, loopback, resolve);
  });
  return {
    access: {
      server: `https://${loopback}:${(server.address() as AddressInfo).port}`,
      ca: Buffer.from(cert),
      token,
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}

/** Why a request is not let in, if it is not. */
function refusalOf({ headers, socket }: IncomingMessage, token: string): StatusError | undefined {
  const { port } = socket.address() as AddressInfo;
  const { host, origin, authorization = '' } = headers;
  if ((host !== `${loopback}:${port}` && host !== `localhost:${port}`) || origin !== undefined)
    return errors.status(403, 'Forbidden', 'Forbidden');
  return isSame(authorization, `Bearer ${token}`)
    ? undefined
    : errors.status(401, 'Unauthorized', 'Unauthorized');
}

/** Takes as long for a near guess as for a far one. */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

function failed(error: unknown): Response {
  const { status } = errors.internal(error instanceof Error ? error.message : String(error));
  return Response.json(status, { status: 500 });
}
