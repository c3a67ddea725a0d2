const suffixes: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** An amount such as `100m`, `170Mi`, as a number of its base unit (cores, bytes). NaN if it is none. */
export function parseQuantity(text: string): number {
  const match = /^([-+]?[\d.]+)([a-zA-Z]*)$/.exec(text);
  return match ? Number(match[1]) * (suffixes[match[2]!] ?? NaN) : NaN;
}

/** The sum of amounts, in the form the first one has. */
export function sumQuantities(texts: readonly string[]): string {
  const total = texts.reduce((sum, text) => sum + parseQuantity(text), 0);
  if (total === 0) return '0';
  const binary = texts.some((text) => text.endsWith('i'));
  if (binary) {
    for (const suffix of ['Ti', 'Gi', 'Mi', 'Ki']) {
      if (total % suffixes[suffix]! === 0) return `${total / suffixes[suffix]!}${suffix}`;
    }
    return String(total);
  }
  return Number.isInteger(total) ? String(total) : `${Math.round(total * 1000)}m`;
}
