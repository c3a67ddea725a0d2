/**
 * JSON as kubectl prints it: keys sorted, `<`, `>` and `&` escaped. Models Go's encoding/json.
 * @param indent blanks a level; 0 for one line
 */
export function toJson(value: unknown, indent = 4): string {
  return write(value, indent, '').replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

// JSON.stringify would move keys that look like whole numbers to the front.
function write(value: unknown, indent: number, pad: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const inner = indent ? `\n${pad}${' '.repeat(indent)}` : '';
  const end = indent ? `\n${pad}` : '';
  const deeper = pad + ' '.repeat(indent);
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    return `[${value.map((each) => inner + write(each, indent, deeper)).join(',')}${end}]`;
  }
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  if (entries.length === 0) return '{}';
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  const colon = indent ? ': ' : ':';
  const fields = entries.map(
    ([key, each]) => `${inner}${JSON.stringify(key)}${colon}${write(each, indent, deeper)}`,
  );
  return `{${fields.join(',')}${end}}`;
}
