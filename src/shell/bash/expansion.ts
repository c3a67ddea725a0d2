import { Fault } from './control.ts';
import type { Shell } from './core.ts';
import {
  contains,
  literalWord,
  statementOf,
  type Script,
  type Statement,
  type Word,
  type WordPart,
} from './syntax/script.ts';
import { Capture, Input, type Streams } from './io/streams.ts';

/**
 * Expands the words of one command. Command and process substitutions run in subshells of the
 * executor; everything else just-bash expands.
 */
export class Expansion {
  /** Exit code of the last command substitution. */
  status: number | undefined;
  /** What is left to do behind the command: `>(…)`. */
  readonly afterwards: (() => Promise<void>)[] = [];
  readonly #shell: Shell;
  readonly #streams: Streams;
  #count = 0;

  constructor(shell: Shell, streams: Streams) {
    this.#shell = shell;
    this.#streams = streams;
    shell.state.temporary = {};
  }

  /** @throws Fault when a word cannot be expanded */
  async words(words: readonly Word[]): Promise<string[]> {
    const quick = words.map((word) => this.#quick(word.parts));
    if (quick.every((text) => text !== undefined)) return quick;
    const { state, world, signal } = this.#shell;
    const prepared = await this.prepare(words);
    const { argv, stderr, exitCode } = await world.interpreter.expand(state, prepared, signal);
    signal.throwIfAborted();
    this.#streams.stderr.write(this.#shell.placed(stderr));
    if (!argv) throw new Fault('', exitCode === 1 ? 127 : exitCode, true);
    return argv;
  }

  /** One word's text, not split and no glob: of a redirection, an assignment, a here-document. */
  async text(word: Word): Promise<string> {
    const quick = this.#quick(word.parts);
    if (quick !== undefined) return quick;
    const value = await this.prepare(word);
    const { env } = await this.evaluate(
      statementOf({
        type: 'SimpleCommand',
        name: null,
        args: [],
        redirections: [],
        assignments: [{ type: 'Assignment', name: '__text', value, append: false, array: null }],
      }),
    );
    return env['__text'] ?? '';
  }

  /** Runs a prepared statement on the shell's variables, with the messages where they belong. */
  async evaluate(statement: Statement, stdin?: string) {
    const { state, world, signal } = this.#shell;
    const result = await world.interpreter.evaluate(state, statement, {
      signal,
      ...(stdin === undefined ? {} : { stdin }),
    });
    signal.throwIfAborted();
    if (result.stderr) this.#streams.stderr.write(this.#shell.placed(result.stderr));
    return result;
  }

  /** The same tree with the output of its substitutions in it. */
  async prepare<T>(tree: T): Promise<T> {
    if (!contains(tree, (node) => special.has(String(node['type'])) || isRenamed(node))) return tree;
    return (await this.#rewrite(tree, true)) as T;
  }

  async #rewrite(tree: unknown, substitute: boolean): Promise<unknown> {
    if (Array.isArray(tree)) {
      const parts: unknown[] = [];
      for (const each of tree) parts.push(await this.#rewrite(each, substitute));
      return parts;
    }
    if (typeof tree !== 'object' || tree === null) return tree;
    const node = tree as Record<string, unknown>;
    if (node['type'] === 'CommandSubstitution') {
      if (!substitute) return node;
      const name = `__sub${(this.#count += 1)}`;
      this.#shell.state.temporary[name] = await this.#output(node['body'] as Script);
      return { type: 'ParameterExpansion', parameter: name, operation: null } satisfies WordPart;
    }
    if (node['type'] === 'ProcessSubstitution')
      return this.#process(tree as WordPart & { type: 'ProcessSubstitution' });
    const copy: Record<string, unknown> = {};
    // What stands in `${x:-…}` may not be needed: just-bash runs it when it is.
    const inside = substitute && node['type'] !== 'ParameterExpansion';
    for (const [key, value] of Object.entries(node)) copy[key] = await this.#rewrite(value, inside);
    if (isRenamed(node)) copy['parameter'] = renamed(node['parameter'] as string);
    return copy;
  }

  async #output(script: Script): Promise<string> {
    const captured = new Capture();
    this.status = await this.#shell.subshell(script.statements, { ...this.#streams, stdout: captured });
    return captured.text.replace(/\n+$/, '');
  }

  async #process({ body, direction }: WordPart & { type: 'ProcessSubstitution' }): Promise<WordPart> {
    const shell = this.#shell;
    const { fs } = shell.world.interpreter;
    const path = `/dev/fd/${63 - this.#count++}`;
    const run = async (stdin: Input, stdout = this.#streams.stdout) =>
      shell.subshell(body.statements, { ...this.#streams, stdin, stdout });
    if (direction === 'input') {
      const captured = new Capture();
      await run(Input.none, captured);
      await fs.writeFile(path, captured.text);
    } else {
      await fs.writeFile(path, '');
      this.afterwards.push(async () => void (await run(Input.text(await fs.readFile(path)))));
    }
    return literalWord(path).parts[0]!;
  }

  /** Texts and plain variables need no interpreter. */
  #quick(parts: readonly WordPart[], quoted = false): string | undefined {
    let text = '';
    for (const part of parts) {
      if (part.type === 'Literal' || part.type === 'SingleQuoted' || part.type === 'Escaped')
        text += part.value;
      else if (part.type === 'DoubleQuoted') {
        const inner = this.#quick(part.parts, true);
        if (inner === undefined) return undefined;
        text += inner;
      } else if (quoted && part.type === 'ParameterExpansion' && part.operation === null) {
        const { state } = this.#shell;
        const value =
          part.parameter === '?'
            ? String(state.exitCode)
            : /^[A-Za-z]\w*$/.test(part.parameter) && !state.isDeclared(part.parameter)
              ? state.variable(part.parameter)
              : undefined;
        if (value === undefined) return undefined;
        text += value;
      } else return undefined;
    }
    return text;
  }
}

const special = new Set(['CommandSubstitution', 'ProcessSubstitution']);

/** Parameters that just-bash would answer itself, and not with what the executor knows. */
const isRenamed = ({ type, parameter }: Readonly<Record<string, unknown>>) =>
  type === 'ParameterExpansion' &&
  (parameter === '!' ||
    parameter === '0' ||
    (typeof parameter === 'string' && /^PIPESTATUS\b/.test(parameter)));

const renamed = (parameter: string) =>
  parameter === '!'
    ? '__bang'
    : parameter === '0'
      ? '__zero'
      : parameter.replace('PIPESTATUS', '__pipestatus');
