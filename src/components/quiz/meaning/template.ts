/** A piece of a `complete` question's template: text, a blank in a line, or one that is a line. */
export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'blank' }
  /** Alone on its line: may be filled with several lines, each indented by `indent`. */
  | { kind: 'lines'; indent: string };

/** Splits a template at its blanks (`___`). */
export function pieces(template: string): Piece[] {
  const result: Piece[] = [];
  const text = (value: string): void => {
    const last = result.at(-1);
    if (value === '') return;
    if (last?.kind === 'text') last.text += value;
    else result.push({ kind: 'text', text: value });
  };
  template
    .replace(/\n+$/, '')
    .split('\n')
    .forEach((line, at) => {
      if (at > 0) text('\n');
      const alone = /^(\s+)___$/.exec(line);
      if (alone) {
        result.push({ kind: 'lines', indent: alone[1]! });
        return;
      }
      line.split('___').forEach((part, index) => {
        if (index > 0) result.push({ kind: 'blank' });
        text(part);
      });
    });
  return result;
}

export function blanks(template: string): number {
  return pieces(template).filter((piece) => piece.kind !== 'text').length;
}

/** The template with its blanks filled in, in order. A missing value is an empty one. */
export function fillIn(template: string, values: string[]): string {
  let next = 0;
  return pieces(template)
    .map((piece) => {
      if (piece.kind === 'text') return piece.text;
      const value = values[next++] ?? '';
      if (piece.kind === 'blank') return value.trim();
      return value
        .replace(/\s+$/, '')
        .split('\n')
        .map((line) => piece.indent + line)
        .join('\n');
    })
    .join('');
}
