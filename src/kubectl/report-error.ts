import { StatusError } from '../kube/status.ts';
import { CommandError, ConnectionError, FlagError, Interrupted, PlainError, UsageError } from './errors.ts';

export interface Reported {
  /** For stderr, with its newline; may be empty. */
  text: string;
  exitCode: number;
}

/**
 * What kubectl prints for an error. Models kubectl pkg/cmd/util checkErr and StandardErrorMessage.
 * @param path of the command that failed, as in `kubectl get`
 * @param server host and port for "The connection to the server … was refused"
 * @returns undefined for what is no error of kubectl's, but a fault of the program
 */
export function reportError(error: unknown, path: string, server: string): Reported | undefined {
  if (error instanceof AggregateError && error.errors.length === 1) {
    return reportError(error.errors[0], path, server);
  }
  if (error instanceof Interrupted) return { text: '', exitCode: 130 };
  if (error instanceof PlainError) return { text: withNewline(error.message), exitCode: error.exitCode };
  if (error instanceof FlagError) {
    return { text: `${prefixed(error.message)}\nSee '${path} --help' for usage.\n`, exitCode: 1 };
  }
  if (error instanceof UsageError) {
    return { text: `${prefixed(error.message)}\nSee '${path} -h' for help and examples\n`, exitCode: 1 };
  }
  if (error instanceof StatusError && error.reason === 'Invalid') {
    return { text: invalidText(error), exitCode: 1 };
  }
  if (error instanceof CommandError)
    return { text: withNewline(prefixed(error.message)), exitCode: error.exitCode };
  if (error instanceof AggregateError) {
    const texts = error.errors.map((each: unknown) => standardMessage(each, server) ?? messageOf(each));
    return { text: texts.map((text) => `${text}\n`).join(''), exitCode: 1 };
  }
  const message = standardMessage(error, server);
  return message === undefined ? undefined : { text: `${message}\n`, exitCode: 1 };
}

/** `Error from server (NotFound): …` and the like; undefined for other errors than the server's. */
export function standardMessage(error: unknown, server: string): string | undefined {
  if (error instanceof StatusError) {
    const { reason, message = '' } = error.status;
    if (reason === 'Unauthorized') return `error: You must be logged in to the server (${message})`;
    return reason ? `Error from server (${reason}): ${message}` : `Error from server: ${message}`;
  }
  if (error instanceof ConnectionError) {
    return `The connection to the server ${server} was refused - did you specify the right host or port?`;
  }
  return undefined;
}

function invalidText({ status }: StatusError): string {
  const { details, message = '' } = status;
  if (!details) return `The request is invalid${message ? `: ${message}` : ''}\n`;
  const causes = details.causes ?? [];
  let subject = 'The request is invalid';
  if (details.kind || details.name) subject = `The ${details.kind ?? ''} "${details.name ?? ''}" is invalid`;
  else if (message && causes.length === 0) subject += `: ${message}`;
  if (causes.length === 0) return `${subject}\n`;
  const texts = [...new Set(causes.map((cause) => `${cause.field ?? ''}: ${cause.message ?? ''}`))];
  if (texts.length === 1) return `${subject}: ${texts[0]}\n`;
  return `${subject}: \n${texts.map((text) => `* ${text}\n`).join('')}`;
}

function prefixed(message: string): string {
  return message.startsWith('error: ') ? message : `error: ${message}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function withNewline(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}
