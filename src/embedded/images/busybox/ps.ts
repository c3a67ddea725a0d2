import { parseOptions } from '../runtime/options.ts';
import { processTable, type Entry } from '../runtime/processes.ts';
import { Failure, type Program } from '../runtime/program.ts';

interface Column {
  header: string;
  width: number;
  show(entry: Entry): string;
}

/** The columns of `ps -o` that a simulated process has; widths and headers of procps/ps.c. */
const columns: Readonly<Record<string, Column>> = {
  user: { header: 'USER', width: 8, show: () => 'root' },
  group: { header: 'GROUP', width: 8, show: () => 'root' },
  comm: { header: 'COMMAND', width: 16, show: ({ argv }) => argv[0]!.replace(/.*\//, '').slice(0, 15) },
  args: { header: 'COMMAND', width: 256, show: ({ argv }) => argv.join(' ') },
  pid: { header: 'PID', width: 5, show: ({ pid }) => String(pid).padStart(5) },
  time: { header: 'TIME', width: 6, show: () => '0:00' },
  stat: {
    header: 'STAT',
    width: 4,
    show: ({ stopped, argv }) => (stopped !== undefined ? 'T' : argv[0] === 'ps' ? 'R' : 'S'),
  },
};

const ps: Program = async (process, argv) => {
  const entries = [...processTable(process).values()];
  const { flags } = parseOptions(argv.slice(1), 'o:Tefaxulw');
  const names = flags.get('o')?.flatMap((list) => list.split(','));
  if (!names) {
    process.stdout('PID   USER     TIME  COMMAND\n');
    for (const { pid, argv } of entries)
      process.stdout(`${String(pid).padStart(5)} root      0:00 ${argv.join(' ')}\n`);
    return 0;
  }
  const chosen = names.map((name) => {
    const column = columns[name];
    if (!column)
      throw new Failure(`bad -o argument '${name}', supported arguments: ${Object.keys(columns).join(',')}`);
    return column;
  });
  const line = (cell: (column: Column) => string) =>
    chosen
      .map((column, index) =>
        index < chosen.length - 1 ? cell(column).padEnd(column.width) : cell(column).trimEnd(),
      )
      .join(' ');
  process.stdout(`${line(({ header }) => header)}\n`);
  for (const entry of entries) process.stdout(`${line(({ show }) => show(entry))}\n`);
  return 0;
};

const signals: Readonly<Record<string, number>> = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  KILL: 9,
  USR1: 10,
  USR2: 12,
  TERM: 15,
  CONT: 18,
  STOP: 19,
};

function deliver(entry: Entry, signal: number): void {
  if (signal === signals['STOP']) entry.stopped ??= new Promise((resolve) => (entry.resume = resolve));
  else if (signal === signals['CONT']) {
    entry.resume?.();
    delete entry.stopped;
  }
  // Nothing in a container can end its pid 1 that way: a signal without a handler is dropped there.
  else if (signal !== 0 && entry.pid !== 1) entry.kill(signal);
}

const kill =
  (byName: boolean): Program =>
  async (process, argv) => {
    const name = byName ? 'killall' : 'kill';
    const args = argv.slice(1);
    let signal = 15;
    if (args[0] === '-l') {
      process.stdout(`${Object.keys(signals).join('\n')}\n`);
      return 0;
    }
    if (args[0]?.startsWith('-') && args[0].length > 1) {
      const word = args.shift()!.slice(1).replace(/^s$/, '') || (args.shift() ?? '');
      const number = /^\d+$/.test(word) ? Number(word) : signals[word.toUpperCase().replace(/^SIG/, '')];
      if (number === undefined) throw new Failure(`bad signal name '${word}'`);
      signal = number;
    }
    if (args.length === 0) throw new Failure(`you need to specify whom to kill`);
    let status = 0;
    for (const arg of args) {
      const table = [...processTable(process).values()];
      const targets = byName
        ? table.filter((entry) => entry.argv[0]!.replace(/.*\//, '') === arg)
        : table.filter((entry) => String(entry.pid) === arg);
      for (const entry of targets) deliver(entry, signal);
      if (targets.length) continue;
      process.stderr(
        byName ? `${name}: ${arg}: no process killed\n` : `${name}: can't kill pid ${arg}: No such process\n`,
      );
      status = 1;
    }
    return status;
  };

const pgrep: Program = async (process, argv) => {
  const { flags, operands } = parseOptions(argv.slice(1), 'flaxno');
  const pattern = new RegExp(operands[0] ?? '');
  const found = [...processTable(process).values()].filter(
    (entry) => entry.argv !== argv && pattern.test(flags.has('f') ? entry.argv.join(' ') : entry.argv[0]!),
  );
  for (const { pid, argv: line } of found)
    process.stdout(`${pid}${flags.has('l') || flags.has('a') ? ` ${line.join(' ')}` : ''}\n`);
  return found.length ? 0 : 1;
};

/** Programs about the container's processes. */
export const processPrograms: Readonly<Record<string, Program>> = {
  ps,
  kill: kill(false),
  killall: kill(true),
  pgrep,
};
