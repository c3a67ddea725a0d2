/* What leaves more than one command at once, thrown through the executor. */

export class Exit extends Error {
  readonly status: number;

  constructor(status: number) {
    super('exit');
    this.status = status;
  }
}

export class Return extends Error {
  readonly status: number;

  constructor(status: number) {
    super('return');
    this.status = status;
  }
}

export class Loop extends Error {
  readonly kind: 'break' | 'continue';
  levels: number;

  constructor(kind: 'break' | 'continue', levels: number) {
    super(kind);
    this.kind = kind;
    this.levels = levels;
  }
}

/** The shell itself says what is wrong; nothing more is said where the message is empty. */
export class Fault extends Error {
  readonly status: number;
  /** Whether a script ends with it, and not only the command. */
  readonly fatal: boolean;

  constructor(message: string, status = 1, fatal = false) {
    super(message);
    this.status = status;
    this.fatal = fatal;
  }
}
