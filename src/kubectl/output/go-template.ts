import { CommandError } from '../errors.ts';
import { goText } from './go-value.ts';
import { callFunction, truthy } from './go-template-functions.ts';

type Block =
  | { type: 'text'; text: string }
  | { type: 'print'; pipe: string }
  | { type: 'set'; name: string; pipe: string }
  | { type: 'if' | 'with' | 'range'; pipe: string; names: string[]; body: Block[]; otherwise: Block[] };

interface Scope {
  dot: unknown;
  variables: Map<string, unknown>;
  allowMissing: boolean;
}

/**
 * The part of Go's text/template that is useful on Kubernetes objects: fields, variables, pipelines,
 * if/else/with/range, and the functions of go-template-functions.ts. define, template, block, break and continue
 * are refused.
 * @throws CommandError where the template cannot be read
 */
export function goTemplate(template: string, allowMissing: boolean): (data: unknown) => string {
  const fail = (message: string): never => {
    throw new CommandError(`error parsing template ${template}, template: output:1: ${message}`);
  };
  const tokens = tokenize(template, fail);
  let at = 0;
  const parse = (inside: boolean): { blocks: Block[]; end: string } => {
    const blocks: Block[] = [];
    while (at < tokens.length) {
      const token = tokens[at++]!;
      if (token.text !== undefined) {
        blocks.push({ type: 'text', text: token.text });
        continue;
      }
      const action = token.action!;
      const word = /^(\w+)/.exec(action)?.[1] ?? '';
      if (word === 'end' || word === 'else') {
        if (!inside) fail(`unexpected {{${word}}}`);
        return { blocks, end: action };
      }
      if (word === 'if' || word === 'with' || word === 'range')
        blocks.push(control(word, action.slice(word.length).trim()));
      else if (['define', 'template', 'block', 'break', 'continue'].includes(word)) {
        fail(`{{${word}}} is not supported by this kubectl`);
      } else if (!action.startsWith('/*')) {
        const set = /^\$(\w+)\s*:?=\s*(.*)$/s.exec(action);
        blocks.push(set ? { type: 'set', name: set[1]!, pipe: set[2]! } : { type: 'print', pipe: action });
      }
    }
    if (inside) fail('unexpected EOF');
    return { blocks, end: '' };
  };
  const control = (type: 'if' | 'with' | 'range', head: string): Block => {
    const declared = /^\$(\w+)(?:\s*,\s*\$(\w+))?\s*:=\s*(.*)$/s.exec(head);
    const names = declared ? [declared[1]!, declared[2]].filter((name) => name !== undefined) : [];
    const body = parse(true);
    let otherwise: Block[] = [];
    const chained = /^else\s+(if|with)\s+(.*)$/s.exec(body.end);
    if (chained) otherwise = [control(chained[1] as 'if' | 'with', chained[2]!)];
    else if (body.end.startsWith('else')) otherwise = parse(true).blocks;
    return { type, pipe: declared ? declared[3]! : head, names, body: body.blocks, otherwise };
  };
  const { blocks } = parse(false);
  return (data) => {
    const scope: Scope = { dot: data, variables: new Map([['', data]]), allowMissing };
    try {
      return render(blocks, scope);
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      throw new CommandError(
        `error executing template "${template}": template: output:1: executing "output" at ${error.message}`,
      );
    }
  };
}

/** Why a template fails on an object. */
class TemplateError extends Error {
  override name = 'TemplateError';
}

