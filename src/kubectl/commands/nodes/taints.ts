import { CommandError, UsageError } from '../../command.ts';

export interface Taint {
  key: string;
  value?: string;
  /** '' only in what is to be removed: every effect. */
  effect: string;
  timeAdded?: string;
}

export interface TaintChanges {
  add: Taint[];
  remove: Taint[];
}

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
const label = /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;
const labelHint =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with " +
  "an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is " +
  "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
const nameHint =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character " +
  "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

/** `key=value:effect`, as messages spell a taint. */
export function taintText({ key, value, effect }: Taint): string {
  return `${key}${value ? `=${value}` : ''}${effect ? `:${effect}` : ''}`;
}

/**
 * Reads `key=value:effect` and, with a dash at the end, what to remove.
 * Models kubectl pkg/cmd/taint parseTaints.
 * @throws UsageError
 */
export function parseTaints(specs: readonly string[]): TaintChanges {
  const changes: TaintChanges = { add: [], remove: [] };
  for (const spec of specs) {
    if (spec.endsWith('-')) {
      const { key, effect } = parseTaint(spec.slice(0, -1));
      changes.remove.push({ key, effect });
      continue;
    }
    const taint = parseTaint(spec);
    if (taint.effect === '') throw new UsageError(`invalid taint spec: ${spec}`);
    if (changes.add.some((each) => sameTaint(each, taint))) {
      throw new UsageError(
        `duplicated taints with the same key and effect: {${taint.key} ${taint.value ?? ''} ${taint.effect} <nil>}`,
      );
    }
    changes.add.push(taint);
  }
  return changes;
}

function parseTaint(spec: string): Taint {
  const parts = spec.split(':');
  if (parts.length > 2) throw new UsageError(`invalid taint spec: ${spec}`);
  const [pair = '', effect = ''] = parts;
  if (parts.length === 2 && !effects.includes(effect)) {
    throw new UsageError(`invalid taint effect: ${effect}, unsupported taint effect`);
  }
  const [key = '', value, ...more] = parts.length === 2 ? pair.split('=') : [pair];
  if (more.length > 0) throw new UsageError(`invalid taint spec: ${spec}`);
  if (value !== undefined && !label.test(value)) {
    throw new UsageError(`invalid taint spec: ${spec}, ${labelHint}`);
  }
  const name = key.split('/').at(-1)!;
  if (name === '')
    throw new UsageError(`invalid taint spec: ${spec}, name part must be non-empty; ${nameHint}`);
  if (!label.test(name)) throw new UsageError(`invalid taint spec: ${spec}, ${nameHint}`);
  return { key, ...(value ? { value } : {}), effect };
}

export function sameTaint(a: Taint, b: Taint): boolean {
  return a.key === b.key && a.effect === b.effect;
}

/**
 * What the node's taints become, and the word for it.
 * Models kubectl pkg/cmd/taint reorganizeTaints.
 * @throws CommandError when a taint to remove is not there
 */
export function changedTaints(
  old: readonly Taint[],
  { add, remove }: TaintChanges,
  overwrite: boolean,
): { taints: Taint[]; operation: string } {
  let taints = [...add, ...old.filter((each) => !add.some((added) => sameTaint(each, added)))];
  const added = taints.length !== old.length;
  let deleted = false;
  const missing: string[] = [];
  for (const gone of remove) {
    const left = taints.filter(
      ({ key, effect }) => key !== gone.key || (gone.effect !== '' && effect !== gone.effect),
    );
    if (left.length === taints.length) missing.push(`taint "${taintText(gone)}" not found`);
    else deleted = true;
    taints = left;
  }
  if (missing.length === 1) throw new CommandError(missing[0]!);
  if (missing.length > 1) throw new CommandError(`[${missing.join(', ')}]`);
  if ((added && deleted) || overwrite) return { taints, operation: 'modified' };
  return { taints, operation: added ? 'tainted' : 'untainted' };
}
