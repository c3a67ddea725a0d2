/**
 * The error of Go's encoding/json for a text that is not JSON, for the first bytes where people go wrong.
 * Models the scanner of Go's encoding/json.
 */
export function goSyntaxError(text: string): string {
  let at = 0;
  const show = (): string => {
    const char = text[at]!;
    if (char === "'") return `'\\''`;
    if (char === '"') return `'"'`;
    return `'${JSON.stringify(char).slice(1, -1)}'`;
  };
  class Failure extends Error {}
  const fail = (where: string): never => {
    throw new Failure(
      at >= text.length ? 'unexpected end of JSON input' : `invalid character ${show()} ${where}`,
    );
  };
  const space = () => {
    while (at < text.length && ' \t\r\n'.includes(text[at]!)) at++;
  };
  const string = () => {
    at++;
    for (; text[at] !== '"'; at++) {
      if (at >= text.length || text[at]! < ' ') fail('in string literal');
      if (text[at] === '\\') {
        at++;
        if (!'"\\/bfnrtu'.includes(text[at] ?? ' ')) fail('in string escape code');
      }
    }
    at++;
  };
  const literal = (word: string) => {
    for (let i = 0; i < word.length; i++, at++) {
      if (text[at] !== word[i]) fail(`in literal ${word} (expecting '${word[i]}')`);
    }
  };
  const value = (): void => {
    space();
    const char = text[at];
    if (char === '{') object();
    else if (char === '[') array();
    else if (char === '"') string();
    else if (char === 't') literal('true');
    else if (char === 'f') literal('false');
    else if (char === 'n') literal('null');
    else {
      const number = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/.exec(text.slice(at));
      if (!number) fail('looking for beginning of value');
      else at += number[0].length;
    }
  };
  const object = () => {
    at++;
    space();
    if (text[at] === '}') return void at++;
    for (;;) {
      space();
      if (text[at] !== '"') fail('looking for beginning of object key string');
      string();
      space();
      if (text[at] !== ':') fail('after object key');
      at++;
      value();
      space();
      if (text[at] === '}') return void at++;
      if (text[at] !== ',') fail('after object key:value pair');
      at++;
    }
  };
  const array = () => {
    at++;
    space();
    if (text[at] === ']') return void at++;
    for (;;) {
      value();
      space();
      if (text[at] === ']') return void at++;
      if (text[at] !== ',') fail('after array element');
      at++;
    }
  };
  try {
    value();
    space();
    if (at < text.length) fail('after top-level value');
    return 'invalid JSON';
  } catch (error) {
    if (error instanceof Failure) return error.message;
    throw error;
  }
}

/** A value as Go's `%v` prints it: `map[a:1 b:[x y] c:<nil>]`, keys sorted. */
export function goPrint(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(goPrint).join(' ')}]`;
  if (typeof value === 'object') {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `map[${entries.map(([key, item]) => `${key}:${goPrint(item)}`).join(' ')}]`;
  }
  return String(value);
}

/** A text as Go's `%q` prints it. */
export const goQuote = (text: string): string => JSON.stringify(text);
