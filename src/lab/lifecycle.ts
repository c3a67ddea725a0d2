import type { Localized, Report } from '../checker/report.ts';
import type { TerminalSize } from '../kube/cluster.ts';
import type { Problem } from './protocol.ts';

/** One scenario on one cluster, as the lab drives it; scenario/lifecycle.ts is the real one. */
export interface LabLifecycle {
  start(progress: (text: Localized) => void): Promise<void>;
  check(signal?: AbortSignal): Promise<Report>;
  solve(): Promise<{ fix: string; script: string; output: string }>;
  reset(progress: (text: Localized) => void): Promise<void>;
  stop(progress: (text: Localized) => void): Promise<void>;
}

/** What stands behind the terminal: our own shell, or a real one behind a PTY. */
export interface LabShell {
  /** What the terminal's keyboard sent. */
  input(data: string): void;
  resize(size: TerminalSize): void;
  dispose(): void;
}

export interface LabTerminal {
  /** Prints to the terminal. */
  write(data: string): void;
  size: TerminalSize;
  /** Opens the page's editor; undefined when it was closed unsaved. */
  edit(name: string, text: string): Promise<string | undefined>;
  /** Lines typed in former shells of this page, oldest first. */
  history: readonly string[];
  onHistory(entries: readonly string[]): void;
  /** The shell ended by itself (`exit`, Ctrl-D). */
  onClosed(): void;
}

/** A cluster with a scenario to be started on it. */
export interface LabBench {
  lifecycle: LabLifecycle;
  openShell(terminal: LabTerminal): LabShell;
  /** The cluster lives on after the lab, so stopping takes the scenario away. */
  lasting: boolean;
  /** Lets a simulated clock run ahead until the work is done. */
  hurry: <T>(work: () => Promise<T>) => Promise<T>;
  close(): Promise<void>;
}

export interface LabHostOptions {
  /** @throws whatever keeps the lab from opening; `explain` may know better words for it */
  openBench(scenario: string, progress: (text: Localized) => void): Promise<LabBench>;
  explain?(error: unknown): Problem | undefined;
}
