import type { Kind } from './kind.ts';

/** The line of a manifest that is wrong, by its number. */
export const mistake: Kind = {
  read(field) {
    const chosen = lines(field).find((line) => line.checked);
    return chosen && [chosen.value];
  },
  write(field, given) {
    for (const line of lines(field)) line.checked = given.includes(line.value);
  },
  judge(field) {
    const chosen = lines(field).find((line) => line.checked);
    const answers = [...field.querySelectorAll<HTMLElement>('[data-answer]')];
    const own = answers.find((why) => why.dataset['answer'] === chosen?.value);
    const shown = own ?? answers.find((why) => why.dataset['answer'] === 'otherwise')!;
    for (const why of answers) why.hidden = why !== shown;
    const right = shown.hasAttribute('data-correct');
    chosen?.closest('label')!.setAttribute('data-state', right ? 'right' : 'wrong');
    chosen?.setAttribute('aria-describedby', shown.id);
    field.querySelector<HTMLElement>('.solution')!.hidden = right;
    return right;
  },
};

function lines(field: HTMLElement): HTMLInputElement[] {
  return [...field.querySelectorAll<HTMLInputElement>('input[type=radio]')];
}
