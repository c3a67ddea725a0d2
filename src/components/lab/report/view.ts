import type { Change } from '../../../checker/changes.ts';
import {
  stations,
  type ProbeResult,
  type ProbeState,
  type Report,
  type Station,
} from '../../../checker/report.ts';
import type { Language } from '../../../lab/protocol.ts';
import { looks } from '../../stations.ts';
import { h, icon } from '../dom.ts';
import { probeStates, textsFor, verdicts } from '../texts.ts';

const worstFirst: readonly ProbeState[] = ['error', 'failed', 'skipped', 'passed'];

/** A station's state is that of its worst probe; undefined when the check does not look there. */
export function stationState(report: Report, station: Station): ProbeState | undefined {
  const states = report.probes.filter((probe) => probe.station === station).map(({ state }) => state);
  return worstFirst.find((state) => states.includes(state));
}

/**
 * A report: the verdict, the way of the request with a state at each station, and the probes.
 * @param changed what is not as it was when the lab's check passed
 * @param type puts a command into the terminal
 */
export function reportView(
  report: Report,
  changed: readonly Change[],
  language: Language,
  type: (command: string) => void,
): HTMLElement {
  const verdict = verdicts[report.verdict];
  return h(
    'div',
    { class: 'lab-report not-content' },
    h(
      'p',
      { class: 'lab-verdict', 'data-verdict': report.verdict, tabindex: '-1' },
      h('span', { class: 'lab-sign', 'aria-hidden': 'true' }, verdict.sign),
      verdict[language],
    ),
    ...(changed.length > 0 ? [changesView(changed, language)] : []),
    h('ol', { class: 'lab-way' }, ...stations.map((station) => stationView(report, station, language))),
    h('ul', { class: 'lab-probes' }, ...report.probes.map((probe) => probeView(probe, language, type))),
  );
}

function changesView(changed: readonly Change[], language: Language): HTMLElement {
  const texts = textsFor(language);
  const items = changed.map(({ station, title, before, after }) =>
    h(
      'li',
      { 'data-station': station },
      h('span', { class: 'lab-station-icon' }, icon(looks[station].icon)),
      h('span', { class: 'lab-probe-title' }, title[language]),
      h(
        'dl',
        {},
        h('dt', {}, texts.then),
        h('dd', {}, before[language]),
        h('dt', {}, texts.now),
        h('dd', {}, after[language]),
      ),
    ),
  );
  return h('section', { class: 'lab-changes' }, h('h3', {}, texts.changed), h('ul', {}, ...items));
}

function stationView(report: Report, station: Station, language: Language): HTMLElement {
  const state = stationState(report, station);
  const look = looks[station];
  return h(
    'li',
    { 'data-station': station, ...(state ? { 'data-state': state } : {}) },
    h('span', { class: 'lab-station-icon' }, icon(look.icon)),
    h('span', { class: 'lab-station-word' }, ...breakable(look.word[language])),
    ...(state ? [stateView(state, language)] : []),
  );
}

/** Lets a narrow column break `EndpointSlice` between its words. */
function breakable(word: string): (Node | string)[] {
  return word.split(/(?<=[a-z])(?=[A-Z])/).flatMap((part, index) => (index > 0 ? [h('wbr'), part] : [part]));
}

function stateView(state: ProbeState, language: Language): HTMLElement {
  const { sign, [language]: word } = probeStates[state];
  return h(
    'span',
    { class: 'lab-state', 'data-state': state },
    h('span', { class: 'lab-sign', 'aria-hidden': 'true' }, sign),
    word,
  );
}

function probeView(probe: ProbeResult, language: Language, type: (command: string) => void): HTMLElement {
  const texts = textsFor(language);
  const details = h(
    'details',
    { 'data-station': probe.station, open: probe.state === 'failed' || probe.state === 'error' },
    h(
      'summary',
      {},
      h('span', { class: 'lab-station-icon' }, icon(looks[probe.station].icon)),
      h('span', { class: 'lab-probe-title' }, probe.title[language]),
      stateView(probe.state, language),
    ),
    h(
      'dl',
      {},
      h('dt', {}, texts.expected),
      h('dd', {}, probe.expected[language]),
      ...(probe.state === 'skipped' ? [] : [h('dt', {}, texts.seen), h('dd', {}, probe.seen[language])]),
      ...(probe.next ? [h('dt', {}, texts.next), h('dd', {}, probe.next[language])] : []),
      ...(probe.command === ''
        ? []
        : [
            h('dt', {}, texts.see),
            h(
              'dd',
              { class: 'lab-command' },
              h('code', {}, probe.command),
              h(
                'button',
                { type: 'button', class: 'lab-type', title: texts.type, onclick: () => type(probe.command) },
                texts.type,
              ),
            ),
          ]),
    ),
  );
  return h('li', { 'data-probe': probe.id, 'data-state': probe.state }, details);
}
