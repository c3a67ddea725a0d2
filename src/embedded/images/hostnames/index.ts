import type { Image } from '../../process.ts';
import { log, serveHttp } from '../agnhost/servers.ts';
import { goResponse, header } from '../network/http.ts';
import { image, programs } from '../runtime/image.ts';
import { bind } from '../runtime/processes.ts';
import { aborted, type Program } from '../runtime/program.ts';

export const HOSTNAMES = 'example/hostnames:1.0';

/**
 * A web server that answers its host name and a newline. Environment: PORT (8080), ADDR (0.0.0.0),
 * READY (a file; while it is missing /healthz answers 503), CRASH (a message to die with), UDP (serve UDP instead).
 */
const server: Program = async (process) => {
  const { PORT = '8080', ADDR = '0.0.0.0', READY, CRASH, UDP } = process.env;
  if (CRASH) {
    log(process, `fatal: ${CRASH}`);
    return 1;
  }
  const port = Number(PORT);
  const { clock } = process;
  if (UDP)
    bind(process, {
      address: ADDR,
      port: Number(UDP) > 1 ? Number(UDP) : port,
      protocol: 'UDP',
      signal: process.signal,
      serve: async () => ({ kind: 'text', text: `${process.hostname}\n` }),
    });
  serveHttp(process, ADDR, port, (request, url, peer) => {
    const reply = (status: number, body: string) => goResponse(clock.now(), status, body, { close: true });
    if (url.pathname === '/healthz')
      return READY && !process.fs.has(READY) ? reply(503, 'not ready\n') : reply(200, 'ok\n');
    log(
      process,
      `${request.method} ${request.target} from ${peer.ip}:${peer.port} host ${header(request, 'Host') ?? ''}`,
    );
    return reply(200, url.pathname === '/clientip' ? `${peer.ip}:${peer.port}\n` : `${process.hostname}\n`);
  });
  log(process, `${process.hostname} listening on ${ADDR}:${port}`);
  await aborted(process.signal);
  // Go's runtime ends so on a SIGTERM without a handler, where the kernel does not kill process 1.
  return 2;
};

/** A server image without a shell or any other program, as production images are. */
export const hostnames: Image = image(
  { references: [HOSTNAMES, `docker.io/${HOSTNAMES}`], entrypoint: ['/hostnames'], cmd: [] },
  programs(new Map([['/hostnames', server]])),
);
