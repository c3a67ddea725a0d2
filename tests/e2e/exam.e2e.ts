import { AxeBuilder } from '@axe-core/playwright';
import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { seriousFaults } from './accessibility.ts';
import { examDrills } from '../../src/components/exam/plan.ts';
import { drillOf } from '../../src/scenario/drill/index.ts';
import { LabPage, words } from './lab-page.ts';

/** Drills and exams, which a seed draws: the tests know the repair as the generator does. */
const seed = 'e2e';
const drills = examDrills(seed, 'short').map(drillOf);

/** A lab of which others, hidden, stand on the same page. */
class VisibleLab extends LabPage {
  override readonly panel = this.page.locator('lab-panel').filter({ visible: true });

  /** Pastes a script, so that it comes as it is written, and runs it. */
  async runScript(script: string): Promise<void> {
    const prompt = await this.clear();
    const lines = script.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    await this.paste(lines.join('\n'));
    await this.press('Enter');
    await this.shows(new RegExp(`\\n${prompt.replace(/[$^.*+?()[\]{}|\\]/g, '\\$&')}$`));
  }
}

async function expectNoFaults(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await seriousFaults(new AxeBuilder({ page }))).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

test('a short exam: one drill repaired, one skipped, a reload between, and the report', async ({ page }) => {
  test.setTimeout(240_000);
  const lab = new VisibleLab(page);
  const bar = page.getByRole('region', { name: 'Exam' });
  await page.goto('/en/exam/');
  await expectNoFaults(page);
  await page.getByRole('textbox', { name: 'Seed' }).fill('no seed');
  await page.getByRole('button', { name: 'Begin the exam' }).click();
  await expect(page.getByRole('alert')).toHaveText(/A seed is 1 to 20/);
  await page.getByRole('textbox', { name: 'Seed' }).fill(seed);
  await page.getByRole('button', { name: 'Begin the exam' }).click();

  await expect(page.getByRole('heading', { name: 'Drill 1 of 2' })).toBeFocused();
  await expect(page).toHaveURL(new RegExp(`seed=${seed}&length=short`));
  await expect(page.getByRole('timer')).toHaveText(/^(20:00|19:\d\d)$/);
  await lab.start();
  for (const action of [words.en.hint, words.en.solve]) await expect(lab.button(action)).toHaveCount(0);
  await lab.run('kubectl get services --all-namespaces');
  expect(await lab.check()).toBe('fail');
  await expectNoFaults(page);
  // Another drill and back: the cluster has gone on, and so has its terminal.
  await bar.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByRole('heading', { name: 'Drill 2 of 2' })).toBeFocused();
  await expect(lab.button('Start lab')).toBeVisible();
  await bar.getByRole('button', { name: 'Previous' }).click();
  expect(await lab.screen()).toContain('kube-dns');
  await lab.runScript(drills[0]!.fixes['repair']!);
  expect(await lab.check()).toBe('pass');
  await expect(bar.getByRole('status')).toHaveText('Drill 1 passed.');
  await expect(lab.panel.getByText(words.en.debrief)).toBeHidden();

  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await expect(bar.getByRole('button', { name: 'Drill 1: passed' })).toBeVisible();
  const note = page.getByText('The cluster of this drill went with the page').filter({ visible: true });
  await expect(note).toHaveCount(1);
  await bar.getByRole('button', { name: 'Drill 2: not passed yet' }).click();
  await expect(note).toHaveCount(0);
  await bar.getByRole('button', { name: 'Finish…' }).click();
  const sure = page.getByRole('dialog');
  await expect(sure).toContainText('1 of 2 drills passed');
  await expect(sure.getByRole('button', { name: 'Go on' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(sure).toBeHidden();
  await bar.getByRole('button', { name: 'Finish…' }).click();
  await sure.getByRole('button', { name: 'Finish', exact: true }).click();

  const report = page.locator('.exam-report');
  await expect(report.getByRole('heading', { name: 'Exam report: 1 of 2 drills passed' })).toBeFocused();
  for (const { title, faults } of drills) {
    const row = report.getByRole('row', { name: title.en });
    for (const fault of faults) await expect(row).toContainText(fault.title.en);
  }
  const first = report.locator('section').first();
  await expect(first).toContainText('passed after');
  await expect(first.getByText('kubectl get services --all-namespaces')).toBeVisible();
  await expect(first.getByRole('heading', { name: 'Repaired, in the order of the checks' })).toBeVisible();
  await expect(report.locator('section').nth(1)).toContainText('not started');
  await expectNoFaults(page);

  const download = page.waitForEvent('download');
  await report.getByRole('button', { name: 'Save as JSON' }).click();
  const saved = JSON.parse(await readFile(await (await download).path(), 'utf8')) as {
    passed: number;
    drills: { id: string; outcome: string; commands: { line: string }[]; looked: { station: string }[] }[];
  };
  expect(saved.passed).toBe(1);
  expect(saved.drills.map(({ id, outcome }) => [id, outcome])).toEqual([
    [drills[0]!.id, 'passed'],
    [drills[1]!.id, 'not started'],
  ]);
  expect(saved.drills[0]!.commands[0]!.line).toBe('kubectl get services --all-namespaces');
  expect(saved.drills[0]!.looked[0]!.station).toBe('service');

  // It is still there when one comes back.
  await page.goto('/en/exam/');
  await page.getByRole('button', { name: 'Read the report of the last exam' }).click();
  await expect(report).toContainText('1 of 2 drills passed');
  await report.getByRole('button', { name: 'New exam' }).click();
  await expect(page.getByRole('button', { name: 'Begin the exam' })).toBeVisible();
});

test('time warns and ends the exam by itself', async ({ page }) => {
  await page.clock.install();
  await page.goto(`/en/exam/?seed=${seed}&length=full`);
  await page.getByRole('button', { name: 'Begin the exam' }).click();
  await expect(page.getByRole('heading', { name: 'Drill 1 of 4' })).toBeFocused();
  const warning = page.locator('.exam-warning');
  await page.clock.fastForward('54:58');
  await expect(warning).toHaveText('');
  await page.clock.fastForward('00:03');
  await expect(warning).toHaveText('5 minutes left.');
  await page.clock.fastForward('04:00');
  await expect(warning).toHaveText('One minute left.');
  await page.getByRole('button', { name: 'Finish…' }).click();
  await page.clock.fastForward('01:00');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('heading', { name: '0 of 4 drills passed' })).toBeVisible();
  await expect(page.locator('.exam-report')).toContainText('ended by the clock after 1:00:00.');
});

test('the exam in Chinese: begun, a drill started, and the report', async ({ page }) => {
  const lab = new VisibleLab(page, 'zh');
  await page.goto(`/zh/exam/?seed=${seed}`);
  await expectNoFaults(page);
  await page.getByRole('button', { name: '开始考试' }).click();
  await expect(page.getByRole('heading', { name: '第 1 题，共 2 题' })).toBeFocused();
  await expect(lab.panel.getByRole('heading', { name: '你的任务' })).toBeVisible();
  await lab.start();
  await lab.run('kubectl get pods');
  await page.getByRole('button', { name: '结束……' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '结束', exact: true }).click();
  await expect(page.getByRole('heading', { name: '考试报告：2 题中通过了 0 题' })).toBeFocused();
  await expect(page.locator('.exam-report').getByText('kubectl get pods')).toBeVisible();
  await expectNoFaults(page);
});

test('a drill in zh: by its address, repaired, and its neighbour', async ({ page }) => {
  test.setTimeout(180_000);
  const drill = drillOf('drill-1-team9');
  const lab = new VisibleLab(page, 'zh');
  await page.goto(`/zh/drill/?id=${drill.id}`);
  await expect(page.getByRole('heading', { name: drill.title.zh })).toBeVisible();
  await lab.start();
  await lab.button(words.zh.hint).click();
  await expect(lab.panel.getByRole('heading', { name: /1\/\d/ })).toBeVisible();
  expect(await lab.check()).toBe('fail');
  await lab.runScript(drill.fixes['repair']!);
  expect(await lab.check()).toBe('pass');
  const debrief = lab.panel.locator('.lab-debrief');
  await expect(debrief).toContainText(drill.faults[0]!.title.zh);
  await expect(debrief.locator('code').first()).toBeVisible();
  await expectNoFaults(page);

  await page.getByRole('link', { name: 'English' }).click();
  await expect(page).toHaveURL(/drill\/\?id=drill-1-team9$/);
  await page.goBack();
  await expect(page.getByText(words.zh.passed)).toBeVisible();
  await page.getByRole('button', { name: '下一个种子' }).click();
  await expect(page).toHaveURL(/\?id=drill-1-team10$/);
  await expect(page.getByRole('heading', { name: 'team10' })).toBeVisible();
});

test('a drill is chosen by level and seed, or thrown; the generator comes with the first', async ({
  page,
}) => {
  const scripts: string[] = [];
  page.on('response', (response) => scripts.push(response.url()));
  await page.goto('/en/drill/');
  await page.waitForLoadState('networkidle');
  expect(scripts.filter((url) => url.includes('drill/index') || url.includes('injectors'))).toEqual([]);
  const before = scripts.length;
  await expectNoFaults(page);
  await page.getByRole('textbox', { name: 'Seed' }).fill('not a seed');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toHaveText(/A seed is 1 to 20/);
  await page.getByRole('combobox', { name: 'Level' }).selectOption('3');
  await page.getByRole('textbox', { name: 'Seed' }).fill('Room7');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\?id=drill-3-room7$/);
  await expect(page.getByRole('heading', { name: drillOf('drill-3-room7').title.en })).toBeVisible();
  expect(scripts.length).toBeGreaterThan(before);
  await page.getByRole('button', { name: 'New drill' }).click();
  await expect(page).toHaveURL(/\?id=drill-3-[a-z]{3}\d{3}$/);
  await page.goto('/en/drill/?id=dns-off');
  await expect(page.getByRole('status')).toHaveText('The address names no drill. Choose one here.');
});

