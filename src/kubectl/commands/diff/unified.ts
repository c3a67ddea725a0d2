/** One line of a comparison: in both (' '), only in the old (-) or only in the new text (+). */
type Line = [mark: ' ' | '-' | '+', text: string];

/**
 * The hunks of a unified diff with three lines of context; '' if the texts are equal.
 * @param a text whose lines end in \n; may be empty
 */
export function unifiedDiff(a: string, b: string): string {
  const lines = compare(linesOf(a), linesOf(b));
  const context = 3;
  const near = lines.map((_, i) =>
    lines.slice(Math.max(0, i - context), i + context + 1).some(([mark]) => mark !== ' '),
  );
  let text = '';
  let oldLine = 1;
  let newLine = 1;
  for (let i = 0; i < lines.length;) {
    if (!near[i]) {
      oldLine++;
      newLine++;
      i++;
      continue;
    }
    let end = i;
    while (end < lines.length && near[end]) end++;
    const hunk = lines.slice(i, end);
    const oldCount = hunk.filter(([mark]) => mark !== '+').length;
    const newCount = hunk.filter(([mark]) => mark !== '-').length;
    text += `@@ -${range(oldLine, oldCount)} +${range(newLine, newCount)} @@\n`;
    text += hunk.map(([mark, line]) => `${mark}${line}\n`).join('');
    oldLine += oldCount;
    newLine += newCount;
    i = end;
  }
  return text;
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

function range(start: number, count: number): string {
  if (count === 1) return String(start);
  return `${count === 0 ? start - 1 : start},${count}`;
}

/** By the longest common subsequence; deletions come before additions. */
function compare(a: readonly string[], b: readonly string[]): Line[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i]![j] =
        a[i] === b[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
    }
  }
  const lines: Line[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push([' ', a[i]!]);
      i++;
      j++;
    } else if (i < a.length && (j >= b.length || lengths[i + 1]![j]! >= lengths[i]![j + 1]!))
      lines.push(['-', a[i++]!]);
    else lines.push(['+', b[j++]!]);
  }
  return lines;
}
