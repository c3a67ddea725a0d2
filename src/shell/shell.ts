import { getCommandNames, InMemoryFs } from 'just-bash/browser';
import type { Clock, TerminalSize } from '../kube/cluster.ts';
import type { Machine } from '../kube/machine.ts';
import type { Kubectl } from '../kubectl/types.ts';
import { builtins } from './bash/builtins/index.ts';
import { builtinNames } from './bash/builtins/interpreted.ts';
import { needsMore } from './bash/syntax/continuation.ts';
import { Engine } from './bash/engine.ts';
import type { Outcome } from './bash/interpreter.ts';
import { Processes } from './bash/processes/processes.ts';
import { syntaxError } from './bash/syntax/syntax-error.ts';
import { complete } from './line/completion.ts';
import { History } from './line/history.ts';
import { docker } from './programs/docker/docker.ts';
import { host, user } from './programs/identity.ts';
import { kubectlProgram, type RunKubectl } from './programs/kubectl-program.ts';
import { machineProgram } from './programs/machine-program.ts';
import { programs } from './programs/programs.ts';
import type { Program, Terminal } from './programs/program.ts';
import { Resizes } from './resizes.ts';
import { Session } from './session.ts';
import type { TerminalInput } from './terminal-input.ts';
import { literalText } from './bash/syntax/script.ts';

export interface ShellOptions {
  kubectl: Kubectl;
  clock: Clock;
  /** The computer around the shell: brings `docker`, `curl` and ports for `kubectl port-forward`. */
  machine?: Machine;
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
  run(script: string, options?: { signal?: AbortSignal; stdin?: string }): Promise<Outcome>;
  dispose(): void;
}

/** A bash-like shell for one learner. The prompt is written at once. */
export function createShellWith(kubectl: KubectlPrograms, options: ShellOptions): Shell {
  const home = options.home ?? `/home/${user}`;
  const fs = new InMemoryFs(
    Object.fromEntries(
      Object.entries({ ...systemFiles, '.bashrc': 'alias k=kubectl\n', ...options.files }).map(
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
  const processes = new Processes();
  const { machine } = options;
  const own = {
    ...programs(history, processes),
    ...(machine ? machinePrograms(machine) : {}),
    ...options.programs,
    kubectl: kubectlProgram(kubectl.run, options.kubectl, machine),
  };
  let reading: { input: TerminalInput; signal: AbortSignal } | undefined;
  const terminal: Terminal = {
    cooked: () => reading?.input.stream(false, reading.signal) ?? nothing(),
    raw: (signal) => reading?.input.stream(true, signal) ?? nothing(),
    size: () => size,
    resizes: (signal) => resizes.watch(signal),
    edit: options.edit,
  };
  const engine = new Engine({ fs, clock: options.clock, home, env, programs: own, processes, terminal });
  let atLineStart = true;
  let disposed = false;

  const print = (text: string) => {
    if (text === '' || disposed) return;
    atLineStart = text.endsWith('\n');
    options.write(text.replace(/\r?\n/g, '\r\n'));
  };
  const output = { terminal: true, write: print };

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
          ...builtinNames(builtins),
          ...engine.state.functions.keys(),
          ...engine.state.aliases.keys(),
        ],
        variables: engine.state.variableNames,
        alias: (name) => {
          const text = engine.state.aliases.get(name);
          if (text === undefined) return undefined;
          const [command] = engine.parse(text).statements[0]?.pipelines[0]?.commands ?? [];
          if (command?.type !== 'SimpleCommand') return undefined;
          return [command.name, ...command.args].map((word) => literalText(word) ?? '');
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
    run,
    notices: () => engine.notices(),
    stop: () => engine.stop(),
    closed: () => options.onClosed?.(),
  });

  async function run(text: string, input: TerminalInput, signal: AbortSignal): Promise<boolean> {
    options.onCommand?.(text);
    atLineStart = true;
    reading = { input, signal };
    let exited = false;
    try {
      exited = await engine.runTyped(engine.parse(text).statements, text, output, signal);
    } catch (error) {
      print(syntaxError(error, text, true));
      engine.state.exitCode = 2;
    } finally {
      reading = undefined;
    }
    if (signal.aborted) atLineStart = false;
    // The prompt begins its own row, also behind output that does not end in a line break.
    if (!atLineStart && !disposed) options.write('\r\n');
    return exited;
  }

  return {
    input: (data) => session.input(data),
    resize: (next) => {
      Object.assign(size, next);
      session.resize(size);
      resizes.push({ ...size });
    },
    run: (script, runOptions) => engine.runScript(script, runOptions),
    dispose: () => {
      disposed = true;
      session.dispose();
      engine.dispose();
      resizes.end();
    },
  };
}

/** What a learner may look at on any Linux machine. */
const systemFiles = {
  '/tmp/.keep': '',
  '/etc/hostname': `${host}\n`,
  '/etc/hosts': `127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n127.0.1.1\t${host}\n`,
};

/** The programs of the computer around the shell. */
function machinePrograms(machine: Machine): Record<string, Program> {
  return {
    ...Object.fromEntries(machine.programs.map((name) => [name, machineProgram(machine, name)])),
    docker: docker(machine),
  };
}

async function* nothing(): AsyncGenerator<never> {
  // Nothing is typed while no command runs in the foreground.
}
