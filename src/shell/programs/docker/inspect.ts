import type { Machine, MachineContainer } from '../../../kube/machine.ts';
import { DockerError, find, usageError, type DockerCommand } from './common.ts';
import { format } from './format.ts';

const usage = 'inspect [OPTIONS] NAME|ID [NAME|ID...]';

export const inspect: DockerCommand = async (machine, args, { stdout, stderr }) => {
  let template: string | undefined;
  const names: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? '';
    const attached = /^(?:--format|-f)=(.*)$/s.exec(word)?.[1];
    if (attached !== undefined) template = attached;
    else if (word === '-f' || word === '--format') template = args[++at] ?? '';
    else if (word === '--type') at += 1;
    else if (/^--(size|type=.*)$|^-s$/.test(word)) continue;
    else if (word.startsWith('-')) {
      throw usageError(
        usage,
        word.startsWith('--')
          ? `unknown flag: ${word}`
          : `unknown shorthand flag: '${word.slice(1, 2)}' in ${word}`,
      );
    } else names.push(word);
  }
  if (names.length === 0) throw usageError(usage, `docker: 'docker inspect' requires at least 1 argument`, 1);
  const found: unknown[] = [];
  const problems: string[] = [];
  for (const name of names) {
    try {
      found.push(await describe(machine, await find(machine, name)));
    } catch (error) {
      if (!(error instanceof DockerError)) throw error;
      problems.push(`error: no such object: ${name}\n`);
    }
  }
  if (template === undefined || template === 'json')
    stdout(`${JSON.stringify(found, null, template ? 0 : 4)}\n`);
  else for (const each of found) stdout(`${format(template, each)}\n`);
  for (const problem of problems) stderr(problem);
  return problems.length > 0 ? 1 : 0;
};

/** What is known of a node's container, in the places of `docker inspect`. */
async function describe(
  machine: Machine,
  { id, name, image, command, created, running, ports }: MachineContainer,
) {
  const address = await addressOf(machine, name);
  const gateway = address.replace(/\.\d+$/, '.1');
  const [, ip, outer, inner] = /^([\d.]+):(\d+)->(\S+)$/.exec(ports) ?? [];
  const bindings = inner === undefined ? {} : { [inner]: [{ HostIp: ip, HostPort: outer }] };
  const control = name.endsWith('-control-plane');
  return {
    Id: id,
    Created: new Date(created).toISOString(),
    Path: command.split(' ')[0],
    Args: command.split(' ').slice(1),
    State: {
      Status: running ? 'running' : 'exited',
      Running: running,
      Paused: false,
      Restarting: false,
      Dead: false,
    },
    Image: image,
    Name: `/${name}`,
    RestartCount: 0,
    Driver: 'overlay2',
    Platform: 'linux',
    Config: {
      Hostname: name,
      Image: image,
      Labels: {
        'io.x-k8s.kind.cluster': name.replace(/-(control-plane|worker)\d*$/, ''),
        'io.x-k8s.kind.role': control ? 'control-plane' : 'worker',
      },
    },
    NetworkSettings: {
      Ports: bindings,
      Networks: {
        kind: { IPAddress: running ? address : '', Gateway: running ? gateway : '', IPPrefixLen: 16 },
      },
    },
  };
}

/** The node's address, read in the node. */
async function addressOf(machine: Machine, name: string): Promise<string> {
  const { stdout } = await machine.exec(name, ['hostname', '-i']).catch(() => ({ stdout: '' }));
  const found = /\d+\.\d+\.\d+\.\d+/.exec(stdout)?.[0];
  if (found !== undefined) return found;
  const hosts = await machine.exec(name, ['cat', '/etc/hosts']).catch(() => ({ stdout: '' }));
  const line = hosts.stdout.split('\n').find((each) => each.split(/\s+/).includes(name));
  return line?.split(/\s+/)[0] ?? '';
}
