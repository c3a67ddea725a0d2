/**
 * For a thread that does nothing but run embedded clusters: their engine copies and parses objects of the API
 * again and again, and for these a plain walk is several times faster than what is built in.
 */
const usual = globalThis.structuredClone;
const parse = JSON.parse;

class NotPlain extends Error {}
const notPlain = new NotPlain();
/** Deeper than any object of the API, so that a cycle ends. */
const deepest = 100;

function copy(value: unknown, depth: number): unknown {
  if (typeof value === 'function' || typeof value === 'symbol' || depth > deepest) throw notPlain;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => copy(item, depth + 1));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Date.prototype) return new Date((value as Date).getTime());
  if (prototype !== Object.prototype && prototype !== null) throw notPlain;
  const result: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(value)) result[key] = copy(part, depth + 1);
  return result;
}

/** structuredClone. What is no plain data goes the usual way. */
export function quickClone<T>(value: T, options?: StructuredSerializeOptions): T {
  if (options) return usual(value, options);
  try {
    return copy(value, 0) as T;
  } catch (error) {
    if (error === notPlain) return usual(value);
    throw error;
  }
}

type Reviver = (this: unknown, key: string, value: unknown) => unknown;

/** JSON.parse. A reviver is given no third argument, the source text. */
export function quickParse(text: string, reviver?: Reviver): unknown {
  const value: unknown = parse(text);
  return reviver ? revive({ '': value }, '', reviver) : value;
}

function revive(holder: Record<string, unknown>, key: string, reviver: Reviver): unknown {
  const value = holder[key];
  if (typeof value === 'object' && value !== null) {
    const parts = value as Record<string, unknown>;
    for (const name of Object.keys(parts)) {
      const part = revive(parts, name, reviver);
      if (part === undefined) Reflect.deleteProperty(parts, name);
      else parts[name] = part;
    }
  }
  return reviver.call(holder, key, value);
}
