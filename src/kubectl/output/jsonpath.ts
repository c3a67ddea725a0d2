import { goSyntax, goText, goType } from './go-value.ts';
import { toJson } from './json.ts';
import { parseTemplate, PathSyntaxError, type PathNode } from './jsonpath-parse.ts';
import { CommandError } from '../errors.ts';

/** Why a template fails on an object, without kubectl's "error executing jsonpath". */
export class PathError extends Error {
  override name = 'PathError';
}

/**
 * A template of kubectl's jsonpath dialect. Models k8s.io/client-go util/jsonpath.
 * A field that is missing is no error; an index past the end of a list is.
 */
export class JsonPath {
  readonly template: string;
  readonly #nodes: PathNode[];
  readonly #allowMissing: boolean;

  /** @throws CommandError `error parsing jsonpath …` */
  constructor(template: string, allowMissing = true) {
    this.template = template;
    this.#allowMissing = allowMissing;
    try {
      this.#nodes = parseTemplate(template);
    } catch (error) {
      if (!(error instanceof PathSyntaxError)) throw error;
      throw new CommandError(`error parsing jsonpath ${template}, ${error.message}`);
    }
  }

  /**
   * The values that each piece of the template gives.
   * @throws PathError
   */
  find(object: unknown): unknown[][] {
    return this.#run(this.#nodes, object, false).groups;
  }

  /** @throws CommandError as kubectl words it, with the template and the object */
  print(object: unknown, asJson = false): string {
    try {
      const groups = this.find(object);
      if (asJson) return `${toJson(groups.flat())}\n`;
      return groups.map((group) => group.map(valueText).join(' ')).join('');
    } catch (error) {
      if (!(error instanceof PathError)) throw error;
      throw new CommandError(
        `error executing jsonpath ${JSON.stringify(this.template)}: Error executing template: ${error.message}. ` +
          'Printing more information for debugging the template:\n' +
          `\ttemplate was:\n\t\t${this.template}\n\tobject given to jsonpath engine was:\n\t\t${goSyntax(object)}\n\n\n`,
      );
    }
  }

  /** Runs nodes up to an `end` (when in a range) or to the last one; `used` counts them. */
  #run(nodes: readonly PathNode[], object: unknown, inRange: boolean): { groups: unknown[][]; used: number } {
    const groups: unknown[][] = [];
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i]!;
      const first = node.type === 'list' ? node.nodes[0] : undefined;
      if (first?.type === 'identifier' && first.name === 'end') {
        if (!inRange) throw new PathError('not in range, nothing to end');
        return { groups, used: i + 1 };
      }
      if (first?.type === 'identifier' && first.name === 'range' && node.type === 'list') {
        const items = this.#walk([object], node.nodes.slice(1));
        const body = nodes.slice(i + 1);
        let used = this.#skip(body);
        for (const item of items) {
          const inner = this.#run(body, item, true);
          groups.push(...inner.groups);
          used = inner.used;
        }
        i += used;
        continue;
      }
      groups.push(this.#walk([object], [node]));
    }
    return { groups, used: nodes.length };
  }

  /** How many nodes a range's body has, its `end` included. */
  #skip(nodes: readonly PathNode[]): number {
    let depth = 1;
    for (const [i, node] of nodes.entries()) {
      const first = node.type === 'list' ? node.nodes[0] : undefined;
      if (first?.type !== 'identifier') continue;
      if (first.name === 'range') depth++;
      if (first.name === 'end' && --depth === 0) return i + 1;
    }
    return nodes.length;
  }

  #walk(input: unknown[], nodes: readonly PathNode[]): unknown[] {
    return nodes.reduce((values, node) => this.#step(values, node), input);
  }

  #step(input: unknown[], node: PathNode): unknown[] {
    switch (node.type) {
      case 'text':
        return [node.text];
      case 'literal':
        return [node.value];
      case 'list':
        return this.#walk(input, node.nodes);
      case 'field':
        return this.#field(input, node.name);
      case 'wildcard':
        return input.flatMap(children);
      case 'recursive':
        return descendants(input);
      case 'slice':
        return input.flatMap((value) => sliceOf(value, node));
      case 'union':
        return node.branches.flatMap((branch) => this.#walk(input, branch));
      case 'filter':
        return input.flatMap((value) => this.#filter(value, node));
      case 'identifier':
        throw new PathError(`unrecognized identifier ${node.name}`);
    }
  }

  #field(input: unknown[], name: string): unknown[] {
    if (name === '') return input;
    const found = input.flatMap((value) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
      return Object.hasOwn(value, name) ? [(value as Record<string, unknown>)[name]] : [];
    });
    if (found.length === 0 && !this.#allowMissing) throw new PathError(`${name} is not found`);
    return found;
  }

  #filter(value: unknown, node: Extract<PathNode, { type: 'filter' }>): unknown[] {
    if (value === null || value === undefined) return [];
    if (!Array.isArray(value))
      throw new PathError(`${goText(value)} is not array or slice and cannot be filtered`);
    return (value as unknown[]).filter((item) => {
      const left = this.#walk([item], node.left);
      if (node.operator === 'exists') return left.length > 0;
      if (left.length === 0) return false;
      if (left.length > 1) throw new PathError('can only compare one element at a time');
      const right = this.#walk([item], node.right);
      if (right.length === 0) return false;
      if (right.length > 1) throw new PathError('can only compare one element at a time');
      return compare(left[0], right[0], node.operator);
    });
  }
}

