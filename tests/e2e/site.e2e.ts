import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { gzipSync } from 'node:zlib';
import { seriousFaults } from './accessibility.ts';

/** The built site as readers use it: front door, languages, search, quiz, no scripts. */
const lesson = 'services/ports/';

test.describe('the front door', () => {
  const doors: [string, string][] = [
    ['zh-TW', 'zh'],
    ['en-GB', 'en'],
    ['fr-FR', 'en'],
  ];
  for (const [locale, language] of doors) {
    test(`leads a browser in ${locale} to ${language}`, async ({ browser, baseURL }) => {
      const context = await browser.newContext({ locale, baseURL: baseURL! });
      const page = await context.newPage();
      await page.goto('/');
      await expect(page).toHaveURL(new RegExp(`/${language}/$`));
      await context.close();
    });
  }

  test('remembers the language that was chosen', async ({ browser, baseURL }) => {
    const context = await browser.newContext({ locale: 'zh-CN', baseURL: baseURL! });
    const page = await context.newPage();
    await page.goto(`/zh/${lesson}`);
    await page.getByRole('link', { name: 'English' }).first().click();
    await expect(page).toHaveURL(new RegExp(`/en/${lesson}$`));
    await page.goto('/');
    await expect(page).toHaveURL(/\/en\/$/);
    await context.close();
  });

  test('has plain links without scripts', async ({ browser, baseURL }) => {
    const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL! });
    const page = await context.newPage();
    await page.goto('/');
    await page.getByRole('link', { name: '简体中文' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Service');
    await page.getByRole('link', { name: '开始学习' }).click();
    await expect(page.getByRole('group').first()).toBeVisible();
    await context.close();
  });
});

/** Whether code and tables that scroll can have the focus, which they get once the page is idle. */
const settled = () =>
  [...document.querySelectorAll<HTMLElement>('pre, .sl-markdown-content table')].every(
    (wide) => wide.scrollWidth <= wide.clientWidth || wide.tabIndex === 0,
  );

for (const language of ['zh', 'en']) {
  for (const path of ['', 'discovery/environment/', 'labs/', 'labs/wrong-target-port/']) {
    test(`/${language}/${path}: no serious fault of accessibility, nothing too wide`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: 'light' });
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(`/${language}/${path}`);
        await page.waitForFunction(settled);
        expect(await seriousFaults(new AxeBuilder({ page }))).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      }
      // In the dark only the colours are others.
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.goto(`/${language}/${path}`);
      expect(await seriousFaults(new AxeBuilder({ page }).withRules('color-contrast'))).toEqual([]);
    });
  }
}

test('is printed in dark ink on light paper, whatever the screen looks like', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(`/en/${lesson}`);
  const ink = () => page.evaluate(() => getComputedStyle(document.querySelector('h1')!).color);
  const onScreen = await ink();
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  const onPaper = await ink();
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  const [light, dark] = [onScreen, onPaper].map((colour) => Number(/\d+/.exec(colour)![0]));
  expect(light).toBeGreaterThan(200);
  expect(dark).toBeLessThan(60);
  expect(await ink()).toBe(onScreen);
});

for (const path of ['', lesson, 'debugging/', 'labs/']) {
  test(`/zh/${path} ships under 30 KB of JavaScript and nothing of the lab`, async ({ page }) => {
    const scripts: { url: string; body: Promise<Buffer> }[] = [];
    page.on('response', (response) => {
      const script = response.headers()['content-type']?.includes('javascript');
      if (script) scripts.push({ url: response.url(), body: response.body() });
    });
    await page.goto(`/zh/${path}`);
    await page.waitForLoadState('networkidle');
    const inline = await page.locator('script:not([src], [type="application/json"])').allTextContents();
    const bodies = await Promise.all(scripts.map(({ body }) => body));
    const bytes = [...bodies, ...inline].reduce((sum, code) => sum + gzipSync(code).length, 0);
    expect(bytes).toBeLessThan(30_000);
    expect(bodies.filter((code) => code.includes('lab-panel') && code.includes('lab-terminal'))).toEqual([]);
  });
}

