import type { ContainerTarget, ExecResult, PodTarget, TerminalSize } from '../../kube/cluster.ts';
import { StatusError, type Status } from '../../kube/status.ts';

/*
 * A cluster over a message port. Every call has a number; what belongs to it carries that number, both ways.
 *
 *   client                           server
 *   fetch                         →
 *                                 ←  response, data …, end
 *   exec | attach                 →
 *   input …, inputEnd             →
 *                                 ←  output …, result
 *   portForward                   →
 *                                 ←  opened, data …, end
 *   input …, inputEnd             →
 *   close                         →
 *                                 ←  end
 *
 * `abort` may follow any call; `error` may come in place of any answer, or break off a stream. All messages are
 * plain values that a structured clone carries.
 */

/** What both a web MessagePort, a Worker, its global scope, and Node's MessagePort are. */
export interface Port {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  /** A MessagePort that is listened to in this way must be started. */
  start?(): void;
}

/** What of ExecOptions can be sent; the streams follow as `input`. */
export interface SentOptions {
  stdin: boolean;
  resizes: boolean;
  tty: boolean;
  size?: TerminalSize;
}

export type Input =
  | { stream: 'stdin'; item: string }
  | { stream: 'resizes'; item: TerminalSize }
  | { stream: 'data'; item: Uint8Array };

export type ToServer = { call: number } & (
  | { kind: 'fetch'; method: string; url: string; headers: [string, string][]; body?: ArrayBuffer }
  | { kind: 'exec'; target: ContainerTarget; command: readonly string[]; options: SentOptions }
  | { kind: 'attach'; target: ContainerTarget; options: SentOptions }
  | { kind: 'portForward'; target: PodTarget; port: number }
  | ({ kind: 'input' } & Input)
  | { kind: 'inputEnd'; stream: Input['stream'] }
  | { kind: 'abort' }
  | { kind: 'close' }
);

export type ToClient = { call: number } & (
  | { kind: 'response'; status: number; headers: [string, string][]; hasBody: boolean }
  | { kind: 'opened' }
  | { kind: 'data'; bytes: Uint8Array }
  | { kind: 'output'; stream: 'stdout' | 'stderr'; text: string }
  | { kind: 'result'; result: ExecResult }
  | { kind: 'end' }
  | { kind: 'error'; error: SentError }
);

/** An error as it travels: a StatusError by its Status, any other by name and message. */
export type SentError = { status: Status } | { name: string; message: string };

export function sendable(error: unknown): SentError {
  if (error instanceof StatusError) return { status: error.status };
  if (error instanceof Error) return { name: error.name, message: error.message };
  return { name: 'Error', message: String(error) };
}

export function received(error: SentError): Error {
  if ('status' in error) return new StatusError(error.status);
  return Object.assign(new Error(error.message), { name: error.name });
}
