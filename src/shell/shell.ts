import { getCommandNames, InMemoryFs } from 'just-bash/browser';
import type { Clock, TerminalSize } from '../kube/cluster.ts';
import type { Kubectl } from '../kubectl/types.ts';
import { complete } from './line/completion.ts';
import { needsMore } from './bash/continuation.ts';
import { Engine, type RunResult, type Terminal } from './bash/engine.ts';
import { History } from './line/history.ts';
import { kubectlProgram, type RunKubectl } from './programs/kubectl-program.ts';
import { host, programs, user } from './programs/programs.ts';
import type { Program } from './programs/program.ts';
import { Resizes } from './resizes.ts';
import { Session } from './session.ts';
import type { TerminalInput } from './terminal-input.ts';
import { literalText } from './bash/script.ts';

export interface ShellOptions {
  kubectl: Kubectl;
  clock: Clock;
  /** Files by path; relative ones are put into the home directory. */
  files?: Record<string, string>;
  /** Home directory and first working directory. */
  home?: string;
  env?: Record<string, string>;
  /** Programs beside the shell's own, by name; they replace those of the same name. */
  programs?: Readonly<Record<string, Program>>;
  /** Opens an editor for the user; undefined when it was closed unsaved. */
  edit?: (name: string, text: string) => Promise<string | undefined>;
  /** Prints to the user's terminal. */
  write: (data: string) => void;
  size: TerminalSize;
  /** Lines typed in former sessions, oldest first. */
  history?: readonly string[];
  /** Called with all of them when there is a new one. */
  onHistory?: (entries: readonly string[]) => void;
  /** Called before each command that the user runs. */
  onCommand?: (command: string) => void;
  /** The user left the shell (`exit`, Ctrl-D). */
  onClosed?: () => void;
}

/** kubectl as the shell uses it. */
export interface KubectlPrograms {
  run: RunKubectl;
  complete(words: readonly string[], kubectl: Kubectl): readonly string[] | Promise<readonly string[]>;
}

export interface Shell {
  /** What the terminal's keyboard sent. */
  input(data: string): void;
  resize(size: TerminalSize): void;
  /** Runs a script in a shell of its own on the same files, without a terminal. A failing script does not throw. */
  run(script: string, options?: { signal?: AbortSignal; stdin?: string }): Promise<RunResult>;
  dispose(): void;
}

const builtinNames =
  'alias cd declare echo eval exit export jobs read set source test true false type unset wait';

/** A bash-like shell for one learner. The prompt is written at once. */
export function createShellWith(kubectl: KubectlPrograms, options: ShellOptions): Shell {
  const home = options.home ?? `/home/${user}`;
  const fs = new InMemoryFs(
    Object.fromEntries(
      Object.entries({ '/tmp/.keep': '', '.bashrc': 'alias k=kubectl\n', ...options.files }).map(
        ([path, text]) => [path.startsWith('/') ? path : `${home}/${path}`, text],
      ),
    ),
  );
  const history = new History(options.history, options.onHistory);
  const env = {
    HOME: home,
    USER: user,
    LOGNAME: user,
    SHELL: '/bin/bash',
    LANG: 'C.UTF-8',
    TERM: 'xterm-256color',
    PATH: '/usr/bin:/bin',
    PWD: home,
    EDITOR: 'edit',
    ...options.env,
  };
  const size = { ...options.size };
  const resizes = new Resizes();
  const own = {
    ...programs(history),
    ...options.programs,
    kubectl: kubectlProgram(kubectl.run, options.kubectl),
  };
  const make = () => new Engine({ fs, clock: options.clock, home, env, programs: own });
  const engine = make();
  const scripts = make();
  let atLineStart = true;

  const print = (text: string) => {
    if (text === '') return;
    atLineStart = text.endsWith('\n');
    options.write(text.replace(/\r?\n/g, '\r\n'));
  };

  const session = new Session({
    write: options.write,
    size,
    history,
    prompt: () => {
      const { cwd } = engine.state;
      const path = cwd === home ? '~' : cwd.startsWith(`${home}/`) ? `~${cwd.slice(home.length)}` : cwd;
      return `\x1b[1;32m${user}@${host}\x1b[0m:\x1b[1;34m${path}\x1b[0m$ `;
    },
    needsMore: (text) => needsMore(text, engine.parse),
    complete: (line) =>
      complete(line, {
        fs,
        cwd: engine.state.cwd,
        home,
        commands: [
          ...getCommandNames(),
          ...Object.keys(own),
          ...builtinNames.split(' '),
          ...engine.state.functions.keys(),
          ...engine.state.aliases,
        ],
        variables: engine.state.variableNames,
        alias: (name) => {
          const command = engine.state.alias(name, engine.parse);
          return (
            command && [command.name ?? undefined, ...command.args].map((word) => literalText(word) ?? '')
          );
        },
        kubectl: async (words) => {
          try {
            return await kubectl.complete(words, options.kubectl);
          } catch {
            // A cluster that does not answer completes nothing.
            return [];
          }
        },
      }),
    run: (text, input, signal) => run(text, input, signal),
    closed: () => options.onClosed?.(),
  });

  async function run(text: string, input: TerminalInput, signal: AbortSignal): Promise<boolean> {
    options.onCommand?.(text);
    atLineStart = true;
    let exited = false;
    const unlessStopped = (output: string) => {
      if (!signal.aborted) print(output);
    };
    const terminal: Terminal = {
      stdout: unlessStopped,
      stderr: unlessStopped,
      stdin: input.stream(false, signal),
      rawStdin: input.stream(true, signal),
      size: () => size,
      resizes: () => resizes.watch(signal),
      edit: options.edit,
    };
    try {
      for (const statement of engine.parse(text).statements) {
        const result = await engine.runStatement(statement, terminal, signal);
        if (signal.aborted) break;
        print(result.stdout);
        print(result.stderr);
        exited = result.exited;
        if (exited) break;
      }
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      print(`bash: ${message.replace(/^Parse error at \d+:\d+: /, '')}\n`);
      engine.state.exitCode = 2;
    }
    if (signal.aborted) {
      engine.state.exitCode = 130;
      atLineStart = false;
    }
    // The prompt begins its own row, also behind output that does not end in a line break.
    if (!atLineStart) options.write('\r\n');
    return exited;
  }

  return {
    input: (data) => session.input(data),
    resize: (next) => {
      Object.assign(size, next);
      session.resize(size);
      resizes.push({ ...size });
    },
    run: (script, runOptions) => scripts.runScript(script, runOptions),
    dispose: () => {
      session.dispose();
      resizes.end();
    },
  };
}
