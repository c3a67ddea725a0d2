import { parseQuantity } from '../../../../kube/quantity.ts';
import type { StatusCause } from '../../../../kube/status.ts';
import type { Container } from '../../../../kube/types.ts';
import { forbidden, invalid, invalidAll, required } from '../common/causes.ts';
import { qualifiedName } from '../common/names.ts';

const standard = new Set(['cpu', 'memory', 'ephemeral-storage']);
const isHugePages = (name: string) => name.startsWith('hugepages-');
/** Only of these may more be allowed than is reserved. */
const overcommits = (name: string) => !isHugePages(name) && (!name.includes('/') || isNative(name));
const isNative = (name: string) => !name.includes('/') || /(^|\.)kubernetes\.io\//.test(name);

/** Models validateContainerResourceName. */
function validateName(field: string, name: string): StatusCause[] {
  const wrong = invalidAll(field, name, qualifiedName(name));
  if (wrong.length > 0) return wrong;
  if (name.includes('/')) {
    return isNative(name) || !name.startsWith('requests.')
      ? []
      : [invalid(field, name, "doesn't follow extended resource name standard")];
  }
  if (standard.has(name) || isHugePages(name)) return [];
  const forContainers = invalid(field, name, 'must be a standard resource for containers');
  return quotaResources.has(name)
    ? [forContainers]
    : [invalid(field, name, 'must be a standard resource type or fully qualified'), forContainers];
}

/** Standard elsewhere, in quotas and volumes. */
const quotaResources = new Set([
  ...['storage', 'pods', 'services', 'secrets', 'configmaps', 'persistentvolumeclaims', 'resourcequotas'],
  ...['replicationcontrollers', 'services.nodeports', 'services.loadbalancers', 'requests.cpu'],
  ...['requests.memory', 'requests.storage', 'limits.cpu', 'limits.memory'],
]);

function validateAmount(field: string, name: string, text: string): StatusCause[] {
  const amount = parseQuantity(text);
  if (amount === undefined) return [];
  if (amount < 0) return [invalid(field, text, 'must be greater than or equal to 0')];
  return name.includes('/') && !isNative(name) && !Number.isInteger(amount)
    ? [invalid(field, text, 'must be an integer')]
    : [];
}

/** Models kubernetes pkg/apis/core/validation ValidateContainerResourceRequirements. */
export function validateResources(path: string, resources: Container['resources']): StatusCause[] {
  const { limits, requests } = resources ?? {};
  const causes: StatusCause[] = [];
  const sorted = (list: Record<string, string> | null | undefined) =>
    Object.entries(list ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, text] of sorted(limits)) {
    const field = `${path}.limits[${name}]`;
    causes.push(...validateName(field, name), ...validateAmount(field, name, text));
  }
  for (const [name, text] of sorted(requests)) {
    const field = `${path}.requests[${name}]`;
    causes.push(...validateName(field, name), ...validateAmount(field, name, text));
    const limit = limits?.[name];
    if (limit === undefined) {
      if (!overcommits(name)) {
        causes.push(required(`${path}.limits`, 'Limit must be set for non overcommitable resources'));
      }
      continue;
    }
    const [wanted = 0, most = Infinity] = [parseQuantity(text), parseQuantity(limit)];
    if (wanted !== most && !overcommits(name)) {
      causes.push(invalid(`${path}.requests`, text, `must be equal to ${name} limit of ${limit}`));
    } else if (wanted > most) {
      causes.push(
        invalid(`${path}.requests`, text, `must be less than or equal to ${name} limit of ${limit}`),
      );
    }
  }
  const names = [...Object.keys(limits ?? {}), ...Object.keys(requests ?? {})];
  if (names.some(isHugePages) && !names.includes('cpu') && !names.includes('memory')) {
    causes.push(forbidden(path, 'HugePages require cpu or memory'));
  }
  return causes;
}
