import { expect, test } from '@playwright/test';

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
