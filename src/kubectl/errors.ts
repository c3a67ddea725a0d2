/** An error of kubectl itself: printed as `error: <message>` (once) on stderr. */
export class CommandError extends Error {
  override name = 'CommandError';
  readonly exitCode: number;

  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** A wrong use of a command: adds `See 'kubectl get -h' for help and examples`. */
export class UsageError extends CommandError {
  override name = 'UsageError';
}

/** A flag that cannot be read: adds `See 'kubectl get --help' for usage.` */
export class FlagError extends CommandError {
  override name = 'FlagError';
}

/** A message printed as it stands, without `error: ` before it. Empty: nothing is printed. */
export class PlainError extends CommandError {
  override name = 'PlainError';
}

/** The cluster could not be reached at all. */
export class ConnectionError extends Error {
  override name = 'ConnectionError';
}

/** Ctrl-C. */
export class Interrupted extends Error {
  override name = 'Interrupted';
}
