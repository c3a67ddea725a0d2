/** A fenced code block of a lesson. */
export interface Block {
  language: string;
  /** In place of an output: only some of its lines. */
  excerpt: boolean;
  /** Not run: it needs a terminal, or what only a real kind has. */
  byHand: boolean;
  /** A file that the next commands use. */
  title?: string;
  text: string;
  /** Of the first line of its text, counted from 1. */
  line: number;
}

/** @param source of a page in MDX @returns its code blocks in order */
export function blocksOf(source: string): Block[] {
  const blocks: Block[] = [];
  let open: { mark: string; indent: string; info: string; lines: string[]; line: number } | undefined;
  for (const [at, line] of source.split('\n').entries()) {
    const fence = /^(\s*)(`{3,}|~{3,})(.*)$/.exec(line);
    if (open) {
      if (fence?.[2]!.startsWith(open.mark) && fence[3]!.trim() === '') {
        blocks.push(blockOf(open));
        open = undefined;
      } else
        open.lines.push(line.startsWith(open.indent) ? line.slice(open.indent.length) : line.trimStart());
    } else if (fence) {
      open = { mark: fence[2]!, indent: fence[1]!, info: fence[3]!.trim(), lines: [], line: at + 2 };
    }
  }
  return blocks;
}

function blockOf({ info, lines, line }: { info: string; lines: string[]; line: number }): Block {
  const [language = '', ...words] = info.split(/\s+/);
  const title = /\btitle="([^"]+)"/.exec(info)?.[1];
  return {
    language,
    excerpt: words.includes('excerpt'),
    byHand: words.includes('by-hand'),
    ...(title === undefined ? {} : { title }),
    text: lines.map((text) => `${text}\n`).join(''),
    line,
  };
}

/** The source with other texts in some of its blocks. @param changed the block's number → its new text */
export function withTexts(source: string, changed: ReadonlyMap<number, string>): string {
  const lines = source.split('\n');
  const blocks = blocksOf(source);
  for (const [number, text] of [...changed].sort(([a], [b]) => b - a)) {
    const { line, text: old } = blocks[number]!;
    const indent = /^\s*/.exec(lines[line - 2]!)![0];
    const fresh = text.replace(/\n$/, '').split('\n');
    lines.splice(line - 1, old.split('\n').length - 1, ...fresh.map((row) => (row ? indent + row : row)));
  }
  return lines.join('\n');
}
