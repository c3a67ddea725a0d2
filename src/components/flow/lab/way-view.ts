import type { Language } from '../../../lab/protocol.ts';
import { h } from '../../lab/dom.ts';
import { flow } from '../data/index.ts';
import { flowTexts } from '../texts.ts';
import { compare, type Stretch } from '../way.ts';

/**
 * The way that the learner went against the shortest.
 *
 * @param way undefined where commands are not seen
 * @param shortest numbers of steps; empty where nobody knows
 */
export function wayView(
  language: Language,
  way: readonly Stretch[] | undefined,
  shortest: readonly number[],
): Node[] {
  const { lab } = flowTexts(language);
  const question = (number: number): string => flow.steps[number]!.question[language];
  const number = (step: number, asked: boolean) =>
    h(
      'span',
      {
        class: asked ? 'flow-number asked' : 'flow-number',
        style: `--colour: var(--station-${flow.steps[step]!.station})`,
      },
      String(step),
    );
  const yours =
    way === undefined
      ? [h('p', {}, lab.unseen)]
      : way.length === 0
        ? [h('p', {}, lab.noneSeen)]
        : [
            h('h3', {}, lab.yours),
            h(
              'ol',
              { class: 'flow-way' },
              ...way.map(({ step, lines }) =>
                h(
                  'li',
                  {},
                  number(step, true),
                  h('div', {}, question(step), ...lines.map((line) => h('pre', {}, h('code', {}, line)))),
                ),
              ),
            ),
          ];
  if (shortest.length === 0) return [h('h2', {}, lab.wayTitle), ...yours];
  const { asked, missed, others, direct } = compare(way ?? [], shortest);
  const verdict =
    way === undefined || way.length === 0
      ? []
      : [
          ...(direct ? [lab.direct] : []),
          ...(others.length > 0 ? [lab.round(others.length)] : []),
          ...(missed.length > 0 ? [lab.missed] : []),
        ];
  return [
    h('h2', {}, lab.wayTitle),
    ...yours,
    h('h3', {}, lab.shortest),
    h(
      'ol',
      { class: 'flow-way' },
      ...shortest.map((step) =>
        h('li', {}, number(step, asked.includes(step)), h('div', {}, question(step))),
      ),
    ),
    ...verdict.map((text) => h('p', {}, text)),
  ];
}
