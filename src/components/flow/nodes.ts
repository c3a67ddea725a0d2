import { h } from '../lab/dom.ts';
import { inline } from '../quiz/inline.ts';
import { pieces } from './fill.ts';
import type { Settings } from './types.ts';

/** A text of the flow as nodes. @param prose backticks are code; in a command they are the shell's */
export function textNodes(text: string, settings: Settings, prose: boolean): Node[] {
  const filled = (part: string): Node[] =>
    pieces(part, settings).map(({ text, field }) =>
      field ? h('span', { 'data-fill': field }, text) : document.createTextNode(text),
    );
  if (!prose) return filled(text);
  return inline(text).flatMap(({ code, text }) => (code ? [h('code', {}, ...filled(text))] : filled(text)));
}
