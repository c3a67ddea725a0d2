import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';

/** A quiz as a reader answers it, in both languages. What it judges as what is in site.e2e.ts. */
const readers = {
  en: {
    check: 'Check',
    again: 'Try again',
    right: 'Right',
    wrong: 'Not right',
    score: '3 right, 3 of',
    single: { ask: /On which port must the process in the Pod listen/, why: 'The Pod sees requests to' },
    both: 'On both',
    multiple: {
      ask: /Which statements about a named targetPort/,
      half: /The name is looked up in each Pod/,
      rest: /Here the Pod must declare that name/,
      why: 'With a name the declaration is more than documentation',
    },
    order: {
      ask: /Put what happens in order/,
      up: /^Move up/,
      now: /is now 1 of 4/,
      solution: 'The right order',
    },
    complete: { ask: /Write the command that lists the EndpointSlices/, why: 'The namespace is missing' },
  },
  zh: {
    check: '检查',
    again: '再试一次',
    right: '正确',
    wrong: '不正确',
    score: '已答 3 题，答对 3 题',
    single: { ask: /Pod 里的进程应当监听哪个端口/, why: 'Pod 只会收到发往' },
    both: '两个端口都要监听',
    multiple: {
      ask: /关于写成名称的 targetPort/,
      half: /每个 Pod 各自查出/,
      rest: /必须声明这个名称/,
      why: '声明不再只是说明',
    },
    order: { ask: /把发生的事按先后排好/, up: /^上移/, now: /现在是第 1 项/, solution: '正确的顺序' },
    complete: { ask: /写出命令：列出命名空间 shop/, why: '少了命名空间' },
  },
};

for (const [language, text] of Object.entries(readers)) {
  test(`a reader in ${language} answers wrongly, reads why, answers rightly, comes back`, async ({
    page,
  }) => {
    await page.goto(`/${language}/services/ports/`);
    const question = (ask: RegExp) => {
      const field = page.getByRole('group', { name: ask });
      return {
        field,
        check: () => field.getByRole('button', { name: text.check, exact: true }).click(),
        again: () => field.getByRole('button', { name: text.again }).click(),
        says: (verdict: string) => expect(field.getByRole('status')).toHaveText(verdict),
        explains: (why: string) => expect(field.getByText(why)).toBeVisible(),
        silent: (why: string) => expect(field.getByText(why)).toBeHidden(),
      };
    };

    const single = question(text.single.ask);
    await single.silent(text.single.why);
    await single.field.getByRole('radio', { name: text.both }).check();
    await single.check();
    await single.says(text.wrong);
    await single.explains(text.single.why);
    await expect(single.field.getByRole('radio', { name: text.both })).toBeChecked();
    await single.again();
    await single.silent(text.single.why);
    await expect(single.field.getByRole('radio', { checked: true })).toHaveCount(0);
    await single.field.getByRole('radio', { name: '8080' }).check();
    await single.check();
    await single.says(text.right);

    const multiple = question(text.multiple.ask);
    await multiple.field.getByRole('checkbox', { name: text.multiple.half }).check();
    await multiple.check();
    await multiple.says(text.wrong);
    await multiple.explains(text.multiple.why);
    await multiple.again();
    await expect(multiple.field.getByRole('checkbox', { checked: true })).toHaveCount(0);
    await multiple.field.getByRole('checkbox', { name: text.multiple.half }).check();
    await multiple.field.getByRole('checkbox', { name: text.multiple.rest }).check();
    await multiple.check();
    await multiple.says(text.right);

    const order = question(text.order.ask);
    const last = order.field.getByRole('listitem').filter({ visible: true }).last();
    await last.getByRole('button', { name: text.order.up }).focus();
    for (let place = 4; place > 1; place -= 1) await page.keyboard.press('Enter');
    await expect(order.field.getByRole('status')).toHaveText(text.order.now);
    await order.silent(text.order.solution);
    await order.check();
    await order.explains(text.order.solution);
    await order.again();
    await order.silent(text.order.solution);

    const complete = question(text.complete.ask);
    await complete.field.getByRole('textbox').fill('get endpointslices -l kubernetes.io/service-name=web');
    await page.keyboard.press('Enter');
    await complete.says(text.wrong);
    await complete.explains(text.complete.why);
    await complete.again();
    await expect(complete.field.getByRole('textbox')).toHaveValue('');
    const written = '--namespace shop get  endpointslices.discovery.k8s.io -l=kubernetes.io/service-name=web';
    await complete.field.getByRole('textbox').fill(written);
    await complete.check();
    await complete.says(text.right);

    await page.reload();
    for (const each of [single, multiple, complete]) await each.says(text.right);
    await expect(single.field.getByRole('radio', { name: '8080' })).toBeChecked();
    await expect(complete.field.getByRole('textbox')).toHaveValue(written);
    await expect(page.getByText(text.score)).toBeVisible();
  });
}

/** The kinds that are judged by what stands in the page: right is what the page says is right. */
const kinds = {
  en: {
    check: 'Check',
    again: 'Try again',
    right: 'Right',
    wrong: 'Not right',
    choose: 'Choose one for each first.',
    answer: 'Answer first.',
    where: 'Show where the mistake is',
  },
  zh: {
    check: '检查',
    again: '再试一次',
    right: '正确',
    wrong: '不正确',
    choose: '请先为每一项都选好。',
    answer: '请先作答。',
    where: '显示出错的地方',
  },
};

