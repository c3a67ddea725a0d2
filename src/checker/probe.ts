import { isReady } from '../kube/conditions.ts';
import type { Clock } from '../kube/cluster.ts';
import type { Pod } from '../kube/types.ts';
import { ProbeError, type Probers } from './prober.ts';
import type { Localized, ProbeResult, Station } from './report.ts';
import type { Backend, CheckSpec } from './spec.ts';
import type { View } from './view.ts';

/** Everything that the probes of one attempt look at. */
export interface Scene {
  spec: CheckSpec;
  view: View;
  probers: Probers;
  clock: Clock;
  /** The first look at a repair; the second, which asks whether it holds, need not be as long. */
  first: boolean;
  host: Host | undefined;
}

/** Runs a bash script on the learner's machine, outside the cluster, where `docker` and `curl` are. */
export type Host = (script: string) => Promise<{ exitCode: number; stdout: string; stderr: string }>;

export type Finding = Pick<ProbeResult, 'state' | 'expected' | 'seen'>;

/** One thing that a check looks at. */
export interface Probe {
  id: string;
  station: Station;
  title: Localized;
  /** A command that shows the same in the learner's terminal. */
  command: string;
  /** It changes the cluster for a while, so it looks alone and last, and only if all else is well. */
  disturbs?: boolean;
  /** @throws ProbeError when it cannot look */
  look(scene: Scene): Promise<Finding>;
}

/** One text for both languages: names, numbers, what a program printed. */
export const same = (text: string): Localized => ({ en: text, zh: text });

export function found(good: boolean, expected: Localized, seen: Localized): Finding {
  return { state: good ? 'passed' : 'failed', expected, seen };
}

export function skipped(expected: Localized, on: string): Finding {
  return {
    state: 'skipped',
    expected,
    seen: { en: `not looked at: depends on “${on}”`, zh: `未检查：取决于“${on}”` },
  };
}

/** Ready Pods of each backend. */
export async function readyPods({ view }: Scene, backends: Backend[]): Promise<Pod[][]> {
  const workloads = await Promise.all(backends.map((backend) => view.workload(backend)));
  return workloads.map(({ pods }) => pods.filter(isReady));
}

export const nameOf = (pod: Pod) => pod.metadata.name!;
export const addressOf = (pod: Pod) => pod.status?.podIP ?? '';

/** `Deployment web`, or `Deployments web and web2`. */
export function wordsFor(backends: Backend[]): Localized {
  const names = backends.map(({ kind, object }) => `${kind} ${object.split('/')[1]}`);
  return { en: names.join(' and '), zh: names.join(' 和 ') };
}

/** @throws ProbeError where there is no machine beside the cluster to run it on */
export function hostOf({ host }: Scene): Host {
  if (host) return host;
  throw new ProbeError('the check has no way to ask from outside this cluster', {
    en: 'Open this lab on the embedded cluster or on kind, whose nodes can be reached with docker exec.',
    zh: '请在内嵌集群或 kind 上打开本实验，它们的节点可以用 docker exec 进入。',
  });
}
