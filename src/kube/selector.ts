import type { LabelSelector } from './types.ts';

/** One condition of a label selector; all conditions of a selector must hold. */
export interface Requirement {
  key: string;
  operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'GreaterThan' | 'LessThan';
  values: string[];
}

/** Why a selector string cannot be read; the text is kubectl's. */
export class SelectorError extends Error {
  override name = 'SelectorError';
}

/**
 * Reads `app=web,tier!=db,env in (a,b),!x`.
 * Models kubernetes apimachinery pkg/labels Parser, without its check of keys and values.
 * @throws SelectorError
 */
export function parseSelector(text: string): Requirement[] {
  const tokens = new Tokens(text);
  const requirements: Requirement[] = [];
  for (;;) {
    const first = tokens.peek();
    if (first === '') return requirements;
    if (first !== '!' && !isWord(first)) throw found(first, "!, identifier, or 'end of string'");
    try {
      requirements.push(parseRequirement(tokens));
    } catch (error) {
      if (!(error instanceof SelectorError)) throw error;
      throw new SelectorError(`unable to parse requirement: ${error.message}`);
    }
    const next = tokens.take();
    if (next === '') return requirements;
    if (next !== ',') throw found(next, "',' or 'end of string'");
    const after = tokens.peek();
    if (after !== '!' && !isWord(after)) throw found(after, "identifier after ','");
  }
}

const found = (token: string, expected: string) =>
  new SelectorError(`found '${token}', expected: ${expected}`);

const isWord = (token: string) => /^[^\s=!(),<>]+$/.test(token);

/** Words and symbols, then an empty one for the end. */
class Tokens {
  readonly #tokens: readonly string[];
  #next = 0;

  constructor(text: string) {
    this.#tokens = text.match(/==|!=|[=!(),<>]|[^\s=!(),<>]+/g) ?? [];
  }

  peek(): string {
    return this.#tokens[this.#next] ?? '';
  }

  take(): string {
    const token = this.peek();
    this.#next++;
    return token;
  }
}

const operators: Record<string, Requirement['operator']> = {
  in: 'In',
  '=': 'In',
  '==': 'In',
  notin: 'NotIn',
  '!=': 'NotIn',
  '>': 'GreaterThan',
  '<': 'LessThan',
};

function parseRequirement(tokens: Tokens): Requirement {
  const absent = tokens.peek() === '!';
  if (absent) tokens.take();
  const key = tokens.take();
  if (!isWord(key)) throw found(key, 'identifier');
  if (absent) return { key, operator: 'DoesNotExist', values: [] };
  if (tokens.peek() === '' || tokens.peek() === ',') return { key, operator: 'Exists', values: [] };
  const symbol = tokens.take();
  const operator = Object.hasOwn(operators, symbol) ? operators[symbol] : undefined;
  if (!operator) throw found(symbol, 'in, notin, =, ==, !=, gt, lt');
  const values = isWord(symbol) ? parseValues(tokens) : [parseValue(tokens)];
  return { key, operator, values };
}

function parseValue(tokens: Tokens): string {
  if (tokens.peek() === '' || tokens.peek() === ',') return '';
  const value = tokens.take();
  if (!isWord(value)) throw found(value, 'identifier');
  return value;
}

/** `(a,b)`; nothing before, between or after commas is the empty value. */
function parseValues(tokens: Tokens): string[] {
  const open = tokens.take();
  if (open !== '(') throw new SelectorError(`found '${open}' expected: '('`);
  if (tokens.peek() === ')') {
    tokens.take();
    return [];
  }
  if (tokens.peek() !== ',' && !isWord(tokens.peek())) throw found(tokens.peek(), "',', ')' or identifier");
  const values: string[] = [];
  for (;;) {
    let value = '';
    if (isWord(tokens.peek())) value = tokens.take();
    else if (tokens.peek() !== ',' && tokens.peek() !== ')') throw found(tokens.peek(), "',', or identifier");
    if (!values.includes(value)) values.push(value);
    const next = tokens.take();
    if (next === ')') return values;
    if (next !== ',') throw found(next, "',' or ')'");
  }
}

const isInteger = (text: string | undefined): text is string => /^[+-]?\d+$/.test(text ?? '');

export function matchesRequirements(
  labels: Record<string, string> | undefined,
  requirements: readonly Requirement[],
): boolean {
  return requirements.every(({ key, operator, values }) => {
    const value = labels?.[key];
    switch (operator) {
      case 'In':
        return value !== undefined && values.includes(value);
      case 'NotIn':
        return value === undefined || !values.includes(value);
      case 'Exists':
        return value !== undefined;
      case 'DoesNotExist':
        return value === undefined;
      case 'GreaterThan':
        return isInteger(value) && BigInt(value) > BigInt(values[0]!);
      case 'LessThan':
        return isInteger(value) && BigInt(value) < BigInt(values[0]!);
    }
  });
}

/** A map as in a Service's spec.selector: every pair must be present. An empty map matches everything. */
export function matchesLabels(
  labels: Record<string, string> | undefined,
  wanted: Record<string, string>,
): boolean {
  return Object.entries(wanted).every(([key, value]) => labels?.[key] === value);
}

/** A LabelSelector as in a Deployment's spec.selector. */
export function matchesLabelSelector(
  labels: Record<string, string> | undefined,
  selector: LabelSelector,
): boolean {
  return matchesRequirements(labels, requirementsOf(selector));
}

export function requirementsOf(selector: LabelSelector): Requirement[] {
  return [
    ...Object.entries(selector.matchLabels ?? {}).map(([key, value]): Requirement => ({
      key,
      operator: 'In',
      values: [value],
    })),
    ...(selector.matchExpressions ?? []).map(({ key, operator, values }): Requirement => ({
      key,
      operator: operator as Requirement['operator'],
      values: values ?? [],
    })),
  ];
}
