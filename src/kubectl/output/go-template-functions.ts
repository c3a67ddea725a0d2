import { goQuote, goText } from './go-value.ts';
import { toJson } from './json.ts';

/** Go's truth: not false, 0, empty or nil. */
export function truthy(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === 0 || value === '') return false;
  if (Array.isArray(value)) return value.length > 0;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

/**
 * A function of Go's text/template, or of kubectl's own: base64decode, exists.
 * @throws Error for an unknown function or wrong arguments
 */
export function callFunction(name: string, values: readonly unknown[]): unknown {
  const [first, second] = values;
  switch (name) {
    case 'len':
      if (typeof first === 'string') return new TextEncoder().encode(first).length;
      if (Array.isArray(first)) return first.length;
      if (first !== null && typeof first === 'object') return Object.keys(first).length;
      throw new Error(`error calling len: len of nil pointer`);
    case 'index':
      return values.slice(1).reduce(indexed, first);
    case 'slice': {
      const [, from = 0, to] = values as [string | unknown[], number?, number?];
      return (first as string | unknown[]).slice(from, to);
    }
    case 'eq':
      return values.slice(1).some((value) => value === first);
    case 'ne':
      return first !== second;
    case 'lt':
      return (first as number) < (second as number);
    case 'le':
      return (first as number) <= (second as number);
    case 'gt':
      return (first as number) > (second as number);
    case 'ge':
      return (first as number) >= (second as number);
    case 'and':
      return values.find((value) => !truthy(value)) ?? values.at(-1);
    case 'or':
      return values.find(truthy) ?? values.at(-1);
    case 'not':
      return !truthy(first);
    case 'print':
      return values.map(goText).join(' ');
    case 'println':
      return `${values.map(goText).join(' ')}\n`;
    case 'printf':
      return sprintf(String(first), values.slice(1));
    case 'urlquery':
      return encodeURIComponent(goText(first));
    case 'html':
      return goText(first).replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
    case 'js':
      return toJson(goText(first), 0).slice(1, -1);
    case 'base64decode':
      return new TextDecoder().decode(Uint8Array.from(atob(String(first)), (char) => char.charCodeAt(0)));
    case 'exists':
      return values.slice(1).reduce(indexed, first) !== undefined;
    default:
      throw new Error(`function "${name}" not defined`);
  }
}

function indexed(value: unknown, key: unknown): unknown {
  if (Array.isArray(value)) {
    const item: unknown = value[Number(key)];
    if (item === undefined) throw new Error(`error calling index: index out of range: ${goText(key)}`);
    return item;
  }
  if (value === undefined || value === null) return undefined;
  return (value as Record<string, unknown>)[String(key)];
}

function sprintf(format: string, values: readonly unknown[]): string {
  let next = 0;
  return format.replace(/%(-?\d*)([%vsdqt])/g, (_, width: string, verb: string) => {
    if (verb === '%') return '%';
    if (next >= values.length) return `%!${verb}(MISSING)`;
    const value = values[next++];
    const text = verb === 'q' ? goQuote(goText(value)) : goText(value);
    const length = Math.abs(Number(width || 0));
    return width.startsWith('-') ? text.padEnd(length) : text.padStart(length);
  });
}
