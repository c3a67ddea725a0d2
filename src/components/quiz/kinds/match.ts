import { languageOf } from './kind.ts';
import type { Kind } from './kind.ts';
import { say } from '../strings.ts';

/** Each left side is a list to choose its right side from. Kept as `left:right`, both the id of a pair. */
export const match: Kind = {
  unanswered: 'unmatched',
  read(field) {
    const all = selects(field);
    if (all.some((select) => select.value === '')) return undefined;
    return all.map((select) => `${select.dataset['left']}:${select.value}`);
  },
  write(field, given) {
    const chosen = new Map(given.map((pair) => pair.split(':') as [string, string]));
    // Of a side that is gone nothing is chosen.
    for (const select of selects(field)) {
      const right = chosen.get(select.dataset['left']!) ?? '';
      select.value = [...select.options].some((option) => option.value === right) ? right : '';
    }
  },
  judge(field) {
    let right = true;
    for (const select of selects(field)) {
      const pair = select.closest<HTMLElement>('[data-pair]')!;
      const why = pair.querySelector<HTMLElement>('.why')!;
      const matched = select.value === select.dataset['left'];
      pair.dataset['state'] = matched ? 'right' : 'wrong';
      why.querySelector('[data-verdict]')!.textContent = say(matched ? 'right' : 'wrong', languageOf(field));
      why.hidden = false;
      select.setAttribute('aria-describedby', why.id);
      if (!matched) right = false;
    }
    return right;
  },
};

function selects(field: HTMLElement): HTMLSelectElement[] {
  return [...field.querySelectorAll('select')];
}
