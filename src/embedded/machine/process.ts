import type { KubeClient } from '../../kube/client.ts';
import type { Clock, ExecOptions, ExecResult, TerminalSize } from '../../kube/cluster.ts';
import type { ContainerFs } from '../container-fs.ts';
import type { Dial, Listener, SocketAddress } from '../network.ts';
import { enter, processTable } from '../images/runtime/processes.ts';
import type { Image, Process } from '../process.ts';

/** What a process outside all Pods has: a node's, or the host's. */
export interface Surroundings {
  readonly hostname: string;
  readonly ip: string;
  readonly env: Readonly<Record<string, string>>;
  readonly fs: ContainerFs;
  readonly clock: Clock;
  readonly api: KubeClient;
  dial(address: SocketAddress): Promise<Dial>;
  /** @throws Error with code EADDRINUSE */
  bind(listener: Listener): () => void;
}

/** Runs a program of an image there, as `docker exec` does. It ends with 130 when its signal aborts. */
export async function runIn(
  where: Surroundings,
  image: Image,
  argv: readonly string[],
  options: ExecOptions,
): Promise<ExecResult> {
  const printed = { stdout: '', stderr: '' };
  const stdout = (text: string) => {
    printed.stdout += text;
    options.stdout?.(text);
  };
  const stderr = (text: string) => {
    printed.stderr += text;
    options.stderr?.(text);
  };
  const tty = options.tty ?? false;
  const abort = new AbortController();
  const onAbort = () => abort.abort(new DOMException('The process was interrupted', 'AbortError'));
  if (options.signal?.aborted) onAbort();
  options.signal?.addEventListener('abort', onAbort, { once: true });
  const resized = new Set<() => void>();
  if (tty && options.resizes) void follow(options.resizes, resized);
  const releases: (() => void)[] = [];
  const process: Process = {
    env: where.env,
    cwd: '/',
    fs: where.fs,
    hostname: where.hostname,
    container: { namespace: '', pod: where.hostname, uid: '', node: where.hostname, ip: where.ip, image: '' },
    stdin: options.stdin,
    tty,
    size: options.size,
    onResize: (listener) => void resized.add(listener),
    stdout,
    stderr: tty ? stdout : stderr,
    clock: where.clock,
    signal: abort.signal,
    dial: (address) => where.dial(address),
    listen: (listener) => void releases.push(where.bind(listener)),
    api: where.api,
  };
  // What is run by hand is never pid 1.
  if (processTable(process).size === 0) enter(process, ['/sbin/init'], () => undefined);
  try {
    const exitCode = await image.run(process, argv);
    return { exitCode: options.signal?.aborted ? 130 : exitCode, ...printed };
  } catch (error) {
    if (!abort.signal.aborted) throw error;
    return { exitCode: 130, ...printed };
  } finally {
    options.signal?.removeEventListener('abort', onAbort);
    for (const release of releases) release();
    abort.abort();
  }
}

async function follow(sizes: AsyncIterable<TerminalSize>, listeners: ReadonlySet<() => void>): Promise<void> {
  for await (const size of sizes) for (const listener of listeners) if (size) listener();
}
