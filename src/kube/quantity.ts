const suffixes: Readonly<Record<string, number>> = {
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

/**
 * A resource quantity in its base unit (cores, bytes): `100m` is 0.1, `1Gi` is 1073741824.
 * Models apimachinery pkg/api/resource ParseQuantity.
 * @returns undefined when it is none
 */
export function parseQuantity(text: string | number): number | undefined {
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|([numkMGTPE]|[KMGTPE]i))?$/.exec(String(text));
  if (!match) return undefined;
  return Number(match[1]! + (match[2] ?? '')) * suffixes[match[3] ?? '']!;
}