function compare(left: unknown, right: unknown, operator: string): boolean {
  if (typeof left !== typeof right || (typeof left === 'object' && left !== null)) {
    throw new PathError('incompatible types for comparison');
  }
  const [a, b] = [left as string | number, right as string | number];
  switch (operator) {
    case '==':
      return a === b;
    case '!=':
      return a !== b;
    case '<':
      return a < b;
    case '>':
      return a > b;
    case '<=':
      return a <= b;
    case '>=':
      return a >= b;
    default:
      throw new PathError(`unrecognized filter operator ${operator}`);
  }
}

function children(value: unknown): unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  if (typeof value !== 'object' || value === null) return [];
  const map = value as Record<string, unknown>;
  return Object.keys(map)
    .sort()
    .map((key) => map[key]);
}

function descendants(input: unknown[]): unknown[] {
  return input.flatMap((value) => {
    const inner = children(value);
    return inner.length ? [value, ...descendants(inner)] : [];
  });
}

function sliceOf(value: unknown, node: Extract<PathNode, { type: 'slice' }>): unknown[] {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) throw new PathError(`${goType(value)} is not array or slice`);
  const { length } = value;
  let start = node.start ?? 0;
  if (start < 0) start += length;
  let end = node.single ? start + 1 : (node.end ?? length);
  if (end < 0) end += length;
  if (start === end) return [];
  const outOfBounds = (index: number) =>
    new PathError(`array index out of bounds: index ${index}, length ${length}`);
  if (start >= length || start < 0) throw outOfBounds(start);
  if (end > length || end < 0) throw outOfBounds(end - 1);
  if (start > end) throw new PathError(`starting index ${start} is greater than ending index ${end}`);
  const step = node.step ?? 1;
  if (step <= 0) throw new PathError('step must be > 0');
  return (value as unknown[]).slice(start, end).filter((_, i) => i % step === 0);
}

function valueText(value: unknown): string {
  return typeof value === 'object' && value !== null ? toJson(value, 0) : goText(value);
}

/**
 * The forms that custom-columns and --sort-by take: `a.b`, `.a.b`, `{a.b}`, `{.a.b}`.
 * Models kubectl pkg/cmd/get RelaxedJSONPathExpression.
 * @throws CommandError
 */
export function relaxedPath(text: string): string {
  if (text === '') return '';
  const match = /^\{\.?([^{}]+)\}$|^\.?([^{}]+)$/.exec(text);
  if (!match) {
    throw new CommandError(
      "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'",
    );
  }
  return `{.${match[1] ?? match[2]}}`;
}
