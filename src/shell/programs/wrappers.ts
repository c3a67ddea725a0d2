import { Killed, signalNamed } from '../bash/processes/processes.ts';
import type { Program, ProgramContext } from './program.ts';

/** Seconds of a duration as coreutils write it: `1.5`, `2m`; undefined when it is none. */
function duration(text: string): number | undefined {
  const [, number, unit = 's'] = /^(\d*\.?\d+|\d+\.)([smhd]?)$/.exec(text) ?? [];
  if (number === undefined) return text === 'infinity' ? Infinity : undefined;
  return Number(number) * ({ s: 1, m: 60, h: 3600, d: 86_400 }[unit || 's'] ?? 1);
}

const sleep: Program = async (args, { stderr, clock, signal }) => {
  if (args.length === 0) {
    stderr("sleep: missing operand\nTry 'sleep --help' for more information.\n");
    return 1;
  }
  const seconds = args.map(duration);
  const wrong = seconds.indexOf(undefined);
  if (wrong >= 0) {
    stderr(`sleep: invalid time interval ‘${args[wrong] ?? ''}’\nTry 'sleep --help' for more information.\n`);
    return 1;
  }
  const total = seconds.reduce<number>((sum, each) => sum + (each ?? 0), 0);
  // Timers hold 32 bits.
  await clock.sleep(Math.min(total * 1000, 2 ** 31 - 1), signal);
  return 0;
};

/** Models coreutils timeout: 124 when the time was up, the command's own exit code otherwise. */
const timeout: Program = async (args, context) => {
  const { stderr, clock, signal } = context;
  const fail = (text: string) => {
    stderr(`timeout: ${text}\nTry 'timeout --help' for more information.\n`);
    return 125;
  };
  let sent: string = 'TERM';
  let preserve = false;
  let at = 0;
  for (; args[at]?.startsWith('-'); at++) {
    const word = args[at] ?? '';
    const value = (attached: string | undefined) => attached || args[++at] || '';
    if (word === '--') {
      at += 1;
      break;
    }
    if (/^(-s|--signal)/.test(word)) sent = value(/^(?:-s|--signal=)(.+)$/.exec(word)?.[1]);
    else if (/^(-k|--kill-after)/.test(word)) value(/^(?:-k|--kill-after=)(.+)$/.exec(word)?.[1]);
    else if (word === '--preserve-status') preserve = true;
    else if (!/^(--foreground|-v|--verbose)$/.test(word)) {
      return fail(
        word.startsWith('--') ? `unrecognized option '${word}'` : `invalid option -- '${word.slice(1, 2)}'`,
      );
    }
  }
  const [time, ...command] = args.slice(at);
  if (time === undefined || command.length === 0) {
    stderr("Try 'timeout --help' for more information.\n");
    return 125;
  }
  const seconds = duration(time);
  if (seconds === undefined) return fail(`invalid time interval ‘${time}’`);
  const named = signalNamed(sent);
  if (!named?.signal) return fail(`‘${sent}’: invalid signal`);
  const killed = new Killed(named.signal);
  const up = new AbortController();
  const over = new AbortController();
  if (seconds > 0)
    clock.sleep(Math.min(seconds * 1000, 2 ** 31 - 1), AbortSignal.any([over.signal, signal])).then(
      () => up.abort(killed),
      () => undefined,
    );
  try {
    const status = await context.spawn(command, { signal: up.signal, as: 'timeout' });
    if (!up.signal.aborted) return status;
    return preserve || killed.signal === 'KILL' ? killed.exitCode : 124;
  } finally {
    over.abort();
  }
};

const env: Program = async (args, context) => {
  const set: Record<string, string> = {};
  const unset = new Set<string>();
  let cleared = false;
  let at = 0;
  for (; at < args.length; at++) {
    const word = args[at] ?? '';
    const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(word) ?? [];
    if (name !== undefined) set[name] = value ?? '';
    else if (word === '-i' || word === '-' || word === '--ignore-environment') cleared = true;
    else if (word === '-u') unset.add(args[++at] ?? '');
    else break;
  }
  const command = args.slice(at);
  if (command.length > 0) return context.spawn(command, { env: set, cleared, as: 'env' });
  const all = Object.entries({ ...(cleared ? {} : context.env), ...set });
  context.stdout(all.map(([name, value]) => (unset.has(name) ? '' : `${name}=${value}\n`)).join(''));
  return 0;
};

/** A program that runs its words as a command, after options of its own. */
const passing =
  (name: string, valued: RegExp): Program =>
  (args, context: ProgramContext) => {
    let at = 0;
    while (args[at]?.startsWith('-')) at += valued.test(args[at] ?? '') ? 2 : 1;
    if (at < args.length) return context.spawn(args.slice(at), { as: name });
    context.stderr(`${name}: missing operand\nTry '${name} --help' for more information.\n`);
    return Promise.resolve(125);
  };

/** Programs that run other programs, and the one that only waits. */
export const wrappers: Readonly<Record<string, Program>> = {
  sleep,
  timeout,
  env,
  nohup: passing('nohup', /^$/),
  nice: passing('nice', /^-n$/),
  stdbuf: passing('stdbuf', /^-[ioe]$/),
  sudo: passing('sudo', /^-[ugC]$/),
};
