import type { FlagValues } from './flags.ts';

/** A command line that found no server, as far as the lines about it depend on it. */
export interface RefusedLine {
  /** As in `kubectl get`. */
  path: string;
  args: readonly string[];
  flags: FlagValues;
  /** URL of the server. */
  server: string;
}

/** These name Pods or nodes without a type, and ask for the API's groups four times. */
const byName = ['attach', 'cordon', 'debug', 'drain', 'exec', 'logs', 'port-forward', 'uncordon'];
const asks: Readonly<Record<string, number>> = {
  'kubectl api-resources': 1,
  'kubectl api-versions': 1,
  'kubectl auth can-i': 2,
  'kubectl diff': 1,
  'kubectl explain': 2,
  'kubectl run': 1,
  'kubectl taint': 2,
};

/**
 * The log lines of client-go's discovery, one for each time that it asks in vain. How often it asks was seen
 * with kubectl 1.36 and 1.32: once more for each further type that the words name.
 */
export function refusedLog(line: RefusedLine, now: number): string {
  const [first = ''] = line.args;
  const named = byName.includes(line.path.split(' ')[1] ?? '') || first.includes('/');
  const count = asks[line.path] ?? (named ? 4 : 4 + first.split(',').length);
  const [url, reason] = [`${line.server}/api?timeout=32s`, dialError(line.server)];
  const text = `couldn't get current server API group list: Get \\"${url}\\": ${reason}`;
  const iso = new Date(now).toISOString();
  const time = `${iso.slice(5, 7)}${iso.slice(8, 10)} ${iso.slice(11, 23)}000`;
  return `E${time}       1 memcache.go:265] "Unhandled Error" err="${text}"\n`.repeat(count);
}

/** What apply, create and replace say instead: they ask for the schema first. */
export function refusedValidation(line: RefusedLine): string | undefined {
  const { flags, path, server } = line;
  if (!['kubectl apply', 'kubectl create', 'kubectl replace'].includes(path)) return undefined;
  const [file] = flags.list('filename');
  if (file === undefined || ['false', 'ignore'].includes(flags.string('validate'))) return undefined;
  return (
    `error validating "${file === '-' ? 'STDIN' : file}": error validating data: failed to download openapi: ` +
    `Get "${server}/openapi/v2?timeout=32s": ${dialError(server)}; ` +
    'if you choose to ignore these errors, turn validation off with --validate=false'
  );
}

function dialError(server: string): string {
  const { hostname, port, protocol } = new URL(server);
  const address = hostname === 'localhost' ? '127.0.0.1' : hostname;
  return `dial tcp ${address}:${port || (protocol === 'http:' ? '80' : '443')}: connect: connection refused`;
}
