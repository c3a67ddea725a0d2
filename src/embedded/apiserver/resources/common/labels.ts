import type { StatusCause } from '../../../../kube/status.ts';
import type { LabelSelector } from '../../../../kube/types.ts';
import { forbidden, invalid, invalidAll, required } from './causes.ts';
import { labelValue, qualifiedName } from './names.ts';

/** Also for the selectors that are plain maps: Service, nodeSelector. */
export function validateLabels(
  field: string,
  labels: Readonly<Record<string, string | null>> | null | undefined,
): StatusCause[] {
  return Object.entries(labels ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, value]) => [
      ...invalidAll(field, key, qualifiedName(key)),
      ...invalidAll(field, value ?? '', labelValue(value ?? '')),
    ]);
}

/** Models kubernetes apimachinery pkg/apis/meta/v1/validation ValidateLabelSelector. */
export function validateLabelSelector(
  field: string,
  selector: LabelSelector | null | undefined,
): StatusCause[] {
  if (!selector) return [];
  const causes = validateLabels(`${field}.matchLabels`, selector.matchLabels);
  (selector.matchExpressions ?? []).forEach((expression, i) => {
    const path = `${field}.matchExpressions[${i}]`;
    const { key = '', operator = '', values = [] } = expression;
    if (operator === 'In' || operator === 'NotIn') {
      if (values.length === 0) {
        causes.push(required(`${path}.values`, "must be specified when `operator` is 'In' or 'NotIn'"));
      }
    } else if (operator === 'Exists' || operator === 'DoesNotExist') {
      if (values.length > 0) {
        causes.push(
          forbidden(`${path}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"),
        );
      }
    } else causes.push(invalid(`${path}.operator`, operator, 'not a valid selector operator'));
    causes.push(...invalidAll(`${path}.key`, key, qualifiedName(key)));
    values.forEach((value, j) => {
      causes.push(...invalidAll(`${path}.values[${j}]`, value, labelValue(value)));
    });
  });
  return causes;
}

/** Both of matchLabels and matchExpressions are empty. */
export function isEmptySelector(selector: LabelSelector): boolean {
  return (
    Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0
  );
}

/** `app=web,tier=front`, sorted; `<none>` when empty. */
export function formatLabels(labels: Readonly<Record<string, string>> | null | undefined): string {
  const pairs = Object.entries(labels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return pairs.length === 0 ? '<none>' : pairs.map(([key, value]) => `${key}=${value}`).join(',');
}

/**
 * A selector as one string: `app=web,env in (a,b),!x`.
 * Models kubernetes apimachinery pkg/apis/meta/v1 FormatLabelSelector.
 */
export function formatLabelSelector(selector: LabelSelector | null | undefined): string {
  if (!selector) return '<none>';
  const parts: [key: string, text: string][] = Object.entries(selector.matchLabels ?? {}).map(
    ([key, value]) => [key, `${key}=${value}`],
  );
  for (const { key, operator, values = [] } of selector.matchExpressions ?? []) {
    const list = `(${[...values].sort().join(',')})`;
    if (operator === 'In') parts.push([key, `${key} in ${list}`]);
    else if (operator === 'NotIn') parts.push([key, `${key} notin ${list}`]);
    else parts.push([key, operator === 'Exists' ? key : `!${key}`]);
  }
  if (parts.length === 0) return '<none>';
  parts.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return parts.map(([, text]) => text).join(',');
}
