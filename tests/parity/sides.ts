import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { createEmbeddedCluster, type EmbeddedCluster } from '../../src/embedded/index.ts';
import { writeKubeconfig } from '../../src/lab-server/cluster/kubeconfig.ts';
import { serveCluster } from '../../src/lab-server/cluster/serve.ts';
import { createShell } from '../../src/shell/index.ts';
import type { Answer } from '../fidelity/compare.ts';

/** A cluster of its own, and somebody who types command lines at it. */
export interface Side {
  cluster: EmbeddedCluster;
  /** Runs one command line in a fresh bash; files stay from line to line. Exit code 124 when `signal` ended it. */
  run(command: string, signal: AbortSignal): Promise<Answer>;
  close(): Promise<void>;
}

/** The name that masking knows nodes by. */
const name = 'kind';
const context = `kind-${name}`;
const ourHome = '/home/learner';

/** The real kubectl reckons ages from the computer's clock, which the clusters' must not overtake. */
const start = () => Date.now() - 12 * 3_600_000;

export class NoKubectlError extends Error {
  override name = 'NoKubectlError';
}

/**
 * @returns the path of the real kubectl: $KUBECTL, or the first on PATH. Where that is gcloud's dispatcher, which
 *   has words of its own for wrong flags, the newest of the kubectls beside it.
 * @throws NoKubectlError
 */
export function findKubectl(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const chosen = env['KUBECTL'];
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    throw new NoKubectlError(`KUBECTL is ${chosen}, and there is no such file`);
  }
  const found = (env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'kubectl'))
    .find((path) => existsSync(path));
  if (found) return newestBeside(realpathSync(found));
  throw new NoKubectlError(
    'parity needs the real kubectl, and there is none on PATH: install it (Debian: kubernetes-client), or set KUBECTL to its path',
  );
}

function newestBeside(kubectl: string): string {
  const folder = dirname(kubectl);
  const minor = (file: string) => Number(/^kubectl\.1\.(\d+)$/.exec(file)?.[1] ?? -1);
  const newest = readdirSync(folder)
    .filter((file) => minor(file) >= 0)
    .sort((a, b) => minor(a) - minor(b))
    .at(-1);
  return newest === undefined ? kubectl : join(folder, newest);
}

/** The real kubectl in bash, and an embedded cluster served over the network. @throws NoKubectlError */
export async function openReal(): Promise<Side & { server: string }> {
  const kubectl = findKubectl();
  const cluster = await createEmbeddedCluster({ name, start: start() });
  const served = await serveCluster(cluster);
  const home = await mkdtemp(join(tmpdir(), 'parity-'));
  const bin = join(home, '.bin');
  await mkdir(join(home, '.kube'));
  await mkdir(bin);
  await symlink(kubectl, join(bin, 'kubectl'));
  await writeKubeconfig(join(home, '.kube/config'), context, served.access);
  return {
    cluster,
    server: served.access.server,
    run: (command, signal) => bash(command, signal, home, bin),
    close: async () => {
      await served.close();
      await cluster.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

function bash(command: string, signal: AbortSignal, home: string, bin: string): Promise<Answer> {
  const { PATH = '' } = process.env;
  const child = spawn('bash', ['-c', command], {
    cwd: home,
    // A group of its own, so that all of a pipe can be ended.
    detached: true,
    env: {
      HOME: home,
      PATH: `${bin}${delimiter}${PATH}`,
      LANG: 'C.UTF-8',
      TZ: 'UTC',
      TERM: 'xterm-256color',
      USER: 'learner',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    const output: { stdout: Buffer[]; stderr: Buffer[] } = { stdout: [], stderr: [] };
    child.stdout.on('data', (data: Buffer) => output.stdout.push(data));
    child.stderr.on('data', (data: Buffer) => output.stderr.push(data));
    const end = () => process.kill(-child.pid!, 'SIGKILL');
    signal.addEventListener('abort', end, { once: true });
    child.on('error', reject);
    // Both sides are at home at the same place.
    const text = (parts: readonly Buffer[]) => Buffer.concat(parts).toString().replaceAll(home, ourHome);
    child.on('close', (code) => {
      signal.removeEventListener('abort', end);
      resolve({
        exit: signal.aborted ? 124 : (code ?? 1),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
      });
    });
  });
}

/** Ours: the shell of the page in front of an embedded cluster. @param server as the kubeconfig names it */
export async function openOurs(server: string): Promise<Side> {
  const cluster = await createEmbeddedCluster({ name, start: start() });
  const shell = createShell({
    kubectl: {
      cluster,
      config: {
        currentContext: context,
        contexts: [{ name: context, cluster: context, user: context, namespace: 'default' }],
        server,
        credentials: 'token',
      },
    },
    clock: cluster.clock,
    machine: cluster.machine,
    home: ourHome,
    write: () => {},
    size: { columns: 80, rows: 24 },
  });
  return {
    cluster,
    run: async (command, signal) => {
      const { exitCode, stdout, stderr } = await shell.run(command, { signal });
      return { exit: signal.aborted ? 124 : exitCode, stdout, stderr };
    },
    close: async () => {
      shell.dispose();
      await cluster.close();
    },
  };
}
