import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';

const words = {
  en: {
    run: "Run in the lesson's terminal",
    write: "Write the file in the lesson's terminal",
    region: "The lesson's terminal",
    reset: 'Reset',
    wasReset: 'The cluster is as it was at first.',
    fold: 'Fold',
    unfold: 'Unfold',
    close: 'Close',
  },
  zh: {
    run: '在本课的实验终端中运行',
    write: '在本课的实验终端中写入文件',
    region: '本课的实验终端',
    reset: '恢复原状',
    wasReset: '集群回到了开始时的状态。',
    fold: '收起',
    unfold: '展开',
    close: '关闭',
  },
} as const;

const patience = { timeout: 45_000, intervals: [50, 100, 250] };

const rows = async (page: Page) =>
  (await page.locator('.lesson-dock .xterm-rows > div').allTextContents())
    .map((row) => row.replaceAll('\u00a0', ' ').trimEnd())
    .join('\n');

for (const language of ['zh', 'en'] as const) {
  const say = words[language];

  test(`the commands of a lesson in ${language} run in a cluster of the reader's own`, async ({ page }) => {
    const workers: string[] = [];
    page.on('worker', (worker) => workers.push(worker.url()));
    await page.goto(`/${language}/services/ports/`);
    const dock = page.getByRole('region', { name: say.region });
    await expect(page.getByRole('button', { name: say.run }).first()).toBeVisible();
    expect(workers).toEqual([]);

    await page.getByRole('button', { name: say.write }).first().press('Enter');
    await page.getByRole('button', { name: say.run }).first().press('Enter');
    await expect
      .poll(() => rows(page), patience)
      .toMatch(/kubectl apply -f web\.yaml\nservice\/web configured\n/);
    expect(workers).toHaveLength(1);
    // Whoever reads on with the keyboard is where they were.
    await expect(page.getByRole('button', { name: say.run }).first()).toBeFocused();
    const { violations } = await new AxeBuilder({ page }).include('.lesson-dock').analyze();
    expect(violations).toEqual([]);

    await dock.getByRole('textbox').focus();
    await page.keyboard.type('kubectl delete service web\r');
    await expect.poll(() => rows(page), patience).toContain('service "web" deleted from shop namespace');
    await dock.getByRole('button', { name: say.reset }).click();
    await expect(dock.getByRole('status')).toHaveText(say.wasReset, patience);
    await dock.getByRole('textbox').focus();
    await page.keyboard.type('clear; kubectl get service web -o name\r');
    await expect.poll(() => rows(page), patience).toMatch(/^service\/web$/m);

    await dock.getByRole('button', { name: say.fold }).click();
    await expect(dock.getByRole('textbox')).toBeHidden();
    await dock.getByRole('button', { name: say.unfold }).click();
    await expect(dock.getByRole('textbox')).toBeVisible();
    await dock.getByRole('button', { name: say.close }).click();
    await expect(dock).toBeHidden();
  });
}
