import { chromium, type Page } from '@playwright/test';
import { startLabServer } from '../../src/lab-server/http/server.ts';
import { readSettings } from '../../src/lab-server/settings.ts';

/** Opens a lab's page in headless Chromium with nothing cached, and closes all afterwards. */
export async function inLabPage<T>(
  dist: string,
  scenario: string,
  work: (page: Page) => Promise<T>,
): Promise<T> {
  const server = await startLabServer({ port: 0, root: dist, settings: readSettings() });
  const executablePath = process.env['CHROMIUM'];
  const browser = await chromium.launch({
    args: ['--no-sandbox', '--disable-gpu'],
    ...(executablePath ? { executablePath } : {}),
  });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.port}/en/labs/${scenario}/`);
    return await work(page);
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Presses Start lab. @returns milliseconds until the terminal shows a prompt */
export async function startLab(page: Page): Promise<number> {
  const button = page.getByRole('button', { name: 'Start lab' });
  await button.waitFor();
  const started = performance.now();
  await button.click();
  await page.locator('.xterm-rows', { hasText: '$' }).waitFor({ timeout: 60_000 });
  return performance.now() - started;
}
