import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { seriousFaults } from './accessibility.ts';
import { LabPage, words, type Language } from './lab-page.ts';

for (const language of ['zh', 'en'] as Language[]) {
  test(`a running lab in ${language}: report, hints, editor and debrief, light and wide, dark and narrow`, async ({
    page,
  }) => {
    const lab = new LabPage(page, language);
    test.setTimeout(180_000);
    const inEveryLook = async () => {
      for (const [colorScheme, width] of [
        ['light', 1280],
        ['dark', 390],
      ] as const) {
        await page.emulateMedia({ colorScheme });
        await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
        await page.setViewportSize({ width, height: 900 });
        expect(await seriousFaults(new AxeBuilder({ page }))).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      }
    };
    await lab.open('no-endpoints');
    await lab.start();
    await lab.run('kubectl get pods,endpointslices');
    for (let hint = 0; hint < 3; hint += 1) await lab.button(words[language].hint).click();
    expect(await lab.check()).toBe('fail');
    await inEveryLook();

    const prompt = await lab.clear();
    await lab.type('kubectl edit service web');
    await lab.press('Enter');
    await expect(page.getByRole('dialog').getByRole('textbox')).toContainText('kind: Service');
    await inEveryLook();
    await lab.press('Escape', 'Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await lab.prompted(prompt);

    await lab.click('solve');
    expect(await lab.check()).toBe('pass');
    await inEveryLook();
  });
}

test('a lab by keyboard alone: started, left by Esc and Tab, checked, the report read', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open('wrong-target-port');
  await lab.button('Start lab').focus();
  await lab.press('Enter');
  await lab.shows(/\$$/);
  await expect(lab.terminal()).toBeFocused();
  // Tab belongs to the shell until Esc is pressed.
  await lab.press('Tab');
  await expect(lab.terminal()).toBeFocused();
  await lab.press('Escape', 'Tab');
  await expect(lab.terminal()).not.toBeFocused();
  await expect(lab.button('Screen reader mode')).toBeFocused();
  await lab.button('Check').focus();
  await lab.press('Enter');
  const verdict = lab.panel.getByText(lab.words.broken);
  await expect(verdict).toBeFocused();
  await lab.press('Tab', 'Enter');
  await expect(lab.finding('What a client gets').getByText('Expected')).toBeHidden();
  await lab.press('Enter', 'Tab');
  const type = lab.finding('What a client gets').getByRole('button', { name: 'Type it into the terminal' });
  await expect(type).toBeFocused();
  await lab.press('Enter');
  await expect(lab.terminal()).toBeFocused();
  await lab.shows('kubectl exec -n shop client -- wget');

  const divider = lab.panel.getByRole('separator');
  await divider.focus();
  await lab.press('ArrowRight');
  await expect(divider).toHaveAttribute('aria-valuenow', '42');
});
