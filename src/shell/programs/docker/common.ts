import type { Machine } from '../../../kube/machine.ts';
import type { ProgramContext } from '../program.ts';

/** A docker command on the nodes' containers. @throws DockerError */
export type DockerCommand = (
  machine: Machine,
  args: readonly string[],
  context: ProgramContext,
) => Promise<number>;

/** What docker prints on stderr before it ends. */
export class DockerError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** A wrong use of a command, as docker's command line words it. */
export const usageError = (command: string, message: string, exitCode = 125) =>
  new DockerError(
    `${message}\n\nUsage:  docker ${command}\n\nRun 'docker ${command.split(' ')[0]} --help' for more information`,
    exitCode,
  );

/** A container by its name or the beginning of its id. @throws DockerError */
export async function find(machine: Machine, name: string) {
  const all = await machine.containers();
  const found =
    all.find((each) => each.name === name) ?? all.find(({ id }) => name.length >= 2 && id.startsWith(name));
  if (!found) throw new DockerError(`Error response from daemon: No such container: ${name}`);
  return found;
}
