import { expect, test } from '@playwright/test';
import { LabPage, words, type Language } from './lab-page.ts';

/** Each lab from the first look to the debrief. */
interface Walk {
  scenario: string;
  look: string;
  shows: string;
  /** A repair that is none, and what the report then says at which of its points. */
  wrong: string;
  failing: { title: string | RegExp; seen: string };
  right: string;
}

const walks: Walk[] = [
  {
    scenario: 'wrong-target-port',
    look: 'kubectl exec client -- wget -qO- -T 3 http://web',
    shows: 'Connection refused',
    wrong: `kubectl patch service web -p '{"spec":{"ports":[{"port":80,"targetPort":80}]}}'`,
    failing: { title: 'kube-proxy', seen: 'Connection refused' },
    right: `kubectl patch service web -p '{"spec":{"ports":[{"port":80,"targetPort":"http"}]}}'`,
  },
  {
    scenario: 'no-endpoints',
    look: 'kubectl get endpoints web',
    shows: '<none>',
    wrong: 'kubectl set selector service web app=wed',
    failing: { title: 'EndpointSlice', seen: '–' },
    right: 'kubectl set selector service web app=web',
  },
  {
    scenario: 'dns-off',
    look: 'kubectl exec client -- wget -qO- -T 3 http://web',
    shows: "bad address 'web'",
    wrong: 'kubectl rollout restart deployment/coredns -n kube-system',
    failing: { title: /(The name|名称) kubernetes\.default/, seen: '10.96.0.10' },
    right:
      'kubectl scale deployment coredns -n kube-system --replicas=2 && kubectl rollout status deployment/coredns -n kube-system',
  },
];

for (const language of ['zh', 'en'] as Language[]) {
  // What the two differ in are words: one walk in English, all in Chinese.
  for (const { scenario, look, shows, wrong, failing, right } of language === 'zh'
    ? walks
    : walks.slice(0, 1)) {
    test(`${scenario} in ${language}: look, repair wrongly, repair, and stay passed`, async ({ page }) => {
      const lab = new LabPage(page, language);
      await lab.open(scenario);
      await lab.start();
      expect(await lab.run(look)).toContain(shows);

      await lab.run(wrong);
      expect(await lab.check()).toBe('fail');
      const finding = lab.finding(failing.title).filter({ hasText: lab.words.failed });
      await expect(finding).toContainText(lab.words.expected);
      await expect(finding).toContainText(lab.words.seen);
      await expect(finding.getByRole('definition').nth(1)).toContainText(failing.seen);
      const debrief = lab.panel.getByRole('heading', { name: lab.words.debrief });
      await expect(debrief).toBeHidden();

      await lab.run(right);
      expect(await lab.check()).toBe('pass');
      await expect(lab.panel.getByText(lab.words.failed, { exact: true })).toHaveCount(0);
      await expect(debrief).toBeVisible();

      await page.reload();
      await expect(lab.button(lab.words.start)).toBeVisible();
      const passed = page.getByText(words[language].passed).filter({ visible: true });
      await expect(passed).toHaveCount(1);
      await page.goto(`/${language}/labs/`);
      await expect(passed).toHaveCount(1);
      if (scenario !== 'wrong-target-port') return;
      await page.goto(`/${language}/services/ports/`);
      await expect(passed).toHaveCount(1);
    });
  }
}

test('hints one by one, a solution that passes, the fault again, and the end', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open('wrong-target-port');
  await lab.start();
  for (const number of [1, 2, 3]) {
    await lab.button(words.en.hint).click();
    const hint = lab.panel.getByRole('heading', { name: `Hint ${number}/3` });
    await expect(hint).toBeVisible();
    await expect(lab.panel.getByRole('heading', { name: /^Hint \d/ })).toHaveCount(number);
  }
  await expect(lab.panel.getByRole('status')).toHaveText('That was the last hint. Solve shows one way.');

  await lab.click('solve');
  await expect(lab.panel.getByText('kubectl patch service web -n shop')).toBeVisible();
  await expect(lab.panel.getByText('service/web patched')).toBeVisible();
  expect(await lab.check()).toBe('pass');
  expect(await lab.run('kubectl exec client -- wget -qO- -T 3 http://web')).toMatch(/\nweb-\w+-\w+\n/);

  await lab.click('reset');
  await expect(lab.panel.getByRole('status')).toHaveText('The broken state is back.');
  await expect(lab.panel.getByText('Repaired')).toBeHidden();
  expect(await lab.check()).toBe('fail');

  await lab.button('Stop').click();
  await expect(lab.button('Start lab')).toBeVisible();
  await expect(lab.button('Check')).toBeHidden();
  await lab.start();
  expect(await lab.run('kubectl exec client -- wget -qO- -T 3 http://web')).toContain('Connection refused');
});
