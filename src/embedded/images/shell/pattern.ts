/** Turns a shell pattern into the source of a regular expression; `\x` is a literal x. */
export function patternSource(pattern: string, options: { path?: boolean; lazy?: boolean } = {}): string {
  const any = options.path ? '[^/]' : '[^]';
  let source = '';
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at]!;
    if (char === '*') source += any + (options.lazy ? '*?' : '*');
    else if (char === '?') source += any;
    else if (char === '[') {
      const end = pattern.indexOf(']', at + 2);
      if (end < 0) source += '\\[';
      else {
        const set = pattern
          .slice(at + 1, end)
          .replace(/^!/, '^')
          .replace(/\\(?!\])/g, '\\\\');
        source += `[${set}]`;
        at = end;
      }
    } else if (char === '\\' && at + 1 < pattern.length) source += escapeRegExp(pattern[++at]!);
    else source += escapeRegExp(char);
  }
  return source;
}

const escapeRegExp = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

export const matches = (pattern: string, text: string) =>
  new RegExp(`^(?:${patternSource(pattern)})$`).test(text);

/** A text as a pattern that matches just it. */
export const literalPattern = (text: string) => text.replace(/[\\*?[\]]/g, '\\$&');

/** Whether anything in the pattern is special. */
export const hasMagic = (pattern: string) => /(?<!\\)(?:\\\\)*[*?[]/.test(pattern);

export const unescapePattern = (pattern: string) => pattern.replace(/\\([^])/g, '$1');

/** `${x#p}`, `${x##p}`, `${x%p}`, `${x%%p}`. */
export function trim(operator: string, value: string, pattern: string): string {
  const longest = operator.length === 2;
  if (operator.startsWith('#')) {
    const source = patternSource(pattern, { lazy: !longest });
    return value.replace(new RegExp(`^(?:${source})`), '');
  }
  const whole = new RegExp(`^(?:${patternSource(pattern)})$`);
  const starts = Array.from({ length: value.length + 1 }, (_, index) => index);
  if (!longest) starts.reverse();
  const start = starts.find((index) => whole.test(value.slice(index)));
  return start === undefined ? value : value.slice(0, start);
}
