import { KubeClient } from '../kube/client.ts';
import type { Command, Context } from './command.ts';
import { CommandError, ConnectionError, FlagError, Interrupted, PlainError, UsageError } from './errors.ts';
import { bareValue, HelpRequested, parseFlags, type Flag, type ParsedLine } from './flags.ts';
import { globalFlags } from './globals.ts';
import { commandHelp, optionsHelp } from './help.ts';
import { configOf } from './kubeconfig.ts';
import { refusedLog, refusedValidation } from './refused.ts';
import { root } from './registry.ts';
import { reportError } from './report-error.ts';
import { discover } from './resources.ts';
import { suggestions } from './suggest.ts';
import { logStart } from './request-log.ts';
import { commandCluster } from './transport.ts';
import type { Kubectl, KubectlIO } from './types.ts';

export { complete } from './complete.ts';
export type { Kubectl, KubectlConfig, KubectlIO } from './types.ts';

/**
 * Runs one kubectl command line.
 * @param argv words after `kubectl`
 * @returns the exit code; every error of kubectl's and of the server's is printed on io.stderr
 */
export async function runKubectl(argv: readonly string[], io: KubectlIO, kubectl: Kubectl): Promise<number> {
  const { command, path, words } = findCommand(argv);
  // Known once the flags and the kubeconfig are read; errors before that name no server.
  const reached = { server: kubectl.config.server };
  try {
    const running = dispatch(command, path, words, io, kubectl, reached);
    return await untilInterrupted(running, io.signal);
  } catch (error) {
    if (io.signal.aborted) return 130;
    const reported = reportError(error, path, hostOf(reached.server));
    if (!reported) throw error;
    io.stderr(reported.text);
    return reported.exitCode;
  }
}

async function dispatch(
  command: Command,
  path: string,
  words: readonly string[],
  io: KubectlIO,
  kubectl: Kubectl,
  reached: { server: string },
): Promise<number> {
  if (command === root && words.some((word) => !word.startsWith('-'))) {
    const line = unknownCommand(words);
    if (line !== undefined) throw new PlainError(line);
  }
  let line: ParsedLine;
  try {
    // A flag of the command hides a global one of the same name (debug has a --profile of its own).
    line = parseFlags(words, [...globalFlags, ...(command.flags ?? [])]);
  } catch (error) {
    if (!(error instanceof HelpRequested)) throw error;
    io.stdout(commandHelp(command, path, root));
    return 0;
  }
  if (command === root) {
    io.stdout(commandHelp(root, path, root));
    return 0;
  }
  if (path === 'kubectl options') {
    io.stdout(optionsHelp(globalFlags));
    return 0;
  }
  if (path === 'kubectl help') return showHelp(line.args, io);
  if (!command.run) {
    if (line.args.length > 0) throw new UsageError(`unknown command "${line.args.join(' ')}"`);
    io.stderr(commandHelp(command, path, root));
    return 1;
  }
  const context = await makeContext(line, path, io, kubectl, reached);
  const code = (await command.run(context.context)) ?? 0;
  if (line.flags.bool('warnings-as-errors') && context.warned() > 0) {
    const count = context.warned();
    throw new CommandError(`${count} warning${count === 1 ? '' : 's'} received`);
  }
  return code;
}

function showHelp(words: readonly string[], io: KubectlIO): number {
  const found = findCommand(words);
  if (found.command === root && words.length > 0) {
    io.stderr(`Unknown help topic [\`${words.join(' ')}\`]\n`);
    const help = commandHelp(root, 'kubectl', root);
    io.stderr(help.slice(help.indexOf('Basic Commands')));
    return 0;
  }
  io.stdout(commandHelp(found.command, found.path, root));
  return 0;
}

