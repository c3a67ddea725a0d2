/** A text that a person reads, in both languages. */
export interface Localized {
  zh: string;
  en: string;
}

/** The stations of a request's way, in order. One word, colour and icon each, everywhere. */
export const stations = ['client', 'name', 'service', 'endpointslice', 'kube-proxy', 'pod'] as const;
export type Station = (typeof stations)[number];

/**
 * passed: seen as expected. failed: seen otherwise. error: could not be looked at, which is no verdict.
 * skipped: not looked at, since something it depends on failed.
 */
export type ProbeState = 'passed' | 'failed' | 'error' | 'skipped';

export interface ProbeResult {
  id: string;
  station: Station;
  title: Localized;
  state: ProbeState;
  expected: Localized;
  /** What the cluster showed. Untrusted text: show it as text, never as HTML. */
  seen: Localized;
  /** A command that shows the same in the terminal. */
  command: string;
  /** error: what to do so that it can be looked at. */
  next?: Localized;
}

export interface Report {
  scenario: string;
  /** error when any probe could not run: neither a pass nor a fail. */
  verdict: 'pass' | 'fail' | 'error';
  probes: ProbeResult[];
  /** Milliseconds since the epoch, of the cluster's clock. */
  at: number;
  durationMs: number;
}
