import { h } from './dom.ts';

const least = 20;
const most = 75;

/**
 * The bar between the text and the terminal: dragged, or moved with the arrow keys, Home and End.
 * Sets `--lab-side` (a percentage) on the container.
 */
export function splitter(container: HTMLElement, label: string): HTMLElement {
  const bar = h('div', {
    class: 'lab-splitter',
    role: 'separator',
    tabindex: '0',
    'aria-orientation': 'vertical',
    'aria-label': label,
    'aria-valuemin': String(least),
    'aria-valuemax': String(most),
  });
  let value = 0;
  const set = (next: number) => {
    value = Math.round(Math.min(most, Math.max(least, next)));
    bar.setAttribute('aria-valuenow', String(value));
    container.style.setProperty('--lab-side', `${value}%`);
  };
  set(40);
  bar.addEventListener('keydown', (event) => {
    const step = event.shiftKey ? 10 : 2;
    const moves: Record<string, number> = {
      ArrowLeft: value - step,
      ArrowRight: value + step,
      Home: least,
      End: most,
    };
    const next = moves[event.key];
    if (next === undefined) return;
    event.preventDefault();
    set(next);
  });
  bar.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    bar.setPointerCapture(event.pointerId);
    bar.focus();
  });
  bar.addEventListener('pointermove', (event) => {
    if (!bar.hasPointerCapture(event.pointerId)) return;
    const { left, width } = container.getBoundingClientRect();
    set(((event.clientX - left) / width) * 100);
  });
  return bar;
}
