import type { Language } from '../../../lab/protocol.ts';
import { h } from '../dom.ts';
import { textsFor } from '../texts.ts';

/** Esc closes when pressed twice within this time. */
const twice = 2000;

/**
 * Opens an editor over the page.
 * @returns the saved text, or null when it was closed unsaved
 */
export async function editInDialog(
  host: HTMLElement,
  name: string,
  text: string,
  language: Language,
): Promise<string | null> {
  const { openEditor } = await import('./view.ts');
  const texts = textsFor(language);
  const { promise, resolve } = Promise.withResolvers<string | null>();
  const body = h('div', { class: 'lab-editor' });
  const note = h('p', { class: 'lab-editor-note', role: 'status' }, texts.editorKeys);
  const saveButton = h('button', { type: 'button', class: 'button primary' }, texts.save);
  const cancelButton = h('button', { type: 'button', class: 'button' }, texts.cancel);
  const dialog = h(
    'dialog',
    { class: 'lab-dialog not-content', 'aria-label': `${texts.editor}: ${name}` },
    h('p', { class: 'lab-editor-name' }, name),
    body,
    h('div', { class: 'lab-editor-foot' }, note, cancelButton, saveButton),
  );
  host.append(dialog);
  const editor = openEditor(body, name, text, () => resolve(editor.text()));
  let escapedAt = -Infinity;
  dialog.addEventListener('cancel', (event) => event.preventDefault());
  dialog.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    if (event.timeStamp - escapedAt < twice) resolve(null);
    escapedAt = event.timeStamp;
    note.textContent = texts.escAgain;
  });
  // However it was closed, the one who waits must get an answer.
  dialog.addEventListener('close', () => resolve(null));
  saveButton.addEventListener('click', () => resolve(editor.text()));
  cancelButton.addEventListener('click', () => resolve(null));
  dialog.showModal();
  editor.focus();
  try {
    return await promise;
  } finally {
    editor.destroy();
    dialog.remove();
  }
}