test('search finds a lesson', async ({ page }) => {
  await page.goto('/en/');
  await page.keyboard.press('Control+k');
  await page.getByRole('searchbox').fill('targetPort');
  await expect(page.getByRole('dialog').getByRole('link').first()).toHaveAttribute('href', /\/en\//);
});

test.describe('a quiz', () => {
  const question = (page: Page, id: string): Locator => page.locator(`fieldset[data-question="${id}"]`);
  const check = (field: Locator): Promise<void> => field.getByRole('button', { name: 'Check' }).click();

  test.beforeEach(({ page }) => page.goto(`/en/${lesson}`).then(() => undefined));

  test('explains every option of a choice, and keeps the answer over a reload', async ({ page }) => {
    const field = question(page, 'where-to-listen');
    await check(field);
    await expect(field.getByRole('status')).toHaveText('Answer first.');
    await field.getByRole('radio').first().check();
    await check(field);
    await expect(field.getByRole('status')).toHaveText('Not right');
    expect(await field.locator('.why:visible').count()).toBe(await field.getByRole('radio').count());
    await page.reload();
    await expect(field.getByRole('status')).toHaveText('Not right');
    await expect(field.getByRole('radio').first()).toBeChecked();
    await expect(page.locator('[data-score]')).toHaveText(/^0 right, 1 of/);

    await field.getByRole('button', { name: 'Try again' }).click();
    await expect(field.locator('.why:visible')).toHaveCount(0);
    await field.locator('[data-correct] input').check();
    await check(field);
    await expect(field.getByRole('status')).toHaveText('Right');
    await expect(page.locator('[data-score]')).toHaveText(/^1 right, 1 of/);
  });

  test('lets items be ordered by keyboard and shows the right order', async ({ page }) => {
    const field = question(page, 'way-of-a-request');
    const first = field.locator('[data-item]').first();
    const text = await first.locator('.item-text').innerText();
    await first.getByRole('button', { name: /down/ }).focus();
    await page.keyboard.press('Enter');
    await expect(field.locator('[data-item]').nth(1).locator('.item-text')).toHaveText(text);
    await expect(field.getByRole('status')).toContainText('is now 2 of');
    // Sort by moving up whatever belongs before its neighbour.
    for (;;) {
      const places = await field
        .locator('[data-item]')
        .evaluateAll((items) => items.map((item) => Number(item.getAttribute('data-place'))));
      const at = places.findIndex((place, index) => index > 0 && place < places[index - 1]!);
      if (at < 0) break;
      await field.locator('[data-item]').nth(at).getByRole('button', { name: /up/ }).click();
    }
    await check(field);
    await expect(field.getByRole('status')).toHaveText('Right');
    await expect(field.locator('.right-order')).toBeVisible();
  });

  test('lets items be dragged', async ({ page }) => {
    const items = question(page, 'way-of-a-request').locator('[data-item]');
    const text = await items.first().locator('.item-text').innerText();
    const { height } = (await items.last().boundingBox())!;
    // Over the lower half of the last one: below it.
    await items.first().dragTo(items.last(), { targetPosition: { x: 40, y: height - 6 } });
    await expect(items.last().locator('.item-text')).toHaveText(text);
  });

  test('judges a completed manifest by its meaning', async ({ page }) => {
    const field = question(page, 'follow-the-name');
    const [port, target] = [field.getByRole('textbox').first(), field.getByRole('textbox').nth(1)];
    await port.fill('80');
    await target.fill('"8080"');
    await target.press('Enter');
    await expect(field.getByRole('status')).toHaveText('Not right');
    await expect(field.locator('.why:visible')).toContainText('at least one letter');
    await field.getByRole('button', { name: 'Try again' }).click();
    await port.fill('80');
    await target.fill('"http');
    await check(field);
    await expect(field.locator('.problem')).toContainText('not valid YAML');
    await field.getByRole('button', { name: 'Try again' }).click();
    await port.fill('80 # for clients');
    await target.fill("'http'");
    await check(field);
    await expect(field.getByRole('status')).toHaveText('Right');
    await page.reload();
    await expect(field.getByRole('status')).toHaveText('Right');
    await expect(target).toHaveValue("'http'");
  });

  test('judges a command by its flags', async ({ page }) => {
    const field = question(page, 'look-at-slices');
    await field
      .getByRole('textbox')
      .fill('-n shop get endpointslice --selector=kubernetes.io/service-name=web');
    await check(field);
    await expect(field.getByRole('status')).toHaveText('Right');
  });

  test('loads the YAML parser only when it judges a completed text', async ({ page }) => {
    const loaded: string[] = [];
    page.on('response', (response) => loaded.push(response.url()));
    await page.reload();
    await page.waitForLoadState('networkidle');
    expect(loaded.filter((url) => url.includes('meaning'))).toEqual([]);
    const field = question(page, 'follow-the-name');
    await field.getByRole('textbox').first().fill('80');
    await check(field);
    await expect(field.getByRole('status')).toHaveText('Not right');
    expect(loaded.filter((url) => url.includes('meaning'))).toHaveLength(1);
  });
});
