import type { Kind } from './kind.ts';
import { say } from '../strings.ts';
import type { Language } from '../strings.ts';

const items = (field: HTMLElement): HTMLElement[] => [...field.querySelectorAll<HTMLElement>('[data-item]')];

/** Put in order: by the buttons of each item, or by dragging it. */
export const order: Kind = {
  read: (field) => items(field).map((item) => item.dataset['item']!),
  write(field, given) {
    const list = field.querySelector('[data-order]')!;
    for (const id of given) {
      const item = items(field).find((one) => one.dataset['item'] === id);
      if (item) list.append(item);
    }
    edges(field);
  },
  judge(field) {
    let right = true;
    items(field).forEach((item, at) => {
      const place = Number(item.dataset['place']) === at;
      item.dataset['state'] = place ? 'right' : 'wrong';
      if (!place) right = false;
    });
    field.querySelector<HTMLElement>('.right-order')!.hidden = false;
    return right;
  },
};

/** Makes the items of one question movable. `announce` is told of moves made by the buttons. */
export function movable(
  field: HTMLFieldSetElement,
  language: Language,
  announce: (text: string) => void,
): void {
  field.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>('button[data-move]');
    const item = button?.closest<HTMLElement>('[data-item]');
    if (!button || !item) return;
    if (button.dataset['move'] === 'up') item.previousElementSibling?.before(item);
    else item.nextElementSibling?.after(item);
    edges(field);
    // At an end the button is disabled and would drop the focus.
    (button.disabled ? item.querySelector<HTMLButtonElement>('button:not(:disabled)') : button)?.focus();
    const place = items(field).indexOf(item) + 1;
    const text = item.querySelector('.item-text')!.textContent;
    announce(say('moved', language, { item: text, place, total: items(field).length }));
  });
  let dragged: HTMLElement | undefined;
  field.addEventListener('dragstart', (event) => {
    if (field.dataset['judged']) return event.preventDefault();
    dragged = (event.target as Element).closest<HTMLElement>('[data-item]') ?? undefined;
    event.dataTransfer?.setData('text/plain', dragged?.dataset['item'] ?? '');
  });
  field.addEventListener('dragover', (event) => {
    const over = (event.target as Element).closest<HTMLElement>('[data-item]');
    if (!dragged || !over) return;
    event.preventDefault();
    if (over === dragged) return;
    const { top, height } = over.getBoundingClientRect();
    if (event.clientY < top + height / 2) over.before(dragged);
    else over.after(dragged);
  });
  field.addEventListener('drop', (event) => {
    if (dragged) event.preventDefault();
  });
  field.addEventListener('dragend', () => {
    dragged = undefined;
    edges(field);
  });
  edges(field);
}

/** The first cannot go up, the last not down. */
function edges(field: HTMLFieldSetElement): void {
  const all = items(field);
  all.forEach((item, at) => {
    item.querySelector<HTMLButtonElement>('[data-move=up]')!.disabled = at === 0;
    item.querySelector<HTMLButtonElement>('[data-move=down]')!.disabled = at === all.length - 1;
  });
}
