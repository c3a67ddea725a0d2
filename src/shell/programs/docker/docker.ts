import type { Machine } from '../../../kube/machine.ts';
import type { Program } from '../program.ts';
import { DockerError, type DockerCommand } from './common.ts';
import { exec } from './exec.ts';
import { inspect } from './inspect.ts';
import { list } from './list.ts';

const version: DockerCommand = (_machine, _args, { stdout }) => {
  stdout('Docker version 29.1.3, build f52814d\n');
  return Promise.resolve(0);
};

const commands: Readonly<Record<string, DockerCommand>> = { ps: list, exec, inspect, version };

/** Commands of the real docker that have nothing to work on here. */
const known = new Set(
  (
    'attach build builder commit compose context cp create diff events export history image images import ' +
    'info kill load login logout logs manifest network node pause plugin port pull push rename restart rm rmi ' +
    'run save search service stack start stats stop swarm system tag top unpause update volume wait'
  ).split(' '),
);

/** `docker`, as far as it reaches the containers that are the cluster's nodes. */
export const docker =
  (machine: Machine): Program =>
  async (args, context) => {
    let [name = '', ...rest] = args;
    if (name === 'container' && rest[0] !== undefined) [name = '', ...rest] = rest;
    if (name === 'ls') name = 'ps';
    try {
      if (name === '-v' || name === '--version') return await version(machine, [], context);
      const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
      if (command) return await command(machine, rest, context);
      if (name === '' || name === '--help' || name === 'help') {
        context.stdout(help);
        return 0;
      }
      if (known.has(name)) {
        throw new DockerError(
          `docker: '${name}' is not simulated here: this computer only has the cluster's nodes (docker ps, exec, inspect)`,
        );
      }
      throw new DockerError(
        name.startsWith('-')
          ? `unknown ${name.startsWith('--') ? 'flag: ' : 'shorthand flag: '}${name.startsWith('--') ? name : `'${name.slice(1, 2)}' in ${name}`}\n\nUsage:  docker [OPTIONS] COMMAND [ARG...]\n\nRun 'docker --help' for more information`
          : `docker: unknown command: docker ${name}\n\nRun 'docker --help' for more information`,
        name.startsWith('-') ? 125 : 1,
      );
    } catch (error) {
      if (context.signal.aborted) throw error;
      context.stderr(`${error instanceof Error ? error.message : String(error)}\n`);
      return error instanceof DockerError ? error.exitCode : 1;
    }
  };

const help = `
Usage:  docker [OPTIONS] COMMAND

A self-sufficient runtime for containers

Common Commands:
  exec        Execute a command in a running container
  ps          List containers
  version     Show the Docker version information

Commands:
  inspect     Return low-level information on Docker objects

Run 'docker COMMAND --help' for more information on a command.
`;
