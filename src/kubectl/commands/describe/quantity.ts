import { parseQuantity } from '../../../kube/quantity.ts';

const binary = { Ti: 2 ** 40, Gi: 2 ** 30, Mi: 2 ** 20, Ki: 2 ** 10 };

/** An amount such as `100m`, `170Mi`, as a number of its base unit (cores, bytes). NaN if it is none. */
export const amountOf = (text: string): number => parseQuantity(text) ?? NaN;

/** The sum of amounts, in the form the first one has. */
export function sumQuantities(texts: readonly string[]): string {
  const total = texts.reduce((sum, text) => sum + amountOf(text), 0);
  if (total === 0) return '0';
  if (texts.some((text) => text.endsWith('i'))) {
    for (const [suffix, unit] of Object.entries(binary)) {
      if (total % unit === 0) return `${total / unit}${suffix}`;
    }
    return String(total);
  }
  return Number.isInteger(total) ? String(total) : `${Math.round(total * 1000)}m`;
}
