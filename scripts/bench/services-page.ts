import type { Page } from '@playwright/test';
import { inLabPage, startLab } from './chromium.ts';

export interface ServicesInPage {
  services: number;
  /** Milliseconds from Enter to the next prompt. */
  applyMs: number;
  getMs: number;
  /** By name from a Pod: the look-up, the Service's rules and the answer. */
  requestMs: number;
}

/** So many Services made and used by commands typed into a lab's terminal. */
export function servicesInPage(dist: string, scenario: string, services: number): Promise<ServicesInPage> {
  return inLabPage(dist, scenario, async (page) => {
    await startLab(page);
    const applyMs = await type(
      page,
      `for i in $(seq ${services}); do printf -- '---\\napiVersion: v1\\nkind: Service\\nmetadata: {name: s%s}\\nspec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}\\n' $i; done | kubectl apply -f - >/dev/null`,
    );
    const getMs = await type(page, 'kubectl get svc -A >/dev/null');
    await type(
      page,
      `until kubectl exec client -- wget -qO- -T 1 http://s${services}/ 2>/dev/null; do :; done`,
    );
    const middle = `s${Math.ceil(services / 2)}`;
    const requestMs = await type(page, `kubectl exec client -- wget -qO- -T 5 http://${middle}/`);
    return { services, applyMs, getMs, requestMs };
  });
}

let count = 0;

/** @returns milliseconds until the command, which must succeed, has ended */
async function type(page: Page, command: string): Promise<number> {
  const mark = `ended-${++count}`;
  const started = performance.now();
  // The quotes keep the typed line itself from looking like its output.
  await page.locator('.xterm-helper-textarea').fill('');
  await page.keyboard.insertText(`${command} && echo "${mark.slice(0, 5)}""${mark.slice(5)}"`);
  await page.keyboard.press('Enter');
  await page.locator('.xterm-rows', { hasText: mark }).waitFor({ timeout: 120_000 });
  return performance.now() - started;
}