function tokenize(template: string, fail: (message: string) => never): { text?: string; action?: string }[] {
  const tokens: { text?: string; action?: string }[] = [];
  let rest = template;
  while (rest !== '') {
    const open = rest.indexOf('{{');
    if (open < 0) return [...tokens, { text: rest }];
    const trimBefore = /^\{\{- /.test(rest.slice(open));
    const before = rest.slice(0, open);
    if (before) tokens.push({ text: trimBefore ? before.trimEnd() : before });
    const action = /^\{\{(?:- )?((?:"(?:[^"\\]|\\.)*"|`[^`]*`|[^"`}]|\}(?!\}))*?)( -)?\}\}/s.exec(
      rest.slice(open),
    );
    if (!action) return fail('unclosed action');
    tokens.push({ action: action[1]!.trim() });
    rest = rest.slice(open + action[0].length);
    if (action[2]) rest = rest.trimStart();
  }
  return tokens;
}

function render(blocks: readonly Block[], scope: Scope): string {
  return blocks.map((block) => renderBlock(block, scope)).join('');
}

function renderBlock(block: Block, scope: Scope): string {
  if (block.type === 'text') return block.text;
  const value = pipeline(block.pipe, scope);
  if (block.type === 'print') return value === undefined ? '<no value>' : printed(value);
  if (block.type === 'set') {
    scope.variables.set(block.name, value);
    return '';
  }
  if (block.type === 'if') return render(truthy(value) ? block.body : block.otherwise, scope);
  if (block.type === 'with') {
    if (!truthy(value)) return render(block.otherwise, scope);
    return render(block.body, inner(scope, value, block.names.slice(0, 1), [value]));
  }
  const entries = Array.isArray(value)
    ? [...(value as unknown[]).entries()]
    : value !== null && typeof value === 'object'
      ? Object.entries(value as Record<string, unknown>).sort(([a], [b]) => (a < b ? -1 : 1))
      : [];
  if (entries.length === 0) {
    if (value !== undefined && value !== null && typeof value !== 'object') {
      throw new TemplateError(`<${block.pipe}>: range can't iterate over ${goText(value)}`);
    }
    return render(block.otherwise, scope);
  }
  return entries
    .map(([key, item]) =>
      render(block.body, inner(scope, item, block.names, block.names.length === 2 ? [key, item] : [item])),
    )
    .join('');
}

function inner(scope: Scope, dot: unknown, names: readonly string[], values: readonly unknown[]): Scope {
  const variables = new Map(scope.variables);
  for (const [i, name] of names.entries()) variables.set(name, values[i]);
  return { ...scope, dot, variables };
}

function printed(value: unknown): string {
  return goText(value);
}

function pipeline(text: string, scope: Scope): unknown {
  const commands = words(text, text);
  let piped: { value: unknown } | undefined;
  let current: string[] = [];
  const run = () => {
    piped = { value: command(current, scope, text, piped) };
    current = [];
  };
  for (const word of commands) {
    if (word === '|') run();
    else current.push(word);
  }
  run();
  return piped?.value;
}

function command(parts: readonly string[], scope: Scope, text: string, piped?: { value: unknown }): unknown {
  const [head = '', ...rest] = parts;
  if (/^[a-z]\w*$/i.test(head) && !['true', 'false', 'nil'].includes(head)) {
    const values = rest.map((word) => operand(word, scope, text));
    try {
      return callFunction(head, piped ? [...values, piped.value] : values);
    } catch (error) {
      throw new TemplateError(`<${text}>: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (rest.length || piped) throw new TemplateError(`<${head}>: can't give argument to non-function ${head}`);
  return operand(head, scope, text);
}

function operand(word: string, scope: Scope, text: string): unknown {
  if (word.startsWith('(')) {
    const close = word.lastIndexOf(')');
    return fields(pipeline(word.slice(1, close), scope), word.slice(close + 1), scope);
  }
  if (word.startsWith('"')) return JSON.parse(word) as string;
  if (word.startsWith('`')) return word.slice(1, -1);
  if (/^[-+]?\d/.test(word)) return Number(word);
  if (word === 'true' || word === 'false') return word === 'true';
  if (word === 'nil') return null;
  if (word.startsWith('.')) return fields(scope.dot, word, scope);
  const variable = /^\$(\w*)(.*)$/s.exec(word);
  if (variable) {
    if (!scope.variables.has(variable[1]!))
      throw new TemplateError(`<${text}>: undefined variable "$${variable[1]}"`);
    return fields(scope.variables.get(variable[1]!), variable[2]!, scope);
  }
  if (/^[a-z]\w*$/i.test(word)) return command([word], scope, text);
  throw new TemplateError(`<${text}>: unexpected ${word} in operand`);
}

function fields(value: unknown, path: string, scope: Scope): unknown {
  return path
    .split('.')
    .filter((name) => name !== '')
    .reduce<unknown>((current, name) => {
      if (current === undefined || current === null) return undefined;
      if (typeof current !== 'object' || Array.isArray(current)) {
        throw new TemplateError(`<${path}>: can't evaluate field ${name} in type interface {}`);
      }
      const map = current as Record<string, unknown>;
      if (!Object.hasOwn(map, name) && !scope.allowMissing) {
        throw new TemplateError(`<${path}>: map has no entry for key "${name}"`);
      }
      return Object.hasOwn(map, name) ? map[name] : undefined;
    }, value);
}

/** Words and `|` of a pipeline; a parenthesis with what follows it is one word. */
function words(text: string, whole: string): string[] {
  const found: string[] = [];
  let rest = text.trim();
  while (rest !== '') {
    if (rest.startsWith('(')) {
      let depth = 0;
      let end = 0;
      do {
        if (rest[end] === '(') depth++;
        if (rest[end] === ')') depth--;
        end++;
        if (end > rest.length) throw new TemplateError(`<${whole}>: unclosed left paren`);
      } while (depth > 0);
      end += /^[^\s|]*/.exec(rest.slice(end))![0].length;
      found.push(rest.slice(0, end));
      rest = rest.slice(end).trimStart();
      continue;
    }
    const word = /^("(?:[^"\\]|\\.)*"|`[^`]*`|\||[^\s|()"`]+)/.exec(rest)?.[0];
    if (!word) throw new TemplateError(`<${whole}>: unexpected ${rest}`);
    found.push(word);
    rest = rest.slice(word.length).trimStart();
  }
  return found;
}
