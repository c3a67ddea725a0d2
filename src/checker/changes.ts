import type { Localized, ProbeResult, Report, Station } from './report.ts';

/** One thing that two reports of the same scenario see differently. */
export interface Change {
  id: string;
  station: Station;
  title: Localized;
  /**
   * broke: it held before and does not now. held: the other way round. lost: it was looked at before and
   * cannot be now.
   */
  kind: 'broke' | 'held' | 'lost';
  expected: Localized;
  /** What was seen then and now. Untrusted text: show it as text, never as HTML. */
  before: Localized;
  after: Localized;
  /** A command that shows the same in the terminal. */
  command: string;
}

/**
 * What changed between two reports of one scenario, in the order of the request's way. A probe that
 * is skipped says nothing, and neither does one that only one of the reports has.
 */
export function changes(before: Report, after: Report): Change[] {
  if (before.scenario !== after.scenario) return [];
  const then = new Map(before.probes.map((probe) => [probe.id, probe]));
  return after.probes.flatMap((now) => {
    const old = then.get(now.id);
    const kind = old && kindOf(old, now);
    if (!kind) return [];
    const { id, station, title, expected, command } = now;
    return [{ id, station, title, kind, expected, before: old.seen, after: now.seen, command }];
  });
}

function kindOf(before: ProbeResult, after: ProbeResult): Change['kind'] | undefined {
  if (before.state === 'passed') {
    if (after.state === 'failed') return 'broke';
    if (after.state === 'error') return 'lost';
  }
  if (before.state === 'failed') {
    if (after.state === 'passed') return 'held';
    if (after.state === 'error') return 'lost';
  }
  return undefined;
}