async function makeContext(
  line: ParsedLine,
  path: string,
  io: KubectlIO,
  opened: Kubectl,
  reached: { server: string },
) {
  const { flags, args, argsLengthAtDash } = line;
  const config = await configOf(io, flags.string('kubeconfig'), opened.config);
  const server = flags.string('server') ? urlOf(flags.string('server')) : config.server;
  reached.server = server;
  const kubectl = config === opened.config ? opened : { ...opened, config };
  const wanted = flags.string('context') || config.currentContext;
  const current = config.contexts.find((each) => each.name === wanted);
  if (!current && flags.changed('context')) {
    throw new PlainError(`Error in configuration: context was not found for specified context: ${wanted}`);
  }
  if (flags.int('v') >= 6) {
    const named = flags.string('kubeconfig') || io.env['KUBECONFIG'];
    logStart(io, named ?? `${io.env['HOME'] ?? '/root'}/.kube/config`);
  }
  let warned = 0;
  const here = hostOf(server) === hostOf(opened.config.server);
  const cluster = commandCluster(
    here
      ? kubectl.cluster
      : { ...kubectl.cluster, fetch: () => Promise.reject(new Error('connection refused')) },
    {
      io,
      server,
      verbosity: flags.int('v'),
      asUser: flags.string('as'),
      asGroups: flags.list('as-group'),
      warn: (text) => {
        warned++;
        io.stderr(`Warning: ${text}\n`);
      },
    },
  );
  const client = new KubeClient(cluster);
  const context: Context = {
    io,
    kubectl,
    args,
    argsLengthAtDash,
    flags,
    namespace: flags.string('namespace') || current?.namespace || 'default',
    namespaceGiven: flags.string('namespace') !== '',
    client,
    path,
    resources: async () => {
      try {
        // What was found before was found on another server.
        return await discover(here ? opened : { ...opened }, cluster);
      } catch (error) {
        if (!(error instanceof ConnectionError)) throw error;
        const refused = { path, args, flags, server };
        const message = refusedValidation(refused);
        if (message !== undefined) throw new CommandError(message, 1);
        io.stderr(refusedLog(refused, io.clock.now()));
        throw error;
      }
    },
    // What these return would be taken for an exit code.
    out: (text) => void io.stdout(text),
    err: (text) => void io.stderr(text),
  };
  return { context, warned: () => warned };
}

/** Walks from the root along the words that name commands. Models github.com/spf13/cobra Command.Find. */
export function findCommand(argv: readonly string[]): { command: Command; path: string; words: string[] } {
  let command = root;
  let path = 'kubectl';
  let words = [...argv];
  for (;;) {
    const at = firstWord(words, [...globalFlags, ...(command.flags ?? [])]);
    const next = command.subcommands?.find(
      ({ name, aliases }) => name === words[at] || aliases?.includes(words[at] ?? ''),
    );
    if (!next) return { command, path, words };
    words = words.toSpliced(at, 1);
    command = next;
    path = `${path} ${next.name}`;
  }
}

/** Index of the first word that is neither a flag nor a flag's value; -1 if there is none. */
function firstWord(words: readonly string[], flags: readonly Flag[]): number {
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (word === '--') return -1;
    if (word.startsWith('--')) {
      const flag = flags.find(({ name }) => `--${name}` === word);
      if (!word.includes('=') && word !== '--help' && (!flag || bareValue(flag) === undefined)) i++;
    } else if (word.startsWith('-') && word.length > 1) {
      const flag = flags.find(({ short }) => `-${short}` === word);
      if (word.length === 2 && word !== '-h' && (!flag || bareValue(flag) === undefined)) i++;
    } else return i;
  }
  return -1;
}

/** What an unknown first word makes kubectl say; undefined if there is no such word. */
function unknownCommand(words: readonly string[]): string | undefined {
  const word = words[firstWord(words, globalFlags)];
  if (word === undefined) return undefined;
  const near = suggestions(word, root.subcommands ?? []);
  const hint = near.length ? `\n\nDid you mean this?\n${near.map((name) => `\t${name}\n`).join('')}` : '';
  return `error: unknown command "${word}" for "kubectl"${hint}`;
}

function untilInterrupted(running: Promise<number>, signal: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(new Interrupted());
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    running.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

/** --server may leave out the scheme. */
function urlOf(server: string): string {
  return (/^https?:\/\//.test(server) ? server : `http://${server}`).replace(/\/$/, '');
}

function hostOf(server: string): string {
  return server.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
}

export { CommandError, FlagError, PlainError, UsageError };
