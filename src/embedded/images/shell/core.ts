import type { Process } from '../../process.ts';
import type { Input } from '../runtime/input.ts';
import type { Programs } from '../runtime/program.ts';
import type { ExpansionContext } from './expand.ts';
import type { ShellState } from './state.ts';

export interface Streams {
  stdin: Input;
  stdout: (text: string) => void;
  stderr: (text: string) => void;
}

/** The shell as its builtins and redirections see it. */
export interface ShellCore {
  readonly process: Process;
  readonly programs: Programs;
  readonly state: ShellState;
  readonly jobs: readonly { pid: number; done: Promise<number> }[];
  message(text: string, line?: number): string;
  context(streams: Streams): ExpansionContext;
  source(text: string, streams: Streams): Promise<number>;
  external(argv: readonly string[], streams: Streams): Promise<number>;
}

/** `exit`: leaves the shell. */
export class Exit extends Error {
  readonly status: number;
  constructor(status: number) {
    super('exit');
    this.status = status & 255;
  }
}

/** `return`: leaves the function or sourced file. */
export class Return extends Error {}

/** `break` and `continue`, through that many loops. */
export class Loop extends Error {
  readonly kind: 'break' | 'continue';
  levels: number;
  constructor(kind: 'break' | 'continue', levels: number) {
    super(kind);
    this.kind = kind;
    this.levels = levels;
  }
}
