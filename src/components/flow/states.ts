import type { Station } from '../../checker/report.ts';

/** passed: a good answer. asked: another. now: the step that is shown. found: where it breaks. */
export type StationState = 'passed' | 'asked' | 'now' | 'found';

export const marks: Record<StationState, string> = { passed: '✓', asked: '!', now: '●', found: '✗' };

/** A step that was answered, or the one that is shown. */
export interface Visit {
  station: Station;
  good: boolean;
}

/**
 * What the stations show of the way taken. Of several answers at one station the last counts.
 *
 * @param found the way has ended with a finding there
 */
export function stationStates(
  visits: readonly Visit[],
  now: Station,
  found: boolean,
): Map<Station, StationState> {
  const states = new Map<Station, StationState>();
  for (const { station, good } of visits) states.set(station, good ? 'passed' : 'asked');
  return states.set(now, found ? 'found' : 'now');
}
