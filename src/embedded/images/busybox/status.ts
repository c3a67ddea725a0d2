import type { Process } from '../../process.ts';
import { directories, resolvePath } from '../runtime/files.ts';
import { last, parseOptions } from '../runtime/options.ts';
import { processTable } from '../runtime/processes.ts';
import { Failure, type Program } from '../runtime/program.ts';

/** A machine that no Pod strains, in kibibytes; nothing in the cluster uses up memory or disk. */
const memory = { total: 8_131_072, used: 1_720_320, free: 3_842_048, shared: 12_288, cache: 2_568_704 };
const disk = { blocks: 103_079_200, used: 21_845_120 };

const uptime: Program = async (process) => {
  const now = new Date(process.clock.now());
  const time = now.toISOString().slice(11, 19);
  process.stdout(` ${time} up  1:04,  0 users,  load average: 0.21, 0.18, 0.12\n`);
  return 0;
};

const free: Program = async (process, argv) => {
  const { flags } = parseOptions(argv.slice(1), 'bkmgh');
  const divide = flags.has('b') ? 1 / 1024 : flags.has('m') ? 1024 : flags.has('g') ? 1024 ** 2 : 1;
  const cell = (kib: number) => (flags.has('h') ? human(kib) : String(Math.floor(kib / divide))).padStart(12);
  const row = (title: string, ...values: number[]) => `${title.padEnd(7)}${values.map(cell).join('')}\n`;
  process.stdout(
    '              total        used        free      shared  buff/cache   available\n' +
      row(
        'Mem:',
        memory.total,
        memory.used,
        memory.free,
        memory.shared,
        memory.cache,
        memory.total - memory.used,
      ) +
      row('Swap:', 0, 0, 0),
  );
  return 0;
};

/** `97.6G`, as busybox shortens kibibytes. */
function human(kib: number): string {
  let value = kib;
  for (const unit of 'KMG') {
    if (value < 1024 || unit === 'G') return `${value.toFixed(1)}${unit}`;
    value /= 1024;
  }
  return String(value);
}

const mounts = [
  ['overlay', '/'],
  ['tmpfs', '/dev'],
  ['/dev/vda1', '/etc/hosts'],
  ['/dev/vda1', '/dev/termination-log'],
  ['/dev/vda1', '/etc/hostname'],
  ['/dev/vda1', '/etc/resolv.conf'],
  ['shm', '/dev/shm'],
] as const;

const df: Program = async (process, argv) => {
  const { flags } = parseOptions(argv.slice(1), 'PkmhTt:ai');
  const size = (kib: number) =>
    flags.has('h') ? human(kib) : String(Math.floor(flags.has('m') ? kib / 1024 : kib));
  const head = flags.has('h') ? 'Size' : flags.has('m') ? '1M-blocks' : '1K-blocks';
  process.stdout(
    `${'Filesystem'.padEnd(20)} ${head.padStart(9)} ${'Used'.padStart(9)} ${'Available'.padStart(9)} Use% Mounted on\n`,
  );
  for (const [device, path] of mounts) {
    const [blocks, used] = device === 'tmpfs' || device === 'shm' ? [65_536, 0] : [disk.blocks, disk.used];
    const percent = `${Math.ceil((100 * used) / blocks)}%`.padStart(4);
    process.stdout(
      `${device.padEnd(20)} ${size(blocks).padStart(9)} ${size(used).padStart(9)} ${size(blocks - used).padStart(9)} ${percent} ${path}\n`,
    );
  }
  return 0;
};

const mount: Program = async (process, argv) => {
  const { operands } = parseOptions(argv.slice(1), 'o:t:rwfnsav');
  if (operands.length > 0) throw new Failure(`permission denied (are you root?)`);
  for (const [device, path] of mounts) {
    const type = device === 'overlay' ? 'overlay' : device === 'tmpfs' || device === 'shm' ? 'tmpfs' : 'ext4';
    process.stdout(`${device} on ${path} type ${type} (rw,relatime)\n`);
  }
  return 0;
};

const top: Program = async (process, argv) => {
  const { flags } = parseOptions(argv.slice(1), 'bmHn:d:');
  const rounds = Number(last({ flags, operands: [] }, 'n') ?? (flags.has('b') || process.tty ? Infinity : 1));
  const pause = Number(last({ flags, operands: [] }, 'd') ?? 5) * 1000;
  for (let round = 0; round < rounds; round += 1) {
    if (round > 0) await process.clock.sleep(pause, process.signal);
    if (process.tty && !flags.has('b')) process.stdout('\x1b[H\x1b[J');
    process.stdout(
      `Mem: ${memory.used}K used, ${memory.free}K free, ${memory.shared}K shrd, 102400K buff, ${memory.cache}K cached\n` +
        'CPU:   2% usr   1% sys   0% nic  97% idle   0% io   0% irq   0% sirq\n' +
        `Load average: 0.21 0.18 0.12 1/312 ${Math.max(...processTable(process).keys())}\n` +
        '  PID  PPID USER     STAT   VSZ %VSZ CPU %CPU COMMAND\n',
    );
    for (const [pid, { argv: line }] of processTable(process))
      process.stdout(
        `${String(pid).padStart(5)}     0 root     S     4516   0%   0   0% ${line.join(' ')}\n`,
      );
  }
  return 0;
};

