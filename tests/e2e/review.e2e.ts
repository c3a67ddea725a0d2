import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { seriousFaults } from './accessibility.ts';
import type { Page } from '@playwright/test';
import { readFile, writeFile } from 'node:fs/promises';

/** Pretest, review, progress, glossary and search as learners use them, in both languages. */
const key = 'service-clinic:progress';
const day = 86_400_000;

const learners = {
  en: {
    check: 'Check',
    right: 'Right',
    wrong: 'Not right',
    nothing: 'There is nothing to review yet.',
    card: (at: number, of: number) => `Card ${at} of ${of}`,
    next: 'Next card',
    end: 'Finish',
    later: /^It comes back in \d+ days\.$/,
    done: /^2 cards reviewed today\. Nothing is left/,
    upcoming: /^in \d+ days: 1$/,
    drill: 'A drill',
    open: /^Open the drill/,
    passed: 'The drill is passed.',
    not: 'I could not do it',
    tomorrow: /comes back tomorrow/,
    begin: 'Begin',
    unknown: 'I do not know, next',
    enough: 'Enough, show the result',
    where: 'Where to start',
    exported: 'Exported.',
    imported: 'Imported',
    notJson: /it is not JSON, or was cut off\. Nothing here was changed/,
    damaged: /damaged at labs\.no-endpoints\.passedAt\. Nothing here was changed/,
    fileButtons: ['Export', 'Import…', 'Clear…'],
    keep: 'Keep it',
    clear: 'Clear it',
    facts: ['1 right, 1 of', '1 of', 'one card to review today'],
    cleared: 'none of',
    searches: ['headless', 'readiness probe', 'ndots'],
  },
  zh: {
    check: '检查',
    right: '正确',
    wrong: '不正确',
    nothing: '还没有可以复习的内容。',
    card: (at: number, of: number) => `第 ${at} 张，共 ${of} 张`,
    next: '下一张',
    end: '完成',
    later: /^这张卡片\d+ 天后再来。$/,
    done: /^今天复习了 2 张卡片。 今天没有要复习的了/,
    upcoming: /^\d+ 天后：1 张$/,
    drill: '一次演练',
    open: /^打开演练/,
    passed: '演练已经通过。',
    not: '没做出来',
    tomorrow: /明天再来/,
    begin: '开始',
    unknown: '不知道，下一题',
    enough: '到此为止，看结果',
    where: '从哪里开始',
    exported: '已导出。',
    imported: '已导入',
    notJson: /不是 JSON，也可能没有下载完整。这里的进度没有改动/,
    damaged: /已损坏，出错处：labs\.no-endpoints\.passedAt。这里的进度没有改动/,
    fileButtons: ['导出', '导入……', '清空……'],
    keep: '保留',
    clear: '清空',
    facts: ['答对 1，已答 1 / ', '通过 1 /', '今天有 1 张卡片要复习'],
    cleared: '题未答',
    searches: ['端点', '选择算符', '无头', '就绪探针'],
  },
};

/** Puts progress into the browser before the page is opened. */
async function remember(page: Page, progress: object): Promise<void> {
  await page.addInitScript(
    ([name, text]) => {
      if (localStorage.getItem(name!) === null) localStorage.setItem(name!, text!);
    },
    [key, JSON.stringify({ version: 1, quizzes: {}, labs: {}, ...progress })],
  );
}

const answered = (daysAgo: number, right = true) => ({
  given: ['x'],
  right,
  at: Date.now() - daysAgo * day,
});
const stored = (page: Page) =>
  page.evaluate((name) => JSON.parse(localStorage.getItem(name) ?? 'null') as unknown, key);