for (const [language, text] of Object.entries(kinds)) {
  test.describe(`in ${language}`, () => {
    /** The first question of that kind on the page, and what its events tell. */
    const open = async (page: Page, type: string) => {
      await page.goto(`/${language}/types/headless/`);
      await page.evaluate(() => {
        document.addEventListener('question-answered', (event) => {
          document.body.dataset['told'] = JSON.stringify((event as CustomEvent<unknown>).detail);
        });
      });
      const field = page.locator(`fieldset[data-type=${type}]`).first();
      const id = await field.getAttribute('data-question');
      return {
        field,
        check: () => field.getByRole('button', { name: text.check, exact: true }).click(),
        again: () => field.getByRole('button', { name: text.again }).click(),
        says: (verdict: string) => expect(field.getByRole('status')).toHaveText(verdict),
        tells: async (right: boolean) =>
          expect(JSON.parse((await page.locator('body').getAttribute('data-told')) ?? '')).toEqual({
            bank: 'headless',
            question: id,
            right,
          }),
      };
    };

    test('left sides are matched by keyboard, and each is explained', async ({ page }) => {
      const { field, check, again, says, tells } = await open(page, 'match');
      const lists = field.getByRole('combobox');
      const lefts = await lists.evaluateAll((all) => all.map((list) => list.getAttribute('data-left')!));
      const offered = await lists
        .first()
        .getByRole('option')
        .evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value).filter(Boolean));
      expect(offered.toSorted()).toEqual(lefts.toSorted());
      expect(offered).not.toEqual(lefts);
      await expect(field.locator('.why:visible')).toHaveCount(0);

      await lists.first().focus();
      await page.keyboard.press('ArrowDown');
      await expect(lists.first()).toHaveValue(offered[0]!);
      await check();
      await says(text.choose);
      for (const at of lefts.keys()) await lists.nth(at).selectOption(lefts[0]!);
      await check();
      await says(text.wrong);
      await tells(false);
      await expect(field.locator('.why:visible')).toHaveCount(lefts.length);
      const first = field.locator('[data-pair]').first();
      await expect(first.locator('[data-verdict]')).toHaveText(text.right);
      await expect(first.locator('.answer')).toBeHidden();
      await expect(field.locator('.answer:visible')).toHaveCount(lefts.length - 1);
      await expect(lists.nth(1)).toHaveAccessibleDescription(new RegExp(text.wrong));
      await expect(lists.nth(1)).toBeDisabled();

      await again();
      await expect(field.locator('.why:visible')).toHaveCount(0);
      await expect(lists.first()).toHaveValue('');
      await expect(lists.first()).toBeFocused();
      for (const [at, left] of lefts.entries()) await lists.nth(at).selectOption(left);
      await check();
      await says(text.right);
      await tells(true);
      await page.reload();
      await says(text.right);
      await expect(lists.nth(1)).toHaveValue(lefts[1]!);
    });

    test('the line with the mistake is found by keyboard or touch', async ({ page }) => {
      const { field, check, again, says, tells } = await open(page, 'mistake');
      const correct = field.locator('[data-answer][data-correct]').first();
      const number = await correct.getAttribute('data-answer');
      const explained = await field
        .locator('[data-answer]')
        .evaluateAll((all) => all.map((one) => one.getAttribute('data-answer')!));
      const numbers = await field
        .getByRole('radio')
        .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
      const other = numbers.find((line) => !explained.includes(line))!;
      const line = (of: string) => field.locator('label', { has: page.locator(`input[value="${of}"]`) });
      await check();
      await says(text.answer);

      await line(other).click();
      await check();
      await says(text.wrong);
      await tells(false);
      await expect(field.locator('[data-answer=otherwise]')).toBeVisible();
      await expect(field.locator('.why:visible')).toHaveCount(1);
      await expect(correct).toBeHidden();
      await field.getByText(text.where).click();
      const why = (await correct.textContent())!.replace(/\s+/g, ' ').trim();
      await expect(field.locator('details.solution')).toContainText(why);

      await again();
      await expect(field.locator('.why:visible')).toHaveCount(0);
      await expect(field.getByText(text.where)).toBeHidden();
      const radio = field.getByRole('radio', { checked: true });
      await expect(radio).toHaveCount(0);
      await field.getByRole('radio').first().focus();
      await page.keyboard.press('Space');
      for (let at = 0; at < numbers.indexOf(number!); at += 1) await page.keyboard.press('ArrowDown');
      await expect(radio).toHaveValue(number!);
      await expect(radio).toHaveAccessibleName(new RegExp(`^${number} \\S`));
      await check();
      await says(text.right);
      await tells(true);
      await expect(correct).toBeVisible();
      await expect(field.getByText(text.where)).toBeHidden();
      await page.reload();
      await says(text.right);
      await expect(radio).toHaveValue(number!);
    });

    test('an output is predicted, and the one of the embedded cluster is right', async ({ page }) => {
      const { field, check, again, says, tells } = await open(page, 'predict');
      await expect(field.locator('.command')).toContainText('$ kubectl');
      const wrong = field.locator('[data-option]:not([data-correct])').first();
      await wrong.locator('label').click();
      await check();
      await says(text.wrong);
      await tells(false);
      await expect(field.locator('.why:visible')).toHaveCount(await field.getByRole('radio').count());
      await again();
      await field.locator('[data-option][data-correct] label').click();
      await check();
      await says(text.right);
      await tells(true);
      await page.reload();
      await says(text.right);
      await expect(field.locator('[data-correct] input')).toBeChecked();
    });
  });
}
