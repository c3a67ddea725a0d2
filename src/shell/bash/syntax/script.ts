import type { Bash } from 'just-bash/browser';

/** A parsed script, as just-bash's parser gives it. */
export type Script = ReturnType<Bash['transform']>['ast'];
export type Statement = Script['statements'][number];
export type Command = Statement['pipelines'][number]['commands'][number];
export type SimpleCommand = Extract<Command, { type: 'SimpleCommand' }>;
export type FunctionDef = Extract<Command, { type: 'FunctionDef' }>;
export type Word = SimpleCommand['args'][number];
export type WordPart = Word['parts'][number];
export type Assignment = SimpleCommand['assignments'][number];
export type Redirection = SimpleCommand['redirections'][number];
export type Pipeline = Statement['pipelines'][number];
export type CompoundCommand = Exclude<Command, SimpleCommand | FunctionDef>;

/** @throws an Error with bash's message when the text is no whole script */
export type Parse = (script: string) => Script;

export function literalWord(value: string): Word {
  return { type: 'Word', parts: [{ type: 'Literal', value }] };
}

export function simpleCommand(...words: string[]): Statement {
  const [name = '', ...args] = words;
  return {
    type: 'Statement',
    operators: [],
    background: false,
    pipelines: [
      {
        type: 'Pipeline',
        negated: false,
        commands: [
          {
            type: 'SimpleCommand',
            assignments: [],
            name: literalWord(name),
            args: args.map(singleQuoted),
            redirections: [],
          },
        ],
      },
    ],
  };
}

export function singleQuoted(value: string): Word {
  return { type: 'Word', parts: [{ type: 'SingleQuoted', value }] };
}

/** The word's text, when nothing in it is expanded; undefined otherwise. */
export function literalText(word: Word | null | undefined): string | undefined {
  if (!word) return undefined;
  let text = '';
  for (const part of word.parts) {
    if (part.type === 'Literal' || part.type === 'SingleQuoted' || part.type === 'Escaped')
      text += part.value;
    else if (part.type === 'DoubleQuoted') {
      const inner = literalText({ type: 'Word', parts: part.parts });
      if (inner === undefined) return undefined;
      text += inner;
    } else return undefined;
  }
  return text;
}

/** The bodies of statements inside a compound command, its conditions included. */
export function bodiesOf(command: Command): Statement[][] {
  switch (command.type) {
    case 'If':
      return [
        ...command.clauses.flatMap((clause) => [clause.condition, clause.body]),
        ...(command.elseBody ? [command.elseBody] : []),
      ];
    case 'While':
    case 'Until':
      return [command.condition, command.body];
    case 'For':
    case 'CStyleFor':
    case 'Subshell':
    case 'Group':
      return [command.body];
    case 'Case':
      return command.items.map((item) => item.body);
    case 'FunctionDef':
      return bodiesOf(command.body);
    default:
      return [];
  }
}

/** All commands of these statements and of what is inside them. */
export function* commandsIn(statements: readonly Statement[]): Generator<Command> {
  for (const statement of statements) {
    for (const command of statement.pipelines.flatMap((pipeline) => pipeline.commands)) {
      yield command;
      for (const body of bodiesOf(command)) yield* commandsIn(body);
    }
  }
}

/** A statement of one command. */
export function statementOf(command: Command): Statement {
  return {
    type: 'Statement',
    operators: [],
    background: false,
    pipelines: [{ type: 'Pipeline', negated: false, commands: [command] }],
  };
}

/** Whether a part of a syntax tree has a node that fits. */
export function contains(tree: unknown, fits: (node: Readonly<Record<string, unknown>>) => boolean): boolean {
  if (Array.isArray(tree)) return tree.some((each) => contains(each, fits));
  if (typeof tree !== 'object' || tree === null) return false;
  const node = tree as Record<string, unknown>;
  return fits(node) || Object.values(node).some((each) => contains(each, fits));
}
