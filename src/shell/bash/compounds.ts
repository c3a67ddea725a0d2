import { Fault, Loop } from './control.ts';
import type { Shell } from './core.ts';
import { Expansion } from './expansion.ts';
import { redirected } from './io/redirect.ts';
import { statementOf, type CompoundCommand, type Statement, type Word } from './syntax/script.ts';
import type { Streams } from './io/streams.ts';

type Of<Type extends CompoundCommand['type']> = Extract<CompoundCommand, { type: Type }>;

/** Loops, conditions, groups and the rest that has commands inside. */
export class Compounds {
  readonly #shell: Shell;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  async run(command: CompoundCommand, outer: Streams): Promise<number> {
    const expansion = new Expansion(this.#shell, outer);
    let opened;
    try {
      opened = await redirected(this.#shell, command.redirections, outer, expansion);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      outer.stderr.write(this.#shell.message(error.message));
      return error.status;
    }
    try {
      return await this.#body(command, opened.streams);
    } finally {
      await opened.flush();
    }
  }

  async #body(command: CompoundCommand, streams: Streams): Promise<number> {
    const shell = this.#shell;
    switch (command.type) {
      case 'Group':
        return shell.list(command.body, streams);
      case 'Subshell':
        return shell.subshell(command.body, streams);
      case 'If':
        for (const { condition, body } of command.clauses)
          if (await shell.condition(condition, streams)) return shell.list(body, streams);
        return command.elseBody ? shell.list(command.elseBody, streams) : 0;
      case 'While':
      case 'Until':
        return this.#loop(
          async () => (await shell.condition(command.condition, streams)) === (command.type === 'While'),
          command.body,
          streams,
        );
      case 'For': {
        const values = command.words
          ? await new Expansion(shell, streams).words(command.words)
          : [...shell.state.positional];
        return this.#loop(
          () => {
            const value = values.shift();
            if (value !== undefined) shell.state.set(command.variable, value);
            return Promise.resolve(value !== undefined);
          },
          command.body,
          streams,
        );
      }
      case 'CStyleFor': {
        const step = (expression: Of<'CStyleFor'>['init']) =>
          expression
            ? this.#evaluate({ type: 'ArithmeticCommand', expression, redirections: [] }, streams)
            : Promise.resolve(0);
        await step(command.init);
        return this.#loop(
          async () => (await step(command.condition)) === 0,
          command.body,
          streams,
          async () => void (await step(command.update)),
        );
      }
      case 'Case':
        return this.#case(command, streams);
      default:
        return this.#evaluate(command, streams);
    }
  }

  async #loop(
    next: () => Promise<boolean>,
    body: readonly Statement[],
    streams: Streams,
    update?: () => Promise<void>,
  ): Promise<number> {
    const shell = this.#shell;
    let status = 0;
    shell.loops += 1;
    try {
      for (;;) {
        try {
          if (!(await next())) return status;
          status = await shell.list(body, streams);
        } catch (error) {
          if (!(error instanceof Loop)) throw error;
          if (error.levels > 1 && shell.loops > 1) {
            error.levels -= 1;
            throw error;
          }
          status = 0;
          if (error.kind === 'break') return status;
        }
        await update?.();
      }
    } finally {
      shell.loops -= 1;
    }
  }

  async #case({ word, items }: Of<'Case'>, streams: Streams): Promise<number> {
    const { world, state, signal } = this.#shell;
    const expansion = new Expansion(this.#shell, streams);
    const subject: Word = await expansion.prepare(word);
    const patterns = await expansion.prepare(items.map((item) => item.patterns));
    let status = 0;
    for (let from = 0; from < items.length;) {
      const found = await world.interpreter.match(state, subject, patterns.slice(from), signal);
      signal.throwIfAborted();
      if (found === undefined) break;
      let at = from + found;
      state.exitCode = 0;
      status = await this.#shell.list(items[at]!.body, streams);
      while (items[at]?.terminator === ';&' && items[at + 1])
        status = await this.#shell.list(items[++at]!.body, streams);
      if (items[at]?.terminator !== ';;&') break;
      from = at + 1;
    }
    return status;
  }

  /** `[[ … ]]` and `(( … ))`. */
  async #evaluate(
    command: Of<'ArithmeticCommand' | 'ConditionalCommand'>,
    streams: Streams,
  ): Promise<number> {
    const expansion = new Expansion(this.#shell, streams);
    const prepared = await expansion.prepare({ ...command, redirections: [] });
    const { exitCode } = await expansion.evaluate(statementOf(prepared));
    return exitCode;
  }
}
