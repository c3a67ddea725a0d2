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
export async function request(prober: Prober, url: string, count: number): Promise<Requests> {
  const script = `n=0
while [ $n -lt ${count} ]; do
  n=$((n+1))
  if out=$(wget -q -O - -T ${secondsPerRequest} '${url}' 2>&1); then echo "ok $out"; else echo "bad $out"; break; fi
done`;
  const { output } = await prober.run(script);
  const answers: string[] = [];
  const failures: string[] = [];
  for (const line of output.split('\n')) {
    if (line.startsWith('ok ')) answers.push(line.slice(3).trim());
    else if (line.startsWith('bad ')) failures.push(line.slice(4).trim());
  }
  return { answers, failures };
}

/** The addresses that busybox nslookup found for a fully qualified name, or what it said instead. */
export async function lookup(prober: Prober, name: string): Promise<{ addresses: string[]; said: string }> {
  const { output } = await prober.run(`nslookup -type=a ${name} 2>&1`);
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
