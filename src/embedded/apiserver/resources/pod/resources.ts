import type { StatusCause } from '../../../../kube/status.ts';
import type { Container } from '../../../../kube/types.ts';
import { invalid } from '../common/causes.ts';

const suffixes: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** @returns the amount, or undefined when it is no quantity */
export function parseQuantity(text: string | number): number | undefined {
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|([numkMGTPE]|[KMGTPE]i))?$/.exec(String(text));
  if (!match) return undefined;
  return Number(match[1]! + (match[2] ?? '')) * suffixes[match[3] ?? '']!;
}

/** Models kubernetes pkg/apis/core/validation ValidateContainerResourceRequirements. */
export function validateResources(path: string, resources: Container['resources']): StatusCause[] {
  const causes: StatusCause[] = [];
  const { limits = {}, requests = {} } = resources ?? {};
  const amounts = (kind: string, list: Record<string, string>) =>
    Object.entries(list).forEach(([name, text]) => {
      const amount = parseQuantity(text);
      if (amount === undefined || amount >= 0) return;
      causes.push(invalid(`${path}.${kind}[${name}]`, text, 'must be greater than or equal to 0'));
    });
  amounts('limits', limits);
  amounts('requests', requests);
  for (const [name, text] of Object.entries(requests)) {
    const limit = limits[name];
    if (limit === undefined) continue;
    if ((parseQuantity(text) ?? 0) > (parseQuantity(limit) ?? Infinity)) {
      causes.push(
        invalid(`${path}.requests`, text, `must be less than or equal to ${name} limit of ${limit}`),
      );
    }
  }
  return causes;
}
