import { h } from '../lab/dom.ts';

/** The Markdown of generated texts: paragraphs, lists, `code` and **strong**; nothing nests. */
export interface Block {
  kind: 'paragraph' | 'bullets' | 'numbers';
  /** A paragraph has one; a list one for each item. */
  lines: Span[][];
}

export interface Span {
  kind: 'text' | 'code' | 'strong';
  text: string;
}

const marks = [
  { kind: 'bullets', form: /^[-*] +/ },
  { kind: 'numbers', form: /^\d+\. +/ },
] as const;

export function parseMarkdown(source: string): Block[] {
  const blocks: Block[] = [];
  // Whether the next line goes on with the last block: not after a blank line, unless with a further item.
  let goesOn = false;
  for (const raw of source.split('\n')) {
    const line = raw.trim();
    const last = blocks.at(-1);
    const mark = marks.find(({ form }) => form.test(line));
    if (line === '') {
      goesOn = false;
    } else if (mark) {
      const item = spans(line.replace(mark.form, ''));
      if (last?.kind === mark.kind) last.lines.push(item);
      else blocks.push({ kind: mark.kind, lines: [item] });
      goesOn = true;
    } else if (goesOn && last) {
      last.lines.at(-1)!.push({ kind: 'text', text: ' ' }, ...spans(line));
    } else {
      blocks.push({ kind: 'paragraph', lines: [spans(line)] });
      goesOn = true;
    }
  }
  return blocks;
}

function spans(line: string): Span[] {
  return line
    .split(/(`[^`]+`|\*\*(?:[^*`]|`[^`]+`|\*(?!\*))+\*\*)/)
    .filter((piece) => piece !== '')
    .map((piece): Span => {
      if (/^`.+`$/.test(piece)) return { kind: 'code', text: piece.slice(1, -1) };
      if (/^\*\*.+\*\*$/.test(piece)) return { kind: 'strong', text: piece.slice(2, -2) };
      return { kind: 'text', text: piece };
    });
}

/** The text as elements. Whatever else is in it stays text, so that nothing is ever read as HTML. */
export function markdownView(source: string): HTMLElement[] {
  return parseMarkdown(source).map(({ kind, lines }) => {
    if (kind === 'paragraph') return h('p', {}, ...lines.flatMap(inlineView));
    return h(kind === 'bullets' ? 'ul' : 'ol', {}, ...lines.map((line) => h('li', {}, ...inlineView(line))));
  });
}

function inlineView(line: readonly Span[]): (Node | string)[] {
  return line.map(({ kind, text }) => {
    if (kind === 'text') return text;
    if (kind === 'code') return h('code', {}, text);
    return h('strong', {}, ...inlineView(spans(text)));
  });
}
