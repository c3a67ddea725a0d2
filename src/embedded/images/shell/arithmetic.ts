import { Failure } from '../runtime/program.ts';

export interface Variables {
  get(name: string): string | undefined;
  set(name: string, value: string): void;
}

const binary: readonly Readonly<Record<string, (a: number, b: number) => number>>[] = [
  { '||': (a, b) => Number(a !== 0 || b !== 0) },
  { '&&': (a, b) => Number(a !== 0 && b !== 0) },
  { '|': (a, b) => a | b },
  { '^': (a, b) => a ^ b },
  { '&': (a, b) => a & b },
  { '==': (a, b) => Number(a === b), '!=': (a, b) => Number(a !== b) },
  {
    '<=': (a, b) => Number(a <= b),
    '>=': (a, b) => Number(a >= b),
    '<': (a, b) => Number(a < b),
    '>': (a, b) => Number(a > b),
  },
  { '<<': (a, b) => a << b, '>>': (a, b) => a >> b },
  { '+': (a, b) => a + b, '-': (a, b) => a - b },
  {
    '*': (a, b) => a * b,
    '/': (a, b) => divide(a, b, Math.trunc(a / b)),
    '%': (a, b) => divide(a, b, a % b),
  },
];

function divide(_a: number, b: number, result: number): number {
  if (b === 0) throw new Failure('divide by zero', 2);
  return result;
}

const tokens =
  /\s*(\d\w*|[A-Za-z_]\w*|\*\*|\+\+|--|<<=|>>=|<<|>>|[-+*/%&|^!=<>]=|&&|\|\||[-+*/%&|^!~<>=?:(),])/y;

/** Evaluates `$(( … ))`. @throws Failure with ash's words */
export function evaluate(expression: string, variables: Variables): number {
  const list: string[] = [];
  tokens.lastIndex = 0;
  const trimmed = expression.trim();
  while (tokens.lastIndex < trimmed.length) {
    const token = tokens.exec(trimmed);
    if (!token) throw new Failure('arithmetic syntax error', 2);
    list.push(token[1]!);
  }
  if (list.length === 0) return 0;
  let at = 0;
  const take = (token: string) => list[at] === token && ++at > 0;
  const read = (name: string) => evaluate(variables.get(name) ?? '0', variables);
  const assign = (name: string, value: number) => {
    variables.set(name, String(value));
    return value;
  };

  const primary = (): number => {
    const token = list[at++];
    if (token === undefined) throw new Failure('arithmetic syntax error', 2);
    if (token === '(') {
      const value = comma();
      if (!take(')')) throw new Failure('arithmetic syntax error', 2);
      return value;
    }
    if (token === '-') return -primary();
    if (token === '+') return primary();
    if (token === '!') return Number(primary() === 0);
    if (token === '~') return ~primary();
    if (token === '++' || token === '--') {
      const name = list[at++] ?? '';
      return assign(name, read(name) + (token === '++' ? 1 : -1));
    }
    if (/^\d/.test(token)) {
      const value = /^0[0-7]+$/.test(token) ? parseInt(token, 8) : Number(token);
      if (Number.isNaN(value)) throw new Failure('arithmetic syntax error', 2);
      return value;
    }
    if (!/^[A-Za-z_]/.test(token)) throw new Failure('arithmetic syntax error', 2);
    const value = read(token);
    if (take('++')) assign(token, value + 1);
    else if (take('--')) assign(token, value - 1);
    return value;
  };
  const level = (index: number): number => {
    const operators = binary[index];
    if (!operators) return primary();
    let value = level(index + 1);
    for (let operator; (operator = operators[list[at] ?? '']);) {
      at++;
      value = operator(value, level(index + 1));
    }
    return value;
  };
  const conditional = (): number => {
    const name = list[at] ?? '';
    const operator = list[at + 1] ?? '';
    if (/^[A-Za-z_]/.test(name) && /^(?:[-+*/%&|^]|<<|>>)?=$/.test(operator)) {
      at += 2;
      const value = conditional();
      if (operator === '=') return assign(name, value);
      const compute = binary.find((group) => operator.slice(0, -1) in group)![operator.slice(0, -1)]!;
      return assign(name, compute(read(name), value));
    }
    const condition = level(0);
    if (!take('?')) return condition;
    const yes = conditional();
    if (!take(':')) throw new Failure('arithmetic syntax error', 2);
    const no = conditional();
    return condition !== 0 ? yes : no;
  };
  const comma = (): number => {
    let value = conditional();
    while (take(',')) value = conditional();
    return value;
  };
  const value = comma();
  if (at < list.length) throw new Failure('arithmetic syntax error', 2);
  return value;
}
