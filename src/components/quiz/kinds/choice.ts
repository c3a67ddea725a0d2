import { languageOf } from './kind.ts';
import type { Kind } from './kind.ts';
import { say } from '../strings.ts';

/** One of several, or some of several; also the outputs of a command. */
export const choice: Kind = {
  read(field) {
    const chosen = inputs(field).filter((input) => input.checked);
    return chosen.length > 0 ? chosen.map((input) => input.value) : undefined;
  },
  write(field, given) {
    for (const input of inputs(field)) input.checked = given.includes(input.value);
  },
  judge(field) {
    const options = [...field.querySelectorAll<HTMLElement>('[data-option]')];
    let right = true;
    for (const option of options) {
      const input = option.querySelector('input')!;
      const why = option.querySelector<HTMLElement>('.why')!;
      const chosen = input.checked;
      const correct = option.hasAttribute('data-correct');
      option.dataset['state'] = correct ? 'right' : chosen ? 'wrong' : 'other';
      if (chosen) option.querySelector('label')!.dataset['chosen'] = say('chosen', languageOf(field));
      why.hidden = false;
      // Only now: a description is read out even while it is hidden.
      input.setAttribute('aria-describedby', why.id);
      if (chosen !== correct) right = false;
    }
    return right;
  },
};

function inputs(field: HTMLElement): HTMLInputElement[] {
  return [...field.querySelectorAll('input')];
}
