import { errors } from '../../../kube/status.ts';
import {
  matchesRequirements,
  parseSelector,
  SelectorError,
  type Requirement,
} from '../../../kube/selector.ts';
import type { AnyObject } from '../../../kube/types.ts';
import type { ResourceDefinition } from '../definition.ts';
import { invalid, invalidAll } from '../resources/common/causes.ts';
import { labelValue, qualifiedName } from '../resources/common/names.ts';

export type Matcher = (object: AnyObject) => boolean;

/**
 * Reads `labelSelector` and `fieldSelector`.
 * @throws StatusError 400 when one cannot be read or names a field that cannot be selected by
 */
export function parseSelectors(definition: ResourceDefinition, query: URLSearchParams): Matcher {
  const labels = labelMatcher(query.get('labelSelector') ?? '');
  const fields = fieldMatcher(definition, query.get('fieldSelector') ?? '');
  return (object) => labels(object) && fields(object);
}

function labelMatcher(text: string): Matcher {
  try {
    const requirements = parseSelector(text);
    for (const requirement of requirements) check(requirement);
    return (object) => matchesRequirements(object.metadata.labels, requirements);
  } catch (error) {
    if (!(error instanceof SelectorError)) throw error;
    throw errors.badRequest(error.message);
  }
}

/** @throws SelectorError. Models kubernetes apimachinery pkg/labels NewRequirement. */
function check({ key, operator, values }: Requirement): void {
  const causes = invalidAll('key', key, qualifiedName(key));
  if ((operator === 'In' || operator === 'NotIn') && values.length === 0)
    causes.push(invalid('values', values, "for 'in', 'notin' operators, values set can't be empty"));
  if ((operator === 'GreaterThan' || operator === 'LessThan') && !/^[+-]?\d+$/.test(values[0] ?? ''))
    causes.push(invalid('values[0]', values[0], "for 'Gt', 'Lt' operators, the value must be an integer"));
  [...values]
    .sort()
    .forEach((value, i) => causes.push(...invalidAll(`values[${i}][${key}]`, value, labelValue(value))));
  const [first] = causes;
  if (first) throw new SelectorError(`unable to parse requirement: ${first.field}: ${first.message}`);
}

// Models kubernetes apimachinery pkg/fields ParseSelector.
function fieldMatcher(definition: ResourceDefinition, text: string): Matcher {
  const matchers = text
    .split(/(?<!\\),/)
    .filter((term) => term !== '')
    .map((term): Matcher => {
      const parts = /^(.*?)(!=|==|=)(.*)$/s.exec(term);
      if (!parts) throw errors.badRequest(`invalid selector: '${text}'; can't understand '${term}'`);
      const read = fieldReader(definition, parts[1]!);
      const wanted = parts[3]!.replace(/\\([\\,=])/g, '$1');
      const equal = parts[2] !== '!=';
      return (object) => (read(object) === wanted) === equal;
    });
  return (object) => matchers.every((matches) => matches(object));
}

function fieldReader(definition: ResourceDefinition, path: string): (object: AnyObject) => string {
  if (path === 'metadata.name') return (object) => object.metadata.name ?? '';
  if (path === 'metadata.namespace' && definition.type.namespaced) {
    return (object) => object.metadata.namespace ?? '';
  }
  const read = definition.selectableFields?.[path];
  if (read) return read;
  if (definition.selectableFields) throw errors.badRequest(`field label not supported: ${path}`);
  throw errors.badRequest(
    `"${path}" is not a known field selector: only "metadata.name", "metadata.namespace"`,
  );
}
