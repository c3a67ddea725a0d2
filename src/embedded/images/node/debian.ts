import { parseOptions } from '../runtime/options.ts';
import { derive, Failure, type Program } from '../runtime/program.ts';
import { processTable } from '../runtime/processes.ts';
import { strftime } from '../runtime/strftime.ts';
import { uname } from '../runtime/uname.ts';
import { resources } from '../../../kube/client.ts';
import type { Pod } from '../../../kube/types.ts';
import type { NodeState } from './state.ts';

/** A program of busybox's that speaks with the words of Debian's coreutils. */
export function coreutils(program: Program): Program {
  return async (process, argv) => {
    const name = argv[0]!.replace(/.*\//, '');
    let missing = false;
    const stderr = (text: string) => {
      const told = text
        .replace(/^(\w+): can't open '([^']*)': /gm, '$1: $2: ')
        .replace(/^(head|tail): ([^:]*): No such/gm, "$1: cannot open '$2' for reading: No such")
        .replace(/^ls: ([^:']*): No such/gm, "ls: cannot access '$1': No such");
      missing ||= name === 'ls' && told !== text;
      process.stderr(told);
    };
    const status = await program(derive(process, { stderr }), argv);
    return missing ? 2 : status;
  };
}

const hostname =
  (state: NodeState): Program =>
  async (process, argv) => {
    const { flags } = parseOptions(argv.slice(1), 'sIifdAy');
    process.stdout(flags.has('I') || flags.has('i') ? `${state.ip} \n` : `${state.name}\n`);
    return 0;
  };

/** ps of procps: the node's daemons, its containers' first processes, and what runs in this shell. */
const ps =
  (state: NodeState): Program =>
  async (process, argv) => {
    const { items } = await state.api.list<Pod>(resources.pods);
    const units = state.units.filter(({ running }) => running);
    const entries: { pid: number; parent: number; at: number; command: string }[] = [
      { pid: 1, parent: 0, at: units[0]?.since ?? 0, command: '/sbin/init' },
      ...units.map(({ pid, since, name }) => ({ pid, parent: 1, at: since, command: commandOf(name) })),
    ];
    let pid = 1000;
    for (const pod of items.filter(({ spec }) => spec.nodeName === state.name)) {
      for (const { name, state: now } of pod.status?.containerStatuses ?? []) {
        const started = now?.running?.startedAt;
        const spec = pod.spec.containers.find((container) => container.name === name);
        pid += 40;
        if (!started) continue;
        const command = [...(spec?.command ?? [name]), ...(spec?.args ?? [])]
          .join(' ')
          .replaceAll('$(NODE_NAME)', state.name);
        entries.push({ pid, parent: pid - 20, at: Date.parse(started), command });
      }
    }
    for (const [own, { argv: line }] of processTable(process)) {
      if (own !== 1)
        entries.push({ pid: own + 90_000, parent: 0, at: process.clock.now(), command: line.join(' ') });
    }
    const words = argv.slice(1).join('').replace(/^-/, '');
    const clock = (at: number) => strftime('%H:%M', at);
    if (words.includes('f')) {
      process.stdout('UID          PID    PPID  C STIME TTY          TIME CMD\n');
      for (const { pid: own, parent, at, command } of entries)
        process.stdout(
          `root     ${String(own).padStart(7)} ${String(parent).padStart(7)}  0 ${clock(at)} ?        00:00:00 ${command}\n`,
        );
    } else if (words.includes('u')) {
      process.stdout('USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n');
      for (const { pid: own, at, command } of entries)
        process.stdout(
          `root     ${String(own).padStart(7)}  0.0  0.0      0     0 ?        Ssl  ${clock(at)}   0:00 ${command}\n`,
        );
    } else {
      const all = /[ex]/.test(words);
      process.stdout('    PID TTY          TIME CMD\n');
      for (const { pid: own, command } of entries) {
        if (!all && own < 90_000) continue;
        const name = command.split(' ')[0]!.replace(/.*\//, '');
        process.stdout(`${String(own).padStart(7)} ?        00:00:00 ${name}\n`);
      }
    }
    return 0;
  };

const commandOf = (unit: string) =>
  ({
    'kubelet.service':
      '/usr/bin/kubelet --bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf --config=/var/lib/kubelet/config.yaml',
    'containerd.service': '/usr/local/bin/containerd',
    'systemd-journald.service': '/lib/systemd/systemd-journald',
  })[unit] ?? unit;

const df: Program = async () => {
  throw new Failure('the disks of a node are not simulated');
};

/** Debian's programs that know the node. */
export const debianPrograms = (state: NodeState): Readonly<Record<string, Program>> => ({
  hostname: hostname(state),
  uname,
  ps: ps(state),
  df,
});
