import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand, type CommandResult } from '../../src/lab-server/command.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A machine with Docker and kind, as far as the labs can tell. */
export interface Machine {
  env: Record<string, string>;
  /** `npm run lab -- …` on it, in English. */
  lab(...args: string[]): Promise<CommandResult>;
  /** The real kubectl, pointed at the lab's cluster. */
  kubectl(...args: string[]): Promise<CommandResult>;
  /** Names of all containers there are. */
  containers(): Promise<string[]>;
  /** A container that something else started. @param label as `key=value` */
  addContainer(name: string, label: string): Promise<void>;
  removeContainer(name: string): Promise<void>;
  /** The cluster's process ends, as if its nodes were gone. */
  crash(): Promise<void>;
  /** Every call of docker and kind so far. */
  calls(): Promise<string[]>;
  /** Deletes what may be left. */
  close(): Promise<void>;
}

export async function standInMachine(): Promise<Machine> {
  const folder = await mkdtemp(join(tmpdir(), 'service-clinic-machine-'));
  const env = {
    PATH: [join(root, 'tests/stand-in/bin'), process.env['PATH']].join(delimiter),
    STAND_IN_STATE: join(folder, 'stand-in'),
    SERVICE_CLINIC_STATE: join(folder, 'state'),
    LAB_LANG: 'en',
  };
  const node = join(root, 'node_modules/.bin/node');
  const run = (program: string, args: string[], more: Record<string, string> = {}) =>
    runCommand(program, args, { cwd: root, env: { ...env, ...more } });
  return {
    env,
    lab: (...args) => run(node, ['--import', './scripts/register.mjs', 'scripts/lab.ts', ...args]),
    kubectl: (...args) =>
      run('kubectl', args, { KUBECONFIG: join(env.SERVICE_CLINIC_STATE, 'service-clinic.kubeconfig') }),
    containers: () => readdir(join(env.STAND_IN_STATE, 'containers')),
    addContainer: (name, label) => writeFile(join(env.STAND_IN_STATE, 'containers', name), `${label}\n`),
    removeContainer: (name) => rm(join(env.STAND_IN_STATE, 'containers', name)),
    async crash() {
      process.kill(Number(await readFile(join(env.STAND_IN_STATE, 'clusters/service-clinic/pid'), 'utf8')));
    },
    calls: async () => (await readFile(join(env.STAND_IN_STATE, 'calls'), 'utf8')).trim().split('\n'),
    async close() {
      await run('kind', ['delete', 'cluster', '--name', 'service-clinic']);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Whether a real kubectl that speaks exec over WebSocket (1.31 or later) is on PATH. */
export async function hasKubectl(): Promise<boolean> {
  try {
    const { stdout } = await runCommand('kubectl', ['version', '--client']);
    const match = /v1\.(\d+)/.exec(stdout);
    return match !== null && Number(match[1]) >= 31;
  } catch {
    return false;
  }
}
