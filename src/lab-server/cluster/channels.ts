import type { ExecResult, TerminalSize } from '../../kube/cluster.ts';
import { StatusError, errors, type Status } from '../../kube/status.ts';

/**
 * The framing of exec and attach over WebSocket: the first byte of each message names the stream.
 * Models kubernetes apimachinery pkg/util/remotecommand (v5.channel.k8s.io).
 */
export const protocol = 'v5.channel.k8s.io';

export const channel = { stdin: 0, stdout: 1, stderr: 2, error: 3, resize: 4, close: 255 } as const;

export function frame(stream: number, payload: string | Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([stream]), typeof payload === 'string' ? Buffer.from(payload) : payload]);
}

/** What the server says at the end on the error channel. */
export function statusOf({ exitCode }: Pick<ExecResult, 'exitCode'>): Status {
  if (exitCode === 0) return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success' };
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: `command terminated with non-zero exit code: exit status ${exitCode}`,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: String(exitCode) }] },
  };
}

/** The exit code in a final status. @throws StatusError when the command could not be run at all */
export function exitCodeOf(status: Status): number {
  if (status.status === 'Success') return 0;
  const cause = status.details?.causes?.find(({ reason }) => reason === 'ExitCode');
  if (status.reason === 'NonZeroExitCode' && cause) return Number(cause.message);
  throw status.message ? new StatusError(status) : errors.internal('the stream ended without a status');
}

/** Sizes travel as `{"Width":80,"Height":24}`. */
export function encodeSize({ columns, rows }: TerminalSize): string {
  return JSON.stringify({ Width: columns, Height: rows });
}

export function decodeSize(text: string): TerminalSize | undefined {
  try {
    const { Width, Height } = JSON.parse(text) as { Width?: unknown; Height?: unknown };
    if (typeof Width === 'number' && typeof Height === 'number') return { columns: Width, rows: Height };
  } catch {
    // A size that cannot be read changes nothing.
  }
  return undefined;
}
