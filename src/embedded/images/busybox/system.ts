import type { Process } from '../../process.ts';
import { chroot } from '../runtime/host-root.ts';
import { listeners } from '../runtime/processes.ts';
import { duration, last, parseOptions } from '../runtime/options.ts';
import { aborted, derive, Failure, type Program, type Programs } from '../runtime/program.ts';
import { routingTable } from './interfaces.ts';
import { Input } from '../runtime/input.ts';
import { strftime } from '../runtime/strftime.ts';
import { uname } from '../runtime/uname.ts';

const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

const echo: Program = async (process, argv) => {
  let args = argv.slice(1);
  let newline = true;
  let interpret = false;
  while (args[0] && /^-[neE]+$/.test(args[0])) {
    if (args[0].includes('n')) newline = false;
    if (args[0].includes('e')) interpret = true;
    if (args[0].includes('E')) interpret = false;
    args = args.slice(1);
  }
  let text = args.join(' ');
  if (interpret) {
    const stop = text.indexOf('\\c');
    if (stop >= 0) {
      text = text.slice(0, stop);
      newline = false;
    }
    text = text.replace(/\\(?:0([0-7]{0,3})|x([0-9a-fA-F]{1,2})|(.))/g, (all, octal, hex, char: string) => {
      if (octal !== undefined) return String.fromCharCode(parseInt(`0${String(octal)}`, 8));
      if (hex !== undefined) return String.fromCharCode(parseInt(String(hex), 16));
      return escapes[char] ?? String(all);
    });
  }
  process.stdout(newline ? `${text}\n` : text);
  return 0;
};

const env =
  (programs: Programs): Program =>
  async (process, argv) => {
    const { flags, operands } = parseOptions(argv.slice(1), '+iu:0');
    const variables: Record<string, string> = flags.has('i') ? {} : { ...process.env };
    for (const name of flags.get('u') ?? []) Reflect.deleteProperty(variables, name);
    while (operands[0]?.includes('=')) {
      const [name, ...value] = operands.shift()!.split('=');
      variables[name!] = value.join('=');
    }
    if (operands.length) return start(programs, derive(process, { env: variables }), operands);
    for (const [name, value] of Object.entries(variables)) process.stdout(`${name}=${value}\n`);
    return 0;
  };

/** Runs another program as execvp would. */
export async function start(programs: Programs, process: Process, argv: readonly string[]): Promise<number> {
  if (!programs.find(argv[0]!))
    throw new Failure(`can't execute '${argv[0]!}': No such file or directory`, 127);
  return programs.run(process, argv);
}

const printenv: Program = async (process, argv) => {
  const names = argv.slice(1);
  if (names.length === 0)
    for (const [name, value] of Object.entries(process.env)) process.stdout(`${name}=${value}\n`);
  let status = 0;
  for (const name of names) {
    const value = process.env[name];
    if (value === undefined) status = 1;
    else process.stdout(`${value}\n`);
  }
  return status;
};

const hostname: Program = async (process, argv) => {
  const { flags, operands } = parseOptions(argv.slice(1), 'sifdF:');
  if (operands.length) throw new Failure('sethostname: Operation not permitted');
  process.stdout(`${flags.has('i') ? process.container.ip : process.hostname}\n`);
  return 0;
};

const sleep: Program = async (process, argv) => {
  if (argv.length < 2) throw new Failure('missing operand');
  let ms = 0;
  for (const arg of argv.slice(1)) {
    const one = duration(arg);
    if (one === undefined) throw new Failure(`invalid number '${arg}'`);
    ms += one;
  }
  if (ms === Infinity) {
    await aborted(process.signal);
    process.signal.throwIfAborted();
  }
  await process.clock.sleep(ms, process.signal);
  return 0;
};

const date: Program = async (process, argv) => {
  const { flags, operands } = parseOptions(argv.slice(1), 'uRIr:d:D:s:');
  if (flags.has('s')) throw new Failure("can't set date: Operation not permitted");
  const given = last({ flags, operands }, 'd');
  const now = given?.startsWith('@') ? Number(given.slice(1)) * 1000 : process.clock.now();
  const format = operands[0]?.startsWith('+')
    ? operands[0].slice(1)
    : flags.has('R')
      ? '%a, %d %b %Y %H:%M:%S +0000'
      : flags.has('I')
        ? '%Y-%m-%d'
        : '%a %b %e %H:%M:%S %Z %Y';
  process.stdout(`${strftime(format, now)}\n`);
  return 0;
};