for (const [language, text] of Object.entries(learners)) {
  const at = (path: string) => `/${language}/${path}`;
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

  test.describe(`in ${language}`, () => {
    test('an answer comes back on its day, and later still when it is right', async ({ page }) => {
      await page.goto(at('review/'));
      await expect(page.getByText(text.nothing)).toBeVisible();
      await expect(page.getByRole('link', { name: /pretest|摸底/ })).toBeVisible();

      await page.goto(at('services/ports/'));
      const asked = page.locator('fieldset[data-question=where-to-listen]');
      await asked.getByRole('radio').first().check();
      await asked.getByRole('button', { name: text.check, exact: true }).click();
      await expect(asked.getByRole('status')).toHaveText(text.wrong);
      const named = page.locator('fieldset[data-question=container-port]');
      await named.locator('[data-correct] input').check();
      await named.getByRole('button', { name: text.check, exact: true }).click();

      await page.goto(at('review/'));
      await expect(page.locator('.review-quiet')).toBeVisible();
      await expect(page.locator('review-room fieldset')).toHaveCount(0);

      await page.clock.setFixedTime(Date.now() + 4 * day);
      await page.goto(at('review/'));
      await expect(page.getByText(text.card(1, 2))).toBeVisible();
      for (const last of [false, true]) {
        const field = page.locator('review-room fieldset');
        // Nothing of the first answer shows.
        await expect(field.getByRole('radio', { checked: true })).toHaveCount(0);
        await field.locator('[data-correct] input').check();
        await button(page, text.check).click();
        await expect(field.getByRole('status')).toHaveText(text.right);
        await expect(page.locator('.review-foot').getByRole('status')).toHaveText(text.later);
        await button(page, last ? text.end : text.next).click();
      }
      await expect(page.locator('.review-quiet')).toHaveText(text.done);
      await expect(page.getByRole('listitem').filter({ hasText: text.upcoming }).first()).toBeVisible();
    });

    test('a passed lab comes back as a drill, which counts when it is passed in another tab', async ({
      page,
      context,
    }) => {
      await remember(page, { labs: { 'no-endpoints': { passedAt: Date.now() - 9 * day, passes: 1 } } });
      await page.goto(at('review/'));
      await expect(page.getByRole('heading', { name: text.drill, exact: true })).toBeVisible();
      const link = page.getByRole('link', { name: text.open });
      const id = new URL((await link.getAttribute('href'))!, 'http://x.test').searchParams.get('id')!;
      expect(id).toMatch(/^drill-1-[a-z0-9]{1,20}$/);
      const [tab] = await Promise.all([context.waitForEvent('page'), link.click()]);
      await expect(tab.locator('lab-panel')).toHaveAttribute('scenario', id);
      // What the panel does when a check of this drill has passed.
      await tab.evaluate(
        ([name, drill]) => {
          const progress = JSON.parse(localStorage.getItem(name!)!) as { labs: Record<string, object> };
          progress.labs[drill!] = { passedAt: Date.now(), passes: 1 };
          localStorage.setItem(name!, JSON.stringify(progress));
        },
        [key, id],
      );
      await expect(page.getByText(text.passed)).toBeVisible();
      await button(page, text.end).click();
      await expect(page.locator('.review-quiet')).toBeVisible();
    });

    test('a drill that is given up comes back tomorrow, as another', async ({ page }) => {
      await remember(page, { labs: { 'no-endpoints': { passedAt: Date.now() - 9 * day, passes: 1 } } });
      await page.goto(at('review/'));
      const before = await page.getByRole('link', { name: text.open }).getAttribute('href');
      await button(page, text.not).click();
      await expect(page.locator('.review-foot').getByRole('status')).toHaveText(text.tomorrow);
      await page.clock.setFixedTime(Date.now() + 2 * day);
      await page.reload();
      await expect(page.getByRole('link', { name: text.open })).not.toHaveAttribute('href', before!);
    });

    test('questions of every kind can be asked again', async ({ page }) => {
      await page.goto(at('review/'));
      const { lessons } = JSON.parse(
        (await (await page.request.get(at('review/'))).text()).match(
          /<review-room[\s\S]*?<script type="application\/json">([\s\S]*?)<\/script>/,
        )![1]!,
      ) as { lessons: { bank: string; questions: string[] }[] };
      const types = new Set<string>();
      // It has every kind.
      for (const { bank, questions } of lessons.filter(({ bank }) => bank === 'headless')) {
        await page.evaluate(
          ([name, progress]) => localStorage.setItem(name!, progress!),
          [
            key,
            JSON.stringify({
              version: 1,
              quizzes: { [bank]: Object.fromEntries(questions.map((id) => [id, answered(9)])) },
              labs: {},
            }),
          ],
        );
        await page.reload();
        for (let count = 1; count <= questions.length; count += 1) {
          await expect(page.getByText(text.card(count, questions.length))).toBeVisible();
          const field = page.locator('review-room fieldset');
          await expect(field).toBeVisible();
          await expect(field.getByRole('button', { name: text.check, exact: true })).toBeVisible();
          await expect(field.locator('[data-reveal]:visible')).toHaveCount(0);
          types.add((await field.getAttribute('data-type'))!);
          // The element has it in hand: it asks for an answer, or judges the order as it stands.
          await field.getByRole('button', { name: text.check, exact: true }).click();
          await expect(field.locator('[data-status]')).not.toBeEmpty();
          await page.locator('.review-foot button').last().click();
        }
      }
      for (const type of ['single', 'multiple', 'order', 'complete', 'match', 'mistake', 'predict'])
        expect([...types]).toContain(type);
    });

    test('the pretest places the reader and keeps nothing', async ({ page }) => {
      await page.goto(at('pretest/'));
      const count = await page.locator('pretest-room service-quiz').count();
      await button(page, text.begin).click();
      for (let asked = 0; asked < count; asked += 1) await button(page, text.unknown).click();
      await expect(page.getByRole('heading', { name: text.where, level: 2 })).toBeVisible();
      await expect(page.locator('pretest-room a.button.primary')).toHaveAttribute(
        'href',
        (await page.locator('nav a[href*="/services/"]').first().getAttribute('href'))!,
      );

      await page.goto(at('pretest/'));
      await button(page, text.begin).click();
      const first = page.locator('pretest-room service-quiz').first();
      await first.locator('[data-correct] input').check();
      await button(page, text.check).click();
      await expect(first.locator('fieldset [data-status]')).toHaveText(text.right);
      await page.locator('.pretest-foot button').click();
      await button(page, text.enough).click();
      await expect(page.locator('pretest-room tbody tr').first()).toContainText('1 / ');
      expect(await stored(page)).toBeNull();
    });

    test('progress goes out as a file, is cleared, and comes back; a bad file changes nothing', async ({
      page,
    }, info) => {
      await remember(page, {
        quizzes: { ports: { 'where-to-listen': answered(9) } },
        labs: { 'no-endpoints': { passedAt: Date.now(), passes: 2 } },
      });
      await page.goto(at('progress/'));
      const shown = page.locator('progress-room');
      for (const fact of text.facts) await expect(shown).toContainText(fact);
      const [exportIt, importIt, clearIt] = text.fileButtons;
      const [download] = await Promise.all([page.waitForEvent('download'), button(page, exportIt!).click()]);
      expect(download.suggestedFilename()).toMatch(/^service-clinic-\d{4}-\d\d-\d\d\.json$/);
      const good = info.outputPath('progress.json');
      await download.saveAs(good);
      const content = await readFile(good, 'utf8');
      const bad = { cut: info.outputPath('cut.json'), damaged: info.outputPath('damaged.json') };
      await writeFile(bad.cut, content.slice(0, 100));
      await writeFile(bad.damaged, content.replace(/"passedAt": \d+/, '"passedAt": "long ago"'));
      const before = await stored(page);

      const take = async (path: string) => {
        const [chooser] = await Promise.all([
          page.waitForEvent('filechooser'),
          button(page, importIt!).click(),
        ]);
        await chooser.setFiles(path);
      };
      await take(bad.cut);
      await expect(shown.getByText(text.notJson)).toBeVisible();
      await take(bad.damaged);
      await expect(shown.getByText(text.damaged)).toBeVisible();
      expect(await stored(page)).toEqual(before);

      await button(page, clearIt!).click();
      await button(page, text.keep).click();
      expect(await stored(page)).toEqual(before);
      await button(page, clearIt!).click();
      await button(page, text.clear).click();
      await expect(shown.locator('[data-lesson="services/ports"]')).toContainText(text.cleared);
      await take(good);
      await expect(shown.getByText(text.imported)).toBeVisible();
      for (const fact of text.facts) await expect(shown).toContainText(fact);
      await page.reload();
      for (const fact of text.facts) await expect(shown).toContainText(fact);
    });

    test('search finds words inside sentences, in lessons, labs and the glossary', async ({ page }) => {
      await page.goto(at(''));
      await page.keyboard.press('Control+k');
      for (const words of text.searches) {
        await page.getByRole('searchbox').fill(words);
        const results = page.getByRole('dialog').getByRole('listitem');
        await expect(results.first()).toContainText(new RegExp(words.split(' ')[0]!, 'i'));
        await expect(results.first().getByRole('link')).toHaveAttribute('href', new RegExp(`^/${language}/`));
      }
      const found = async (words: string, page_: RegExp) => {
        await page.getByRole('searchbox').fill(words);
        await expect
          .poll(() =>
            page
              .getByRole('dialog')
              .getByRole('link')
              .evaluateAll((links) => links.map((link) => link.getAttribute('href')!)),
          )
          .toContainEqual(expect.stringMatching(page_));
      };
      await found(language === 'zh' ? '连接跟踪' : 'conntrack', /\/glossary\/$/);
      await found(language === 'zh' ? '端点都在' : 'still refused', /\/labs\/wrong-target-port\/$/);
      await found(language === 'zh' ? '搜索列表' : 'search list', /\/discovery\/dns\/$/);
      if (language === 'zh') {
        // Each of its parts is found somewhere, the whole nowhere.
        await page.getByRole('searchbox').fill('无头端点');
        await expect(page.getByRole('dialog').getByRole('listitem')).toHaveCount(0);
      }
    });

    for (const path of ['review/', 'pretest/', 'progress/', 'glossary/']) {
      test(`${path}: no serious fault of accessibility, nothing too wide`, async ({ page }) => {
        await remember(page, {
          quizzes: { ports: { 'where-to-listen': answered(9), 'named-target': answered(9) } },
          labs: { 'no-endpoints': { passedAt: Date.now(), passes: 2 } },
        });
        for (const [colorScheme, width] of [
          ['light', 1280],
          ['dark', 390],
        ] as const) {
          await page.emulateMedia({ colorScheme });
          await page.setViewportSize({ width, height: 900 });
          await page.goto(at(path));
          if (path === 'review/') await expect(page.locator('review-room fieldset')).toBeVisible();
          if (path === 'pretest/') await button(page, text.begin).click();
          expect(await seriousFaults(new AxeBuilder({ page }))).toEqual([]);
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        }
      });
    }
  });
}

