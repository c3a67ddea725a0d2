import type { Processes } from '../bash/processes/processes.ts';
import type { Program } from './program.ts';
import { user } from './identity.ts';

const time = (ms: number) => {
  const seconds = Math.floor(ms / 1000);
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
};

/** `ps`: the shell and its jobs, in the columns of procps. */
export const processStatus =
  (processes: Processes): Program =>
  (args, { stdout, clock }) => {
    const flags = args.join('').replaceAll('-', '');
    const all = [
      { pid: 4242, command: 'bash', started: clock.now() },
      ...processes.all,
      { pid: 4300, command: ['ps', ...args].join(' '), started: clock.now() },
    ].sort((a, b) => a.pid - b.pid);
    const clockTime = (ms: number) => new Date(ms).toISOString().slice(11, 16);
    const rows = all.map(({ pid, command, started }) => {
      const id = String(pid).padStart(7);
      if (flags.includes('u'))
        return `${user.padEnd(8)} ${id}  0.0  0.0   7236  3988 pts/0    S    ${clockTime(started)}   0:00 ${command}`;
      if (flags.includes('f'))
        return `${user.padEnd(8)} ${id} ${String(pid === 4242 ? 1 : 4242).padStart(7)}  0 ${clockTime(started)} pts/0    00:00:00 ${command}`;
      return `${id} pts/0    ${time(0)} ${command.split(/\s/)[0] ?? ''}`;
    });
    const header = flags.includes('u')
      ? 'USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND'
      : flags.includes('f')
        ? 'UID          PID    PPID  C STIME TTY          TIME CMD'
        : '    PID TTY          TIME CMD';
    stdout(`${[header, ...rows].join('\n')}\n`);
    return Promise.resolve(0);
  };