const nameOf = (argv: readonly string[]) => argv[0]!.replace(/.*\//, '');

const pidof: Program = async (process, argv) => {
  const wanted = argv.slice(1);
  const found = [...processTable(process)].filter(([, entry]) => wanted.includes(nameOf(entry.argv)));
  if (found.length > 0)
    process.stdout(
      `${found
        .map(([pid]) => pid)
        .reverse()
        .join(' ')}\n`,
    );
  return found.length > 0 ? 0 : 1;
};

const pager: Program = async (process, argv) => {
  const { operands } = parseOptions(argv.slice(1), 'EFIMmNSRh~');
  if (operands.length === 0) throw new Failure('missing operand');
  for (const operand of operands) {
    const text = process.fs.read(resolvePath(process.cwd, operand));
    if (text === undefined) throw new Failure(`can't open '${operand}': No such file or directory`);
    process.stdout(text);
  }
  return 0;
};

const readlink: Program = async (process, argv) => {
  const { flags, operands } = parseOptions(argv.slice(1), 'fnve');
  const path = resolvePath(process.cwd, operands[0] ?? '');
  // Nothing here is a symbolic link.
  if (!flags.has('f')) return 1;
  process.stdout(`${path}${flags.has('n') ? '' : '\n'}`);
  return 0;
};

const stat: Program = async (process, argv) => {
  const { operands } = parseOptions(argv.slice(1), 'ltLfc:');
  let status = 0;
  for (const operand of operands) {
    const path = resolvePath(process.cwd, operand);
    const kind = directories(process.fs).kind(path);
    if (kind === undefined) {
      process.stderr(`stat: can't stat '${operand}': No such file or directory\n`);
      status = 1;
      continue;
    }
    const size = kind === 'directory' ? 4096 : new TextEncoder().encode(process.fs.read(path) ?? '').length;
    const mode = kind === 'directory' ? '0755/drwxr-xr-x' : '0644/-rw-r--r--';
    const time = `${new Date(process.clock.now()).toISOString().slice(0, 19).replace('T', ' ')}.000000000 +0000`;
    process.stdout(
      `  File: ${operand}\n  Size: ${String(size).padEnd(9)}\tBlocks: ${String(Math.ceil(size / 4096) * 8).padEnd(10)} IO Block: 4096   ${kind === 'directory' ? 'directory' : 'regular file'}\n` +
        `Device: 3ah/58d\tInode: ${String(1000 + path.length).padEnd(11)} Links: 1\nAccess: (${mode})  Uid: (    0/    root)   Gid: (    0/    root)\n` +
        `Access: ${time}\nModify: ${time}\nChange: ${time}\n`,
    );
  }
  return status;
};

/** `-C`: sixteen bytes a line, in hexadecimal and as text; otherwise words of two bytes. */
const hexdump: Program = async (process, argv) => {
  const { flags, operands } = parseOptions(argv.slice(1), 'bcdoxCve:f:n:s:');
  const text = operands.map((operand) => read(process, operand)).join('');
  const bytes = new TextEncoder().encode(text).slice(0, Number(last({ flags, operands }, 'n') ?? Infinity));
  const hex = (value: number, width: number) => value.toString(16).padStart(width, '0');
  for (let at = 0; at < bytes.length; at += 16) {
    const row = [...bytes.slice(at, at + 16)];
    if (flags.has('C')) {
      const half = (part: number[]) => part.map((byte) => hex(byte, 2)).join(' ');
      const shown = `${half(row.slice(0, 8)).padEnd(23)}  ${half(row.slice(8)).padEnd(23)}`;
      const plain = row.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('');
      process.stdout(`${hex(at, 8)}  ${shown}  |${plain}|\n`);
    } else {
      const words = [];
      for (let index = 0; index < row.length; index += 2)
        words.push(hex(row[index]! + (row[index + 1] ?? 0) * 256, 4));
      process.stdout(`${hex(at, 7)} ${words.join(' ')}\n`);
    }
  }
  if (bytes.length > 0) process.stdout(`${hex(bytes.length, flags.has('C') ? 8 : 7)}\n`);
  return 0;
};

function read(process: Process, operand: string): string {
  const text = process.fs.read(resolvePath(process.cwd, operand));
  if (text === undefined) throw new Failure(`${operand}: No such file or directory`);
  return text;
}

/** Programs that look at the machine, its processes and files. */
export const statusPrograms: Readonly<Record<string, Program>> = {
  uptime,
  free,
  df,
  mount,
  top,
  pidof,
  less: pager,
  more: pager,
  readlink,
  stat,
  hexdump,
  dmesg: async () => {
    throw new Failure('klogctl: Operation not permitted');
  },
};
