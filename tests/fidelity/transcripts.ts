import { KubeClient, resources } from '../../src/kube/client.ts';
import type { Pod, Service } from '../../src/kube/types.ts';
import { must, openBench, type Bench } from './bench.ts';
import { comparable, mayBeAnyBackend, type Answer } from './compare.ts';
import { pair, type Output, type Pairing } from './masking/pairing.ts';
import { keyOf, split, type Value } from './masking/values.ts';
import { pauseBefore, pauseOfNote } from './pauses.ts';
import { applyBaseline, deletedUnrecorded, filesAppliedBefore, markAsApplied } from './preparation.ts';
import type { Recorded } from './recordings.ts';
import { areExchanged, exchanged } from './workers.ts';

export interface CommandResult {
  /** Place among the transcript's commands, from 1; notes do not count. */
  index: number;
  cmd: string;
  matched: boolean;
  expected: string;
  got: string;
}

/** Told before each command: its place among all, from 1, and its text. */
export type Progress = (index: number, cmd: string) => void;

/**
 * Runs a transcript's commands on a fresh cluster with the baseline applied, and compares each answer.
 * @param files that the commands name, by relative path; the baseline is in `baseline/`
 */
export async function replay(
  transcript: readonly Recorded[],
  files: Readonly<Record<string, string>>,
  progress: Progress = () => {},
): Promise<CommandResult[]> {
  const bench = await openBench(files);
  try {
    return await new Replay(bench, files, progress).run(transcript);
  } finally {
    await bench.close();
  }
}

class Replay {
  readonly #bench: Bench;
  readonly #files: Readonly<Record<string, string>>;
  readonly #progress: Progress;
  readonly #outputs: Output[] = [];
  readonly #pinned: [Value, Value][] = [];
  readonly #seen = new Set<string>();
  /** Values that a command or its file asks for by itself. */
  readonly #asked = new Set<string>();
  /** Cluster IPs in the order of their creation, of deleted Services too. */
  readonly #serviceIPs: string[] = [];

  /** Whether our two workers stand for each other's recorded ones. */
  #exchanged = false;

  constructor(bench: Bench, files: Readonly<Record<string, string>>, progress: Progress) {
    this.#bench = bench;
    this.#files = files;
    this.#progress = progress;
  }

