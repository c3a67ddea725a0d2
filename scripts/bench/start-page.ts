import { chromium } from '@playwright/test';
import { startLabServer } from '../../src/lab-server/http/server.ts';
import { readSettings } from '../../src/lab-server/settings.ts';
import { median } from './start-lab.ts';

/**
 * From the press of Start lab to a prompt, in Chromium, on a page whose lab code is not loaded yet.
 * @returns the median in milliseconds
 */
export async function startInPage(dist: string, scenario: string, runs: number): Promise<number> {
  const server = await startLabServer({ port: 0, root: dist, settings: readSettings() });
  const executablePath = process.env['CHROMIUM'];
  const browser = await chromium.launch({
    args: ['--no-sandbox', '--disable-gpu'],
    ...(executablePath ? { executablePath } : {}),
  });
  const times: number[] = [];
  try {
    for (let run = 0; run < runs; run++) {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(`http://127.0.0.1:${server.port}/en/labs/${scenario}/`);
      const button = page.getByRole('button', { name: 'Start lab' });
      await button.waitFor();
      const started = performance.now();
      await button.click();
      await page.locator('.xterm-rows', { hasText: '$' }).waitFor({ timeout: 60_000 });
      times.push(performance.now() - started);
      await context.close();
    }
  } finally {
    await browser.close();
    await server.close();
  }
  return median(times);
}
