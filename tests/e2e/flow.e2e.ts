import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { seriousFaults } from './accessibility.ts';
import { LabPage, type Language } from './lab-page.ts';

const words = {
  en: {
    one: '1. Does the Service exist?',
    missing: 'no such Service, or it was refused',
    live: 'Step 1 of 10: 1. Does the Service exist?',
    service: 'Service',
    namespace: 'Namespace',
    nowhere: /nowhere else/,
    back: 'Back',
    again: 'Start over',
    all: 'Show all steps',
    start: 'First: how does it fail?',
    found: 'breaks here',
    flow: 'Debugging flow',
    asked: '✓ asked',
    way: 'The way you went',
  },
  zh: {
    one: '1. Service 存在吗？',
    missing: 'Service 不存在，或创建时被拒绝',
    live: '第 1 步，共 10 步：1. Service 存在吗？',
    service: 'Service',
    namespace: '命名空间',
    nowhere: /别处也没有/,
    back: '上一步',
    again: '从头再问',
    all: '列出全部步骤',
    start: '先看：怎样失败？',
    found: '断在这里',
    flow: '排错流程',
    asked: '✓ 问过',
    way: '你走的路',
  },
} as const;

/** Sheets of paper that a PDF of the page has. */
async function sheets(page: Page): Promise<number> {
  const pdf = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1');
  return pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}

for (const language of ['zh', 'en'] as const satisfies Language[]) {
  const word = words[language];

  test.describe(language, () => {
    test('is walked from how it fails to a cause, by keyboard, and back', async ({ page }) => {
      await page.goto(`/${language}/debugging/`);
      const flow = page.locator('flow-walk');
      const heading = (name: string) => flow.getByRole('heading', { name, exact: true });
      await expect(heading(word.start)).toBeVisible();
      await expect(heading(word.one)).toBeHidden();
      await flow.getByRole('textbox', { name: word.service }).fill('cart');
      await flow.getByRole('textbox', { name: word.namespace }).fill('orders');

      await flow.getByRole('link', { name: /bad address/ }).focus();
      await page.keyboard.press('Enter');
      await expect(heading(word.one)).toBeFocused();
      await expect(heading(word.start)).toBeHidden();
      await expect(flow.locator('.flow-live')).toHaveText(word.live);
      await expect(page).toHaveURL(/#step-1$/);
      await expect(flow.getByText('kubectl -n orders get service cart', { exact: true })).toBeVisible();

      await flow.getByRole('link', { name: word.nowhere }).click();
      await expect(heading(word.missing)).toBeFocused();
      await expect(page).toHaveURL(/#finding-service-missing$/);
      const path = flow.locator('.flow-path');
      await expect(path.locator('[data-station="service"]')).toContainText(word.found);
      await expect(path.locator('[data-station="client"]')).toHaveAttribute('data-state', 'asked');

      await flow.getByRole('button', { name: word.back }).click();
      await expect(heading(word.one)).toBeFocused();
      await page.goBack();
      await expect(heading(word.missing)).toBeVisible();
      await flow.getByRole('button', { name: word.again }).click();
      await expect(heading(word.start)).toBeFocused();
      await expect(flow.getByRole('button', { name: word.back })).toBeDisabled();
      await flow.getByRole('button', { name: word.all }).click();
      await expect(heading(word.one)).toBeVisible();
      await expect(heading(word.missing)).toBeVisible();
    });

    test('opens at the step of its address, and every link in it leads somewhere', async ({ page }) => {
      await page.goto(`/${language}/debugging/#step-8`);
      await expect(page.locator('#step-8')).toBeVisible();
      await expect(page.locator('#step-0')).toBeHidden();
      const other = page.locator('[data-choose-language]').first();
      await expect(other).toHaveAttribute('href', /#step-8$/);
      const dead = await page
        .locator('flow-walk a[href^="#"]')
        .evaluateAll((links) =>
          links
            .map((link) => link.getAttribute('href') ?? '')
            .filter((href) => !document.getElementById(href.slice(1))),
        );
      expect(dead).toEqual([]);
      const lessons = await page
        .locator('.flow-finding a')
        .evaluateAll((links) => [...new Set(links.map((link) => (link as HTMLAnchorElement).href))]);
      const answers = await Promise.all(
        lessons.map(async (url) => [(await page.request.get(url)).status(), url]),
      );
      expect(answers.filter(([status]) => status !== 200)).toEqual([]);
    });

    test('is printed on one sheet, with what the reader set', async ({ page }) => {
      await page.goto(`/${language}/debugging/#step-8`);
      await page.getByRole('textbox', { name: word.namespace }).fill('orders');
      expect(await sheets(page)).toBe(1);
      await page.emulateMedia({ media: 'print' });
      const sheet = page.locator('.flow-sheet');
      await expect(sheet).toBeVisible();
      await expect(sheet).toContainText('kubectl -n orders get service web');
      await expect(page.locator('flow-walk')).toBeHidden();
      await expect(sheet.locator('table').first().locator('tbody tr')).toHaveCount(11);
    });

    test('can be used by everybody, light and wide, dark and narrow', async ({ page }) => {
      test.setTimeout(180_000);
      await page.goto(`/${language}/debugging/`);
      for (const [hash, colorScheme, width] of [
        ['#step-7', 'light', 1280],
        ['#finding-policy', 'dark', 390],
      ] as const) {
        await page.evaluate((to) => (location.hash = to), hash);
        await page.emulateMedia({ colorScheme });
        await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
        await page.setViewportSize({ width, height: 900 });
        expect(await seriousFaults(new AxeBuilder({ page }).include('flow-walk'))).toEqual([]);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(overflow).toBeLessThanOrEqual(width);
      }
    });
  });
}

test('without JavaScript all of it is there to read', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL && { baseURL }) });
  const page = await context.newPage();
  await page.goto('/en/debugging/');
  for (const number of Array.from({ length: 11 }, (_, at) => at)) {
    await expect(page.locator(`#step-${number}`)).toBeVisible();
  }
  await expect(page.locator('#finding-again')).toBeVisible();
  await expect(page.locator('.flow-form')).toBeHidden();
  // Old links go to headings.
  await expect(page.locator('#\\35-does-it-answer-by-address')).toBeVisible();
  await context.close();
});