test('a lesson counts as read when its end was before the eyes, not when it was opened', async ({ page }) => {
  await page.goto('/en/services/ports/');
  await page.waitForTimeout(2500);
  expect(await stored(page)).toBeNull();
  await page.locator('.remember').scrollIntoViewIfNeeded();
  await expect
    .poll(() => stored(page))
    .toMatchObject({ lessons: { 'services/ports': expect.any(Number) as unknown } });
});

test('a browser that keeps nothing is told so', async ({ page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  for (const path of ['review/', 'progress/']) {
    await page.goto(`/en/${path}`);
    await expect(page.getByText(/This browser keeps no data/)).toBeVisible();
  }
});

test('a word of the glossary explains itself by keyboard and leads to its entry, without scripts', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL! });
  const page = await context.newPage();
  await page.goto('/zh/way/endpoints/');
  const term = page.locator('.term > a').first();
  const meaning = page.locator(`#${(await term.getAttribute('aria-describedby'))!}`);
  await expect(meaning).toBeHidden();
  await term.focus();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  await expect(term).toBeFocused();
  await expect(meaning).toBeVisible();
  await term.press('Enter');
  await expect(page).toHaveURL(/\/zh\/glossary\/#/);
  await expect(page.locator(':target')).toBeVisible();
  await context.close();
});
