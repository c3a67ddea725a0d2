import type { StatusCause } from '../../../../kube/status.ts';
import type { IntOrString } from '../../../../kube/types.ts';
import { invalid, nonNegative } from '../common/causes.ts';

// How many Pods an update may miss or have too many: a number, or a percentage.
// Models kubernetes pkg/apis/apps/validation ValidatePositiveIntOrPercent and IsNotMoreThan100Percent.

export function validateAmount(field: string, value: IntOrString | undefined): StatusCause[] {
  if (value === undefined) return [];
  if (typeof value === 'number') return nonNegative(field, value);
  if (/^\d+%$/.test(value)) return [];
  const rule =
    "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";
  return [invalid(field, value, rule)];
}

export function validateShare(field: string, value: IntOrString | undefined): StatusCause[] {
  const share = typeof value === 'string' ? /^(\d+)%$/.exec(value) : null;
  return share && Number(share[1]) > 100 ? [invalid(field, value, 'must not be greater than 100%')] : [];
}

/** None at all: zero, or zero per cent. */
export const isNone = (value: IntOrString | undefined) =>
  value === undefined || value === 0 || (typeof value === 'string' && /^0*%$/.test(value));
