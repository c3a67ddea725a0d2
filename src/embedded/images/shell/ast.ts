/** The syntax tree of a shell script (POSIX shell command language, as busybox ash has it). */
export type Part =
  | { kind: 'text'; text: string; quoted: boolean }
  | {
      kind: 'parameter';
      name: string;
      /** `:-`, `-`, `:=`, `=`, `:?`, `?`, `:+`, `+`, `#`, `##`, `%`, `%%`, `/`, `//`, or `length`. */
      operator?: string;
      word?: Word;
      replacement?: Word;
      quoted: boolean;
    }
  | { kind: 'command'; body: List; quoted: boolean }
  | { kind: 'arithmetic'; expression: Word; quoted: boolean };

export type Word = Part[];

export interface Redirect {
  fd: number;
  operator: '<' | '>' | '>>' | '>|' | '<<' | '<>' | '>&' | '<&';
  /** The file, the descriptor, or for `<<` the text of the here-document. */
  target: Word;
}

export type Command = { redirects: Redirect[] } & (
  | { kind: 'simple'; assignments: { name: string; value: Word }[]; words: Word[]; line: number }
  | { kind: 'if'; clauses: { condition: List; body: List }[]; otherwise?: List }
  | { kind: 'while'; until: boolean; condition: List; body: List }
  | { kind: 'for'; name: string; words?: Word[]; body: List }
  | { kind: 'case'; word: Word; items: { patterns: Word[]; body: List }[] }
  | { kind: 'group' | 'subshell'; body: List }
  | { kind: 'function'; name: string; body: Command }
);

export interface Pipeline {
  negated: boolean;
  commands: Command[];
}

/** Pipelines joined by && and ||; the first has no operator. */
export interface AndOr {
  steps: { operator?: '&&' | '||'; pipeline: Pipeline }[];
  background: boolean;
  /** The source, as `jobs` shows it. */
  source: string;
}

export type List = AndOr[];

/** The script is wrong. */
export class SyntaxFault extends Error {}
/** The script goes on in the next line: an interactive shell shows `> `. */
export class Incomplete extends SyntaxFault {}
