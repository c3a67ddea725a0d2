import type { Prober } from './prober.ts';

/** What became of a series of requests from one client Pod. */
export interface Requests {
  /** Bodies of the answers, in order. */
  answers: string[];
  /** What wget said of each request that failed. */
  failures: string[];
}

const secondsPerRequest = 3;

/**
 * Asks `url` `count` times from a client Pod with busybox's wget, as a learner would. The first failure
 * ends the series: every request must succeed, and each that does not may cost many seconds.
 * @throws ProbeError when the Pod cannot run it
 */
export async function request(prober: Prober, url: string, count: number, host?: string): Promise<Requests> {
  const { output } = await prober.run(`n=0
while [ $n -lt ${count} ]; do
  n=$((n+1))
  if out=$(${wget(url, host)} 2>&1); then echo "ok $out"; else echo "bad $out"; break; fi
done`);
  return read(output);
}

/**
 * Asks `url` again and again for `seconds` of the Pod's clock, `at once` many at a time. Failures do not end it.
 * @throws ProbeError when the Pod cannot run it
 */
export async function requestFor(
  prober: Prober,
  url: string,
  seconds: number,
  atOnce: number,
): Promise<Requests> {
  const { output } = await prober.run(`end=$(($(date +%s)+${seconds}))
ask() {
  while [ $(date +%s) -lt $end ]; do
    if out=$(${wget(url)} 2>&1); then echo "ok $out"; else echo "bad $out"; fi
    sleep 0.2
  done
}
${'ask &\n'.repeat(atOnce)}wait`);
  return read(output);
}

/** The command that a request is, in busybox's sh. */
export function wget(url: string, host?: string): string {
  const header = host === undefined ? '' : ` --header 'Host: ${host}'`;
  return `wget -q -O - -T ${secondsPerRequest}${header} '${url}'`;
}

function read(output: string): Requests {
  const answers: string[] = [];
  const failures: string[] = [];
  for (const line of output.split('\n')) {
    if (line.startsWith('ok ')) answers.push(line.slice(3).trim());
    else if (line.startsWith('bad ')) failures.push(line.slice(4).trim());
  }
  return { answers, failures };
}

/** All the requests of several clients. */
export function merge(runs: Requests[]): Requests {
  return { answers: runs.flatMap((run) => run.answers), failures: runs.flatMap((run) => run.failures) };
}

/** The addresses that busybox nslookup found for a fully qualified name, or what it said instead. */
export async function lookup(
  prober: Prober,
  name: string,
  server = '',
): Promise<{ addresses: string[]; said: string }> {
  const { output } = await prober.run(`nslookup -type=a ${name} ${server} 2>&1`);
  const afterServer = output
    .split(/\n\s*\n/)
    .slice(1)
    .join('\n');
  const addresses = [...afterServer.matchAll(/^Address(?: \d+)?:\s*([0-9.]+)/gm)].map((match) => match[1]!);
  const said = output
    .split('\n')
    .filter((line) => line.startsWith('**') || line.startsWith(';;') || line.startsWith('nslookup:'))
    .join('; ');
  return { addresses, said };
}
