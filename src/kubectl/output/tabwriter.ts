/**
 * Lays out text whose cells end in tabs. Models Go's text/tabwriter with minwidth 0,
 * padding 2 and blanks: a column is a run of lines that have a cell there, so a line
 * without tabs parts the blocks.
 */
export function alignTabs(text: string, padding = 2): string {
  const lines = text.split('\n').map((line) => line.split('\t'));
  const out: string[] = [];
  format(lines, 0, lines.length, [], out, padding);
  return out.join('\n');
}

function format(
  lines: readonly string[][],
  from: number,
  to: number,
  widths: number[],
  out: string[],
  padding: number,
): void {
  const column = widths.length;
  for (let i = from; i < to; i++) {
    if (column >= lines[i]!.length - 1) {
      out.push(padded(lines[i]!, widths));
      continue;
    }
    let width = 0;
    let end = i;
    // The last cell of a line ends in no tab and belongs to no column.
    for (; end < to && column < lines[end]!.length - 1; end++) {
      width = Math.max(width, [...lines[end]![column]!].length + padding);
    }
    format(lines, i, end, [...widths, width], out, padding);
    i = end - 1;
  }
}

function padded(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, i) =>
      i === cells.length - 1 ? cell : cell + ' '.repeat(Math.max(0, widths[i]! - [...cell].length)),
    )
    .join('');
}
