export interface Toleration {
  key?: string;
  operator?: string;
  value?: string;
  effect?: string;
}

/** Models kubernetes component-helpers Toleration.ToleratesTaint. */
export function tolerates(
  toleration: Toleration,
  taint: { key: string; value?: string; effect: string },
): boolean {
  if (toleration.effect && toleration.effect !== taint.effect) return false;
  if (toleration.key && toleration.key !== taint.key) return false;
  if (toleration.operator === 'Exists') return true;
  return !!toleration.key && (toleration.value ?? '') === (taint.value ?? '');
}