test('in a lab it ticks what was asked, types commands, and shows the way at the end', async ({ page }) => {
  test.setTimeout(180_000);
  const word = words.en;
  const lab = new LabPage(page);
  await lab.open('wrong-target-port');
  const flow = lab.panel.locator('.lab-flow');
  await expect(flow.getByText(word.flow, { exact: true })).toBeVisible();
  await expect(flow.locator('.flow-list')).toHaveCount(0);
  await lab.start();
  await flow.getByText(word.flow, { exact: true }).click();
  const step = (number: number) => flow.locator('.flow-list > li').nth(number);
  await expect(step(6)).not.toContainText(word.asked);
  await expect(flow.getByRole('textbox', { name: 'Namespace' })).toHaveValue('shop');

  await lab.run('kubectl describe service web');
  await expect(step(6)).toContainText(word.asked);
  await expect(step(8)).not.toContainText(word.asked);
  await lab.run('kubectl get endpointslices');
  await expect(step(8)).toContainText(word.asked);

  await step(1).locator('summary').click();
  const prompt = await lab.clear();
  await step(1).getByRole('button', { name: 'Type it into the terminal' }).first().click();
  await lab.shows('kubectl -n shop get service web');
  await lab.press('Enter');
  await lab.prompted(prompt);
  await expect(step(1)).toContainText(word.asked);
  await step(1).getByRole('button', { name: word.nowhere }).click();
  await expect(flow.getByRole('heading', { name: words.en.missing })).toBeFocused();

  await lab.click('solve');
  expect(await lab.check()).toBe('pass');
  const way = lab.panel.locator('.flow-went');
  await expect(way.getByRole('heading', { name: word.way })).toBeVisible();
  const went = way.locator('.flow-way').first().locator('li');
  await expect(went).toHaveText([
    /^6Is the Service itself right\?kubectl describe service web$/,
    /^8.*kubectl get endpointslices$/,
    /^1.*kubectl -n shop get service web$/,
  ]);
  const shortest = way.locator('.flow-way').last().locator('li');
  await expect(shortest).toHaveText([/^6/, /^9/]);
  await expect(way).toContainText('You asked 2 more steps.');
});

test('in a drill its namespace is filled in; in an exam there is no flow', async ({ page }) => {
  await page.goto('/en/drill/?id=drill-1-e2e');
  const flow = page.locator('lab-panel .lab-flow');
  await flow.getByText(words.en.flow, { exact: true }).click();
  const panel = page.locator('lab-panel');
  await expect(flow.getByRole('textbox', { name: 'Namespace' })).toHaveValue(
    (await panel.getAttribute('namespace')) ?? 'none',
  );
  await page.goto('/en/exam/');
  await page.getByRole('button', { name: 'Begin the exam' }).click();
  await expect(page.locator('lab-panel').first()).toBeAttached();
  await expect(page.locator('.lab-flow')).toHaveCount(0);
});
