import type { AxeBuilder } from '@axe-core/playwright';

/** What axe calls serious or critical: rule and the elements that break it. */
export async function seriousFaults(axe: AxeBuilder): Promise<unknown[]> {
  const { violations } = await axe.analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return serious.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]);
}