test('the labs by topic: filtered with scripts, all there without', async ({ browser, page, baseURL }) => {
  await page.goto('/en/labs/');
  const cards = page.getByRole('listitem').filter({ has: page.locator('lab-card') });
  const all = await cards.count();
  await page.evaluate(() =>
    localStorage.setItem(
      'service-clinic:progress',
      JSON.stringify({ version: 1, quizzes: {}, labs: { 'no-endpoints': { passedAt: 1, passes: 1 } } }),
    ),
  );
  await page.reload();
  const count = page.locator('.lab-filter output');
  await expect(count).toHaveText(`${all} of ${all} shown, 1 passed`);
  await page.getByRole('checkbox', { name: 'only those not passed' }).check();
  await expect(cards.filter({ visible: true })).toHaveCount(all - 1);
  await page.getByRole('radio', { name: 'hard' }).check();
  await expect(cards.filter({ visible: true, hasNotText: 'hard' })).toHaveCount(0);
  expect(await cards.filter({ visible: true }).count()).toBeGreaterThan(0);
  await expectNoFaults(page);

  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL! });
  const plain = await context.newPage();
  await plain.goto('/zh/labs/');
  await expect(plain.locator('lab-card').filter({ visible: true })).toHaveCount(all);
  await expect(plain.locator('.lab-filter')).toBeHidden();
  await context.close();
});
