import { parseAllDocuments } from 'yaml';

/**
 * Whether two YAML texts mean the same: quoting, key order, block or flow style, indentation and
 * comments do not count; types do (`8080` is not `"8080"`), and so does the order of a list.
 * A text that cannot be parsed means the same as nothing.
 */
export function sameYaml(one: string, two: string): boolean {
  const [a, b] = [documents(one), documents(two)];
  return Array.isArray(a) && Array.isArray(b) && canonical(a) === canonical(b);
}

/** What is wrong with the text, with line and column, or undefined. A repeated key is wrong too. */
export function yamlProblem(text: string): string | undefined {
  const result = documents(text);
  return typeof result === 'string' ? result : undefined;
}

function documents(text: string): unknown[] | string {
  // Tabs and stray characters give errors here; warnings (unresolved tags) do not matter.
  const parsed = parseAllDocuments(text);
  if (!Array.isArray(parsed)) return [];
  for (const document of parsed) {
    const error = document.errors[0];
    if (error) return error.message.split('\n')[0]!.replace(/:$/, '');
  }
  return parsed.map((document): unknown => document.toJS({ maxAliasCount: 20 }));
}

/** JSON with sorted keys: equal for equal meaning. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const fields = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`);
    return `{${fields.sort().join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
