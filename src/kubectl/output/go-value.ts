import { goNumber } from './yaml.ts';

/** A value as Go's `%v` prints it: `map[a:1 b:2]`, `[x y]`, `<nil>`. */
export function goText(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  if (typeof value === 'number') return goNumber(value);
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`;
  if (typeof value === 'object') {
    return `map[${sorted(value)
      .map(([key, each]) => `${key}:${goText(each)}`)
      .join(' ')}]`;
  }
  return String(value as string | boolean);
}

/** A value as Go's `%#v` prints it when it was read from JSON. */
export function goSyntax(value: unknown): string {
  if (value === null || value === undefined) return 'interface {}(nil)';
  if (typeof value === 'string') return goQuote(value);
  if (typeof value === 'number') return goNumber(value);
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
  if (typeof value === 'object') {
    return `map[string]interface {}{${sorted(value)
      .map(([key, each]) => `${goQuote(key)}:${goSyntax(each)}`)
      .join(', ')}}`;
  }
  return String(value as boolean);
}

/** Go's `%q`. */
export function goQuote(text: string): string {
  return JSON.stringify(text).replace(/\\u00([01][\da-f])/g, '\\x$1');
}

/** Go's name of the type that JSON decoding gives a value. */
export function goType(value: unknown): string {
  if (Array.isArray(value)) return '[]interface {}';
  if (value === null || value === undefined) return '<nil>';
  if (typeof value === 'object') return 'map[string]interface {}';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  return typeof value === 'boolean' ? 'bool' : 'string';
}

function sorted(value: object): [string, unknown][] {
  return Object.entries(value as Record<string, unknown>).sort(([a], [b]) => (a < b ? -1 : 1));
}
