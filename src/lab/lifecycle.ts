import type { Localized, Report } from '../checker/report.ts';
import type { Clock, Cluster } from '../kube/cluster.ts';
import type { Kubectl } from '../kubectl/types.ts';

/** One scenario on one cluster, as the lab drives it; scenario/lifecycle.ts is the real one. */
export interface LabLifecycle {
  start(progress: (text: Localized) => void): Promise<void>;
  check(signal?: AbortSignal): Promise<Report>;
  solve(): Promise<{ fix: string; script: string; output: string }>;
  reset(progress: (text: Localized) => void): Promise<void>;
  stop(progress: (text: Localized) => void): Promise<void>;
}

/** A cluster with a scenario to be started on it. */
export interface LabBench {
  cluster: Cluster;
  clock: Clock;
  /** For the learner's terminal, with the scenario's namespace. */
  kubectl: Kubectl;
  lifecycle: LabLifecycle;
  /** Files for the learner's home directory. */
  files?: Record<string, string>;
  /** Lets a simulated clock run ahead until the work is done. */
  hurry<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export type OpenBench = (scenario: string, progress: (text: Localized) => void) => Promise<LabBench>;
