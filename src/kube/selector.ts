import type { LabelSelector } from './types.ts';

/** One condition of a label selector; all conditions of a selector must hold. */
export interface Requirement {
  key: string;
  operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  values: string[];
}

/** Why a selector string cannot be read; the text is kubectl's. */
export class SelectorError extends Error {
  override name = 'SelectorError';
}

/**
 * Reads `app=web,tier!=db,env in (a,b),!x`.
 * Models kubernetes apimachinery pkg/labels Parse.
 * @throws SelectorError
 */
export function parseSelector(text: string): Requirement[] {
  const requirements: Requirement[] = [];
  for (const part of splitOutsideParentheses(text)) {
    const piece = part.trim();
    if (piece === '') {
      if (text.trim() === '') continue;
      throw new SelectorError(`found '${part === '' ? ',' : ''}', expected: identifier`);
    }
    requirements.push(parseRequirement(piece));
  }
  return requirements;
}

function parseRequirement(piece: string): Requirement {
  const set = /^(\S+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(piece);
  if (set) {
    const values = set[3]!.split(',').map((value) => value.trim());
    return { key: set[1]!, operator: set[2] === 'in' ? 'In' : 'NotIn', values };
  }
  const equality = /^([^=!\s]+)\s*(==|=|!=)\s*(\S*)$/.exec(piece);
  if (equality) {
    if (equality[3]!.includes('=')) throw new SelectorError(`found '=', expected: ',' or end of string`);
    return { key: equality[1]!, operator: equality[2] === '!=' ? 'NotIn' : 'In', values: [equality[3]!] };
  }
  const absent = /^!\s*([^=!\s]+)$/.exec(piece);
  if (absent) return { key: absent[1]!, operator: 'DoesNotExist', values: [] };
  if (/^[^=!\s]+$/.test(piece)) return { key: piece, operator: 'Exists', values: [] };
  throw new SelectorError(`unable to parse requirement: ${piece}`);
}

function splitOutsideParentheses(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++;
    else if (text[i] === ')') depth--;
    else if (text[i] === ',' && depth === 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

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
