import { signalNamed, signals, type SignalName } from '../processes/processes.ts';
import type { Job } from '../processes/jobs.ts';
import type { Builtin, Shell } from '../core.ts';

const jobs: Builtin = (shell, args, { stdout, stderr }) => {
  const list = shell.jobs;
  const specs = args.filter((word) => !word.startsWith('-'));
  const flags = args.filter((word) => word.startsWith('-')).join('');
  const chosen: Job[] = [];
  for (const spec of specs) {
    const job = list.find(spec);
    if (!job) {
      stderr.write(shell.message(`jobs: ${spec}: no such job`));
      return 1;
    }
    chosen.push(job);
  }
  for (const job of specs.length > 0 ? chosen : list.all) {
    if (flags.includes('r') && job.status !== undefined) continue;
    stdout.write(flags.includes('p') ? `${job.entry.pid}\n` : list.describe(job, flags.includes('l')));
    if (job.status !== undefined) list.remove(job);
  }
  return 0;
};

/** Waits for a job; the signal that ends the wait is thrown. */
async function until(shell: Shell, work: Promise<number>): Promise<number> {
  const { signal } = shell;
  signal.throwIfAborted();
  let stop: (() => void) | undefined;
  const stopped = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    if (stop) signal.removeEventListener('abort', stop);
  }
}

const wait: Builtin = async (shell, args, { stderr }) => {
  const list = shell.jobs;
  if (args[0] === '-n') {
    if (list.all.length === 0) return 127;
    return until(shell, Promise.race(list.all.map(async (job) => job.done.finally(() => list.remove(job)))));
  }
  if (args.length === 0) {
    for (const job of [...list.all]) {
      await until(shell, job.done);
      if (!shell.interactive) list.remove(job);
    }
    return 0;
  }
  let status = 0;
  for (const spec of args) {
    const job = list.find(spec);
    if (!job) {
      const text = spec.startsWith('%') ? `${spec}: no such job` : `pid ${spec} is not a child of this shell`;
      stderr.write(shell.message(`wait: ${text}`));
      status = 127;
      continue;
    }
    status = await until(shell, job.done);
  }
  return status;
};

const fg: Builtin = async (shell, [spec = '%+'], { stdout, stderr }) => {
  if (!shell.interactive) {
    stderr.write(shell.message('fg: no job control'));
    return 1;
  }
  const job = shell.jobs.find(spec.startsWith('%') ? spec : `%${spec}`);
  if (!job) {
    stderr.write(shell.message(`fg: ${spec === '%+' ? 'current' : spec}: no such job`));
    return 1;
  }
  stdout.write(`${job.text}\n`);
  shell.jobs.touch(job);
  job.gate?.goOn();
  const interrupt = () => job.entry.stop.abort(shell.signal.reason as Error);
  shell.signal.addEventListener('abort', interrupt, { once: true });
  shell.foreground = job;
  try {
    const status = await Promise.race([until(shell, job.done), shell.stopped]);
    if (status !== undefined) shell.jobs.remove(job);
    return status ?? 148;
  } catch (error) {
    shell.jobs.remove(job);
    throw error;
  } finally {
    shell.foreground = undefined;
    shell.signal.removeEventListener('abort', interrupt);
  }
};

const bg: Builtin = (shell, [spec = '%+'], { stdout, stderr }) => {
  if (!shell.interactive) {
    stderr.write(shell.message('bg: no job control'));
    return 1;
  }
  const job = shell.jobs.find(spec.startsWith('%') ? spec : `%${spec}`);
  if (job?.gate?.stopped) {
    stdout.write(`[${job.number}]+ ${job.text} &\n`);
    job.gate.goOn();
    return 0;
  }
  const text = job
    ? `bg: job ${job.number} already in background`
    : `bg: ${spec === '%+' ? 'current' : spec}: no such job`;
  stderr.write(shell.message(text));
  return job ? 0 : 1;
};

const usage =
  'kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]\n';

const kill: Builtin = (shell, args, { stdout, stderr }) => {
  let signal: SignalName | undefined = 'TERM';
  let words = [...args];
  const [first = ''] = words;
  if (first === '-l' || first === '-L') {
    const all = Object.entries(signals);
    stdout.write(all.map(([name, number]) => `${String(number).padStart(2)}) SIG${name}\n`).join(''));
    return 0;
  }
  if (/^-./.test(first) && first !== '--') {
    const named = first === '-s' || first === '-n' ? (words.splice(1, 1)[0] ?? '') : first.slice(1);
    const found = signalNamed(named);
    if (!found) {
      stderr.write(shell.message(`kill: ${named}: invalid signal specification`));
      return 1;
    }
    signal = found.signal;
    words.shift();
  }
  words = words.filter((word) => word !== '--');
  if (words.length === 0) {
    stderr.write(usage);
    return 2;
  }
  let status = 0;
  const fail = (text: string) => {
    stderr.write(shell.message(`kill: ${text}`));
    status = 1;
  };
  for (const word of words) {
    if (word.startsWith('%')) {
      const job = shell.jobs.find(word);
      if (!job) fail(`${word}: no such job`);
      else if (!shell.world.processes.kill(job.entry.pid, signal))
        fail(`(${job.entry.pid}) - No such process`);
    } else if (!/^-?\d+$/.test(word)) fail(`${word}: arguments must be process or job IDs`);
    else if (!shell.world.processes.kill(Math.abs(Number(word)), signal)) fail(`(${word}) - No such process`);
  }
  return status;
};

const disown: Builtin = (shell, args, { stderr }) => {
  const specs = args.filter((word) => !word.startsWith('-'));
  const chosen = args.includes('-a') ? [...shell.jobs.all] : [];
  for (const spec of specs.length > 0 || chosen.length > 0 ? specs : ['%+']) {
    const job = shell.jobs.find(spec);
    if (!job) {
      stderr.write(shell.message(`disown: ${spec === '%+' ? 'current' : spec}: no such job`));
      return 1;
    }
    chosen.push(job);
  }
  for (const job of chosen) shell.jobs.remove(job);
  return 0;
};

export const jobControl: Readonly<Record<string, Builtin>> = { jobs, wait, fg, bg, kill, disown };
