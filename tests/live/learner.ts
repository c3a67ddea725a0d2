import { openEmbedded, type EmbeddedBench } from '../../src/lab/embedded.ts';
import { createShell, type Shell, type ShellOptions } from '../../src/shell/index.ts';
import { FakeTerminal } from '../../src/shell/fake-terminal.ts';

/** A cluster and somebody at a terminal in front of it. */
export interface Bench {
  cluster: EmbeddedBench;
  /** Runs a script in a shell without a terminal, as fast as the processor can. Throws if it fails. */
  script(text: string): Promise<string>;
  /** A new terminal; closed with the bench. */
  learner(options?: Partial<Pick<ShellOptions, 'edit' | 'files' | 'env'>>): Learner;
  close(): Promise<void>;
}

const prompt = /^learner@\S+:\S*\$ ?$/;

/** What a person does: types, looks at the screen, waits until something is on it. */
export class Learner {
  readonly #terminal: FakeTerminal;
  readonly #shell: Shell;
  #seen = 0;

  constructor(terminal: FakeTerminal, shell: Shell) {
    this.#terminal = terminal;
    this.#shell = shell;
  }

  type(text: string): void {
    this.#shell.input(text);
  }

  /** What is on the screen since the last command line, with the row of the cursor. */
  rows(): string[] {
    return this.#terminal.screen().slice(this.#seen);
  }

  /** Waits until the screen holds it. @throws with the screen when it does not come */
  async until(wanted: RegExp, seconds = 20): Promise<void> {
    await this.#wait(() => wanted.test(this.rows().join('\n')), String(wanted), seconds);
  }

  /** Waits for the shell's prompt. @returns the rows between the command line and that prompt */
  async prompted(seconds = 60): Promise<string[]> {
    await this.#wait(() => prompt.test(this.rows().at(-1) ?? ''), 'the prompt', seconds);
    const rows = this.rows();
    this.#seen += rows.length - 1;
    return rows.slice(1, -1);
  }

  /** A command line from the prompt until the next prompt. */
  async run(line: string, seconds?: number): Promise<string[]> {
    this.start(line);
    await pause();
    return this.prompted(seconds);
  }

  /** Types a command line; its output is waited for with `until` and `prompted`. */
  start(line: string): void {
    this.#seen = this.#terminal.screen().length - 1;
    this.type(`${line}\r`);
  }

  dispose(): void {
    this.#shell.dispose();
  }

  async #wait(come: () => boolean, what: string, seconds: number): Promise<void> {
    for (const end = performance.now() + seconds * 1000; !come(); await pause()) {
      if (performance.now() > end)
        throw new Error(`no ${what} after ${seconds} s:\n${this.rows().join('\n')}`);
    }
  }
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 10));

export async function openBench(clock: 'real' | 'fast' = 'real', namespace = 'shop'): Promise<Bench> {
  const cluster = await openEmbedded({ clock, namespace });
  const learners: Learner[] = [];
  return {
    cluster,
    async script(text) {
      const { exitCode, stdout, stderr } = await cluster.hurry(() => cluster.runtime.run(text));
      if (exitCode !== 0) throw new Error(`exit code ${exitCode} of:\n${text}\n${stdout}${stderr}`);
      return stdout;
    },
    learner(options = {}) {
      const terminal = new FakeTerminal(400);
      const shell = createShell({
        ...options,
        kubectl: cluster.kubectl,
        clock: cluster.cluster.clock,
        machine: cluster.cluster.machine,
        write: terminal.write,
        size: { columns: 400, rows: 50 },
      });
      const learner = new Learner(terminal, shell);
      learners.push(learner);
      return learner;
    },
    async close() {
      for (const learner of learners) learner.dispose();
      await cluster.close();
    },
  };
}
