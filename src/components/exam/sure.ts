import type { Language } from '../../lab/protocol.ts';
import { h } from '../lab/dom.ts';
import { examTexts } from './texts.ts';

/** Asks before the end, since there is no way back. Resolves once it is answered, or closed by `signal`. */
export function askToFinish(
  host: HTMLElement,
  text: string,
  language: Language,
  signal: AbortSignal,
): Promise<boolean> {
  const texts = examTexts(language);
  const dialog = h(
    'dialog',
    { class: 'exam-sure not-content', 'aria-labelledby': 'exam-sure-title' },
    h(
      'form',
      { method: 'dialog' },
      h('h2', { id: 'exam-sure-title' }, texts.sure),
      h('p', {}, text),
      h(
        'p',
        { class: 'exam-sure-answers' },
        h('button', { class: 'button primary', value: 'no', autofocus: true }, texts.sureNo),
        h('button', { class: 'button', value: 'yes' }, texts.sureYes),
      ),
    ),
  );
  host.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => dialog.close('no'), { once: true });
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
  });
}
