import type { StatusCause } from '../../../../../kube/status.ts';
import type { PodSpec } from '../../../../../kube/types.ts';
import { invalid, invalidAll, required, unsupported } from '../../common/causes.ts';
import { labelValue, qualifiedName } from '../../common/names.ts';

interface Toleration {
  key?: string;
  operator?: string;
  value?: string;
  effect?: string;
  tolerationSeconds?: number;
}

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** Models kubernetes pkg/apis/core/validation ValidateTolerations. */
export function validateTolerations(field: string, list: PodSpec['tolerations']): StatusCause[] {
  return ((list ?? []) as Toleration[]).flatMap((toleration, i) => {
    const { key = '', operator = '', value = '', effect = '', tolerationSeconds } = toleration;
    const path = `${field}[${i}]`;
    const causes = key === '' ? [] : invalidAll(`${path}.key`, key, qualifiedName(key));
    const wrong = (shown: unknown, text: string) => causes.push(invalid(`${path}.operator`, shown, text));
    if (key === '' && operator !== 'Exists') {
      wrong(
        operator,
        'operator must be Exists when `key` is empty, which means "match all values and all keys"',
      );
    }
    if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
      const text = "effect must be 'NoExecute' when `tolerationSeconds` is set";
      causes.push(invalid(`${path}.effect`, effect, text));
    }
    if (operator === '' || operator === 'Equal') {
      const messages = labelValue(value);
      if (messages.length > 0) wrong(value, messages.join(';'));
    } else if (operator === 'Exists') {
      const shown = {
        Key: key,
        Operator: operator,
        Value: value,
        Effect: effect,
        TolerationSeconds: tolerationSeconds ?? null,
      };
      if (value !== '') wrong(shown, "value must be empty when `operator` is 'Exists'");
    } else causes.push(unsupported(`${path}.operator`, operator, ['Equal', 'Exists']));
    if (effect !== '' && !effects.includes(effect)) {
      // One of the three is missing in the server's text.
      causes.push(unsupported(`${path}.effect`, effect, ['NoSchedule', 'NoExecute']));
    }
    return causes;
  });
}

interface Expression {
  key?: string;
  operator?: string;
  values?: string[];
}
interface NodeTerm {
  matchExpressions?: Expression[];
}
interface PodTerm {
  topologyKey?: string;
}
interface Affinity {
  nodeAffinity?: {
    requiredDuringSchedulingIgnoredDuringExecution?: { nodeSelectorTerms?: NodeTerm[] };
    preferredDuringSchedulingIgnoredDuringExecution?: { weight?: number; preference?: NodeTerm }[];
  };
  podAffinity?: PodAffinity;
  podAntiAffinity?: PodAffinity;
}
interface PodAffinity {
  requiredDuringSchedulingIgnoredDuringExecution?: PodTerm[];
  preferredDuringSchedulingIgnoredDuringExecution?: { weight?: number; podAffinityTerm?: PodTerm }[];
}

const must = 'requiredDuringSchedulingIgnoredDuringExecution';
const should = 'preferredDuringSchedulingIgnoredDuringExecution';

/** Models validateAffinity: terms and their weights. */
export function validateAffinity(field: string, value: PodSpec['affinity']): StatusCause[] {
  const { nodeAffinity, podAffinity, podAntiAffinity } = (value ?? {}) as Affinity;
  const terms = nodeAffinity?.[must]?.nodeSelectorTerms ?? [];
  const path = `${field}.nodeAffinity.${must}.nodeSelectorTerms`;
  return [
    ...(nodeAffinity?.[must] && terms.length === 0
      ? [required(path, 'must have at least one node selector term')]
      : []),
    ...terms.flatMap((term, i) => validateNodeTerm(`${path}[${i}]`, term)),
    ...(nodeAffinity?.[should] ?? []).flatMap(({ weight = 0, preference = {} }, i) => [
      ...validateWeight(`${field}.nodeAffinity.${should}[${i}]`, weight),
      ...validateNodeTerm(`${field}.nodeAffinity.${should}[${i}].preference`, preference),
    ]),
    ...validatePodAffinity(`${field}.podAffinity`, podAffinity),
    ...validatePodAffinity(`${field}.podAntiAffinity`, podAntiAffinity),
  ];
}

function validateNodeTerm(path: string, { matchExpressions = [] }: NodeTerm): StatusCause[] {
  return matchExpressions.flatMap(({ key = '', operator = '', values = [] }, i) => {
    const at = `${path}.matchExpressions[${i}]`;
    const causes: StatusCause[] = [];
    if (operator === 'In' || operator === 'NotIn') {
      if (values.length === 0)
        causes.push(required(`${at}.values`, "must be specified when `operator` is 'In' or 'NotIn'"));
    } else if (operator === 'Gt' || operator === 'Lt') {
      if (values.length !== 1)
        causes.push(
          required(`${at}.values`, "must be specified single value when `operator` is 'Lt' or 'Gt'"),
        );
    } else if (operator !== 'Exists' && operator !== 'DoesNotExist') {
      causes.push(invalid(`${at}.operator`, operator, 'not a valid selector operator'));
    }
    return [...causes, ...invalidAll(`${at}.key`, key, qualifiedName(key))];
  });
}

function validatePodAffinity(path: string, affinity: PodAffinity | undefined): StatusCause[] {
  return [
    ...(affinity?.[must] ?? []).flatMap((term, i) => validatePodTerm(`${path}.${must}[${i}]`, term)),
    ...(affinity?.[should] ?? []).flatMap(({ weight = 0, podAffinityTerm = {} }, i) => [
      ...validateWeight(`${path}.${should}[${i}]`, weight),
      ...validatePodTerm(`${path}.${should}[${i}].podAffinityTerm`, podAffinityTerm),
    ]),
  ];
}

const validatePodTerm = (path: string, { topologyKey = '' }: PodTerm): StatusCause[] =>
  topologyKey === ''
    ? [
        required(`${path}.topologyKey`, 'can not be empty'),
        ...invalidAll(`${path}.topologyKey`, '', qualifiedName('')),
      ]
    : invalidAll(`${path}.topologyKey`, topologyKey, qualifiedName(topologyKey));

const validateWeight = (path: string, weight: number): StatusCause[] =>
  weight > 0 && weight <= 100 ? [] : [invalid(`${path}.weight`, weight, 'must be in the range 1-100')];
