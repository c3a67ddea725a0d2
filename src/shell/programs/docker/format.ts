import { DockerError } from './common.ts';

/**
 * Go templates as far as docker's `--format` is used on the command line: fields by path, `json`, `range`
 * over lists and maps with or without variables, `index` with one key, `println`.
 * @throws DockerError for anything else
 */
export function format(template: string, data: unknown): string {
  const text = template.replaceAll('\\t', '\t').replaceAll('\\n', '\n');
  const tokens = text.split(/(\{\{.*?\}\})/s).filter((token) => token !== '');
  const { output, rest } = block(tokens, { dot: data, root: data, variables: {} });
  if (rest.length > 0) throw wrong('unexpected {{end}}');
  return output;
}

interface Scope {
  dot: unknown;
  root: unknown;
  variables: Record<string, unknown>;
}

const wrong = (why: string) => new DockerError(`template parsing error: template: :1: ${why}`, 64);

/** Up to the matching `{{end}}`, which is left as the first of the rest. */
function block(tokens: readonly string[], scope: Scope): { output: string; rest: readonly string[] } {
  let output = '';
  let rest = tokens;
  while (rest.length > 0) {
    const [token = '', ...after] = rest;
    const action = /^\{\{-?\s*(.*?)\s*-?\}\}$/s.exec(token)?.[1];
    if (action === undefined) {
      output += token;
      rest = after;
    } else if (action === 'end') return { output, rest };
    else if (/^(range|if|with)\b/.test(action)) {
      const { value, names, kind } = opening(action, scope);
      const rounds = kind === 'range' ? entries(value) : truthy(value) ? [['', value] as const] : [];
      for (const [key, each] of rounds) {
        const variables = { ...scope.variables };
        if (names.length === 2) variables[names[0]!] = key;
        if (names.length > 0) variables[names.at(-1)!] = each;
        output += block(after, { ...scope, dot: kind === 'if' ? scope.dot : each, variables }).output;
      }
      ({ rest } = block(after, { ...scope, dot: undefined }));
      if (rest[0] === undefined) throw wrong('unexpected EOF');
      rest = rest.slice(1);
    } else {
      output += show(evaluate(action, scope));
      rest = after;
    }
  }
  return { output, rest };
}

function opening(action: string, scope: Scope) {
  const [, kind = '', variables = '', expression = ''] =
    /^(range|if|with)\s+(?:((?:\$\w+\s*,\s*)?\$\w+)\s*:=\s*)?(.*)$/s.exec(action) ?? [];
  const names = variables.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()]));
  return {
    kind,
    names,
    value:
      scope.dot === undefined && scope.root !== undefined && expression.startsWith('.')
        ? undefined
        : evaluate(expression, scope),
  };
}

function entries(value: unknown): (readonly [string, unknown])[] {
  if (Array.isArray(value)) return value.map((each, index) => [String(index), each] as const);
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

const truthy = (value: unknown) =>
  typeof value === 'object' && value !== null ? entries(value).length > 0 : Boolean(value);

function evaluate(expression: string, scope: Scope): unknown {
  const pipe = expression.split(/\s*\|\s*/);
  if (pipe.length > 1) {
    const [first = '', ...filters] = pipe;
    return filters.reduce((value, filter) => call(filter, [value]), evaluate(first, scope));
  }
  const quoted = /^"(.*)"$/s.exec(expression)?.[1];
  if (quoted !== undefined) return quoted;
  if (/^\$?\w*(\.\w+)*\.?$/.test(expression) && /^[.$]/.test(expression)) return path(expression, scope);
  const [name = '', ...words] = expression.match(/\([^)]*\)|"[^"]*"|\S+/g) ?? [];
  return call(
    name,
    words.map((word) => evaluate(word.replace(/^\((.*)\)$/, '$1'), scope)),
  );
}

function call(name: string, values: readonly unknown[]): unknown {
  const [first, second] = values;
  switch (name) {
    case 'json':
      return JSON.stringify(first);
    case 'index':
      return typeof first === 'object' && first !== null
        ? (first as Record<string, unknown>)[String(second)]
        : undefined;
    case 'println':
      return `${values.map(show).join(' ')}\n`;
    case 'len':
      return entries(first).length;
    case 'upper':
      return show(first).toUpperCase();
    case 'lower':
      return show(first).toLowerCase();
    default:
      if (/^\d+$/.test(name) && values.length === 0) return Number(name);
      throw wrong(`function "${name}" not defined`);
  }
}

function path(expression: string, scope: Scope): unknown {
  const [, variable, names = ''] = /^(\$\w*)?(.*)$/s.exec(expression) ?? [];
  let value = variable === undefined ? scope.dot : variable === '$' ? scope.root : scope.variables[variable];
  for (const name of names.split('.').filter(Boolean)) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (!Object.hasOwn(value, name) && scope.root === value && !Array.isArray(value))
      throw new DockerError(
        `template parsing error: template: :1:${expression.length}: executing "" at <${expression}>: map has no entry for key "${name}"`,
        64,
      );
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

function show(value: unknown): string {
  if (value === undefined || value === null) return '<no value>';
  if (Array.isArray(value)) return `[${value.map(show).join(' ')}]`;
  if (typeof value === 'object')
    return `map[${Object.entries(value)
      .map(([key, each]) => `${key}:${show(each)}`)
      .join(' ')}]`;
  return String(value as string | number | boolean);
}