  async run(transcript: readonly Recorded[]): Promise<CommandResult[]> {
    await applyBaseline(this.#bench, this.#files);
    this.#exchanged = await areExchanged(this.#bench.cluster, transcript);
    await this.#lookForServices();
    for (const path of filesAppliedBefore(transcript, this.#files))
      await must(this.#bench, `kubectl apply -f ${path}`);
    const commands: Recorded[] = [];
    const answers: Answer[] = [];
    for (const [at, recorded] of transcript.entries()) {
      if (recorded.cmd.startsWith('# ')) {
        await this.#bench.cluster.clock.sleep(pauseOfNote(recorded.cmd));
        continue;
      }
      commands.push(recorded);
      this.#progress(commands.length, recorded.cmd);
      await this.#catchUp(transcript, at);
      answers.push(await this.#step(recorded));
    }
    const pairing = this.#pair();
    return commands.map((recorded, index) => {
      const { cmd } = recorded;
      const { expected, got } = comparable(recorded, answers[index]!, {
        rename: (text) => pairing.toRecorded(text, this.#fixed),
        fixed: this.#fixed,
        anyBackend: mayBeAnyBackend(cmd),
      });
      return { index: index + 1, cmd, matched: expected === got, expected, got };
    });
  }

  async #step(recorded: Recorded): Promise<Answer> {
    const { clock } = this.#bench.cluster;
    for (const [, path] of recorded.cmd.matchAll(/ -f (\S+)/g)) await this.#rewriteFile(path!);
    await this.#lookForServices();
    await this.#lookForPods(recorded);
    const cmd = this.#translate(recorded.cmd);
    const started = clock.now();
    let answer = await this.#execute(cmd);
    for (let pauses = 0; pauses < 60; pauses += 1) {
      const pause = pauseBefore(recorded, answer);
      if (pause === 0) break;
      await clock.sleep(pause);
      answer = await this.#execute(cmd);
    }
    const left = recorded.ms - (clock.now() - started);
    if (left > 0) await clock.sleep(left);
    this.#outputs.push({
      recorded: `${recorded.stdout}${recorded.stderr}`,
      ours: `${answer.stdout}${answer.stderr}`,
      anyBackend: mayBeAnyBackend(recorded.cmd),
    });
    for (const part of split(`${recorded.stdout}${recorded.stderr}`))
      if (typeof part !== 'string') this.#seen.add(part.text);
    return answer;
  }

  /** Ends after a minute of the cluster's time more than the real one took, as the recorder would have been. */
  async #execute(cmd: string): Promise<Answer> {
    const end = new AbortController();
    const done = new AbortController();
    const limit = this.#bench.cluster.clock.sleep(150_000, done.signal).then(
      () => end.abort(),
      () => {},
    );
    const told = (text: string) => (this.#exchanged ? exchanged(text) : text);
    const { exitCode, stdout, stderr } = await this.#bench.run(told(cmd), { signal: end.signal });
    done.abort();
    await limit;
    return { exit: exitCode, stdout: told(stdout), stderr: told(stderr) };
  }

  /** What had happened before a command without having been recorded, as it and its successors tell. */
  async #catchUp(transcript: readonly Recorded[], at: number): Promise<void> {
    for (const { type, name } of deletedUnrecorded(transcript, at)) {
      const where = await this.#bench.run(
        `kubectl get ${type} -A --field-selector metadata.name=${name} -o jsonpath='{.items[*].metadata.namespace}'`,
      );
      for (const namespace of where.stdout.split(' ').filter(Boolean)) {
        // Where nothing of it was seen any more, it was gone with all its Pods.
        const cascade = / Terminating /.test(transcript[at]!.stdout) ? 'background' : 'foreground';
        await must(this.#bench, `kubectl delete ${type} ${name} -n ${namespace} --cascade=${cascade}`);
      }
    }
    await markAsApplied(this.#bench, transcript[at]!);
  }

  /** A file that names what outputs have shown was written for the recorded cluster: it is told with our values. */
  async #rewriteFile(path: string): Promise<void> {
    const text = this.#files[path];
    if (text === undefined) return;
    const translated = this.#translate(text);
    if (translated !== text) await this.#bench.run(`cat > ${path}`, { stdin: translated });
  }

  /** A command or file with our names and addresses in place of the recording's. */
  #translate(text: string): string {
    const values = split(text, this.#fixed).filter((part) => typeof part !== 'string');
    if (values.length === 0) return text;
    const pairing = this.#pair();
    for (const value of values) {
      let ours = pairing.oursFor(value);
      if (!this.#seen.has(value.text) && ours === undefined) {
        // What no output has shown is asked for as it is; but a Pod dials the Service that was made last.
        if (value.kind === 'serviceIP' && text.startsWith('kubectl exec'))
          ours = this.#newestUnpaired(pairing);
        if (ours === undefined) this.#asked.add(value.text);
      }
      if (ours !== undefined && !this.#pinned.some(([pinned]) => keyOf(pinned) === keyOf(value)))
        this.#pinned.push([value, { ...value, text: ours, written: ours }]);
    }
    return this.#pair().toOurs(text, this.#fixed);
  }

  async #lookForServices(): Promise<void> {
    const { items } = await new KubeClient(this.#bench.cluster).list<Service>(resources.services);
    const made = ({ metadata }: Service) => metadata.creationTimestamp ?? '';
    const own = items.filter(
      ({ metadata }) => !['kube-system', 'default'].includes(metadata.namespace ?? ''),
    );
    for (const { spec } of own.sort((a, b) => (made(a) < made(b) ? -1 : 1)))
      if (spec.clusterIP?.startsWith('10.') && !this.#serviceIPs.includes(spec.clusterIP))
        this.#serviceIPs.push(spec.clusterIP);
  }

  /** A Pod that is named though no output has told which of ours it is: one of those that are there. */
  async #lookForPods({ cmd, exit }: Recorded): Promise<void> {
    const named = split(cmd, this.#fixed).filter(
      (part): part is Value =>
        typeof part !== 'string' && part.kind === 'name' && (exit === 0 || this.#seen.has(part.text)),
    );
    if (named.length === 0) return;
    const { items } = await new KubeClient(this.#bench.cluster).list<Pod>(resources.pods);
    const there = items.flatMap(({ metadata }) =>
      split(metadata.name ?? '').filter((part): part is Value => typeof part !== 'string'),
    );
    for (const value of named) {
      const pairing = this.#pair();
      if (pairing.oursFor(value) !== undefined) continue;
      const ours = there.find(
        (pod) => pod.kind === 'name' && pod.scope === value.scope && pairing.recordedFor(pod) === undefined,
      );
      if (ours) this.#pinned.push([value, ours]);
    }
  }

  #newestUnpaired(pairing: Pairing): string | undefined {
    const value = (text: string): Value => ({ kind: 'serviceIP', scope: '', text, written: text });
    return this.#serviceIPs.findLast((ip) => pairing.recordedFor(value(ip)) === undefined);
  }

  #pair(): Pairing {
    return pair(this.#outputs, this.#pinned, this.#fixed);
  }

  #fixed = (value: string) => this.#asked.has(value);
}
