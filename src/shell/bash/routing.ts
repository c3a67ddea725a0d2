import {
  bodiesOf,
  commandsIn,
  literalText,
  literalWord,
  type Command,
  type Redirection,
  type SimpleCommand,
  type Statement,
} from './script.ts';

/**
 * just-bash hands out a script's output at its end only. So that `kubectl get -w` prints as it
 * goes and a loop shows each turn, commands whose output goes to the terminal, and not into a
 * pipe, file or variable, are put behind this command, which prints at once by itself.
 * Its first argument names the streams that are the terminal: `0`, `1`, `2`.
 */
export const terminalCommand = '__terminal';

/** Where the three standard streams go, as far as the script's text tells. */
interface Streams {
  stdin: boolean;
  stdout: boolean;
  stderr: boolean;
}

/** Run by the shell itself: no program of their own, and (but for `quiet`) they print. */
const builtins = new Set(
  (
    'alias bind builtin caller command compgen complete compopt declare dirs enable eval exec getopts ' +
    'hash let mapfile popd pushd readarray readonly shopt source time times trap type typeset ulimit ' +
    'umask unalias . select coproc fc fg bg jobs kill wait disown suspend logout'
  ).split(' '),
);

/** Builtins that print nothing unless they fail. */
const quiet = new Set(
  (
    ': [ break cd continue exit export false local read return set shift test true unset ' +
    '__status __end __arrays'
  ).split(' '),
);

export interface RoutingContext {
  /** Names of functions defined before, which shadow programs. */
  functions: ReadonlySet<string>;
  /** The words that an alias stands for, if it is one. */
  alias(name: string): SimpleCommand | undefined;
}

/**
 * Puts every command of the statement that prints to the terminal behind `terminalCommand`, in
 * place. If one prints and cannot be (a function, a builtin, a name out of a variable), none is,
 * since the order of the output would suffer: the statement's output then comes at its end.
 * @returns whether the statement prints as it goes
 */
export function routeToTerminal(statement: Statement, context: RoutingContext): boolean {
  const own = new Set(context.functions);
  for (const command of commandsIn([statement])) if (command.type === 'FunctionDef') own.add(command.name);
  const routes: (() => void)[] = [];
  const everything = visit([statement], { stdin: true, stdout: true, stderr: true }, routes, {
    ...context,
    functions: own,
  });
  if (!everything) return false;
  for (const route of routes) route();
  return true;
}

function visit(
  statements: readonly Statement[],
  streams: Streams,
  routes: (() => void)[],
  context: RoutingContext,
): boolean {
  return statements.every((statement) =>
    statement.pipelines.every((pipeline) => {
      const { commands } = pipeline;
      return (
        (!pipeline.timed || commands.length === 0) &&
        commands.every((command, index) => {
          const last = index === commands.length - 1;
          const here: Streams = {
            stdin: streams.stdin && index === 0,
            stdout: streams.stdout && last,
            stderr: streams.stderr && (last || pipeline.pipeStderr?.[index] !== true),
          };
          return visitCommand(command, here, routes, context) || !(here.stdout || here.stderr);
        })
      );
    }),
  );
}

function visitCommand(
  command: Command,
  streams: Streams,
  routes: (() => void)[],
  context: RoutingContext,
): boolean {
  if (command.type === 'FunctionDef') return true;
  const here = redirect(streams, command.redirections);
  if (command.type !== 'SimpleCommand') {
    return bodiesOf(command).every((body) => visit(body, here, routes, context));
  }
  if (command.name === null) return true;
  if (!here.stdout && !here.stderr) return true;
  const name = literalText(command.name);
  if (name === undefined || context.functions.has(name)) return false;
  if (quiet.has(name)) return true;
  if (builtins.has(name)) return !here.stdout;
  if (name === 'printf' && command.args.some((word) => literalText(word) === '-v')) return true;
  routes.push(() => {
    const alias = context.alias(name);
    const words = alias?.name ? [alias.name, ...alias.args] : [command.name ?? literalWord(name)];
    const flags = (here.stdin ? '0' : '') + (here.stdout ? '1' : '') + (here.stderr ? '2' : '');
    command.args = [literalWord(flags), ...words, ...command.args];
    command.name = literalWord(terminalCommand);
  });
  return true;
}

/** The streams behind a command's redirections, taken from left to right. */
function redirect(streams: Streams, redirections: readonly Redirection[]): Streams {
  const result = { ...streams };
  for (const { operator, fd, fdVariable, target } of redirections) {
    if (fdVariable !== undefined) continue;
    switch (operator) {
      case '<':
      case '<<':
      case '<<-':
      case '<<<':
      case '<&':
      case '<>':
        if ((fd ?? 0) === 0) result.stdin = false;
        break;
      case '&>':
      case '&>>':
        result.stdout = false;
        result.stderr = false;
        break;
      case '>&': {
        const to = target.type === 'Word' ? literalText(target) : undefined;
        const source = to === '1' ? result.stdout : to === '2' ? result.stderr : false;
        if ((fd ?? 1) === 1) result.stdout = source;
        else if (fd === 2) result.stderr = source;
        if (fd === null && to !== '1' && to !== '2') result.stderr = false;
        break;
      }
      default:
        if ((fd ?? 1) === 1) result.stdout = false;
        else if (fd === 2) result.stderr = false;
    }
  }
  return result;
}