const id: Program = async (process, argv) => {
  const { flags } = parseOptions(argv.slice(1), 'ugnGr');
  const numbers = flags.has('n') ? 'root' : '0';
  process.stdout(
    ['u', 'g', 'G'].some((flag) => flags.has(flag))
      ? `${numbers}\n`
      : 'uid=0(root) gid=0(root) groups=0(root)\n',
  );
  return 0;
};

const netstat: Program = async (process, argv) => {
  const { flags } = parseOptions(argv.slice(1), 'laentuwxrWp');
  if (flags.has('r')) {
    process.stdout(routingTable(process, true));
    return 0;
  }
  const both = flags.has('t') === flags.has('u');
  const only = flags.has('l')
    ? '(only servers)'
    : flags.has('a')
      ? '(servers and established)'
      : '(w/o servers)';
  process.stdout(
    `Active Internet connections ${only}\nProto Recv-Q Send-Q Local Address           Foreign Address         State       \n`,
  );
  if (!flags.has('l') && !flags.has('a')) return 0;
  for (const { address, port, protocol } of listeners(process)) {
    if (!both && flags.has('u') !== (protocol === 'UDP')) continue;
    const local = `${address}:${port}`.padEnd(23);
    const state = (protocol === 'TCP' ? 'LISTEN' : '').padEnd(11);
    process.stdout(
      `${protocol.toLowerCase()}        0      0 ${local} ${'0.0.0.0:*'.padEnd(23)} ${state} \n`,
    );
  }
  return 0;
};

const timeout =
  (programs: Programs): Program =>
  async (process, argv) => {
    const { flags, operands } = parseOptions(argv.slice(1), '+t:s:k:');
    const old = flags.get('t')?.at(-1);
    const limit = duration(old ?? operands.shift() ?? '');
    if (limit === undefined || operands.length === 0) throw new Failure('missing operand');
    const timer = new AbortController();
    const signal = AbortSignal.any([process.signal, timer.signal]);
    const done = new AbortController();
    const watch = process.clock.sleep(limit, done.signal).then(
      () => timer.abort(new Error('timeout')),
      () => undefined,
    );
    const status = await start(programs, derive(process, { signal }), operands);
    done.abort(new Error('done'));
    await watch;
    return timer.signal.aborted ? 143 : status;
  };

const xargs =
  (programs: Programs): Program =>
  async (process, argv) => {
    const options = parseOptions(argv.slice(1), '+n:I:rt0P:L:');
    const command = options.operands.length ? options.operands : ['echo'];
    const text = await Input.of(process.stdin).readAll();
    const replace = last(options, 'I');
    const items = replace
      ? text
          .split('\n')
          .map((line) => line.trim())
          .filter(Boolean)
      : options.flags.has('0')
        ? text.split('\0').filter(Boolean)
        : [...text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? match[3]!);
    if (items.length === 0 && options.flags.has('r')) return 0;
    const size = replace ? 1 : Number(last(options, 'n') ?? last(options, 'L') ?? (items.length || 1));
    let status = 0;
    for (let at = 0; at === 0 || at < items.length; at += size) {
      const group = items.slice(at, at + size);
      const line = replace
        ? command.map((word) => word.replaceAll(replace, group[0] ?? ''))
        : [...command, ...group];
      if (options.flags.has('t')) process.stderr(`${line.join(' ')}\n`);
      const one = await start(programs, derive(process, { stdin: Input.text('') }), line);
      if (one !== 0) status = 123;
    }
    return status;
  };

const which =
  (programs: Programs): Program =>
  async (process, argv) => {
    let status = 0;
    for (const name of argv.slice(1))
      if (programs.find(name)) process.stdout(`/bin/${name}\n`);
      else status = 1;
    return status;
  };

const editor: Program = async (process, argv) => {
  process.stderr(
    `${argv[0]!}: there is no full-screen editor in this container; write files with echo, cat <<EOF or sed -i\n`,
  );
  return 1;
};

export const systemPrograms = (programs: Programs): Readonly<Record<string, Program>> => ({
  echo,
  env: env(programs),
  printenv,
  hostname,
  sleep,
  usleep: async (process, argv) => (
    await process.clock.sleep(Number(argv[1]) / 1000 || 0, process.signal),
    0
  ),
  date,
  id,
  uname,
  netstat,
  timeout: timeout(programs),
  xargs: xargs(programs),
  which: which(programs),
  chroot: chroot(programs),
  whoami: async (process) => (process.stdout('root\n'), 0),
  pwd: async (process) => (process.stdout(`${process.cwd}\n`), 0),
  true: async () => 0,
  false: async () => 1,
  nproc: async (process) => (process.stdout('2\n'), 0),
  clear: async (process) => (process.stdout('\x1b[H\x1b[J'), 0),
  vi: editor,
});
