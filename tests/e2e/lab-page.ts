import { expect, type Locator, type Page } from '@playwright/test';

export type Language = 'zh' | 'en';

/** What a person reads on the buttons and in the report, written out so that a lost word shows up. */
export const words = {
  en: {
    start: 'Start lab',
    check: 'Check',
    hint: /^Hint/,
    solve: 'Solve',
    reset: 'Reset',
    stop: 'Stop',
    ready: 'The cluster is broken and ready.',
    repaired: 'Repaired: requests get through.',
    broken: 'Not repaired yet.',
    expected: 'Expected',
    seen: 'Seen',
    failed: 'failed',
    debrief: 'What it was',
    passed: '✓ passed',
    client: 'What a client gets',
  },
  zh: {
    start: '开始实验',
    check: '检查',
    hint: /^提示/,
    solve: '解法',
    reset: '重置',
    stop: '停止',
    ready: '集群已经坏好，可以开始了。',
    repaired: '修好了：请求能到达。',
    broken: '还没有修好。',
    expected: '应当看到',
    seen: '实际看到',
    failed: '未通过',
    debrief: '原来如此',
    passed: '✓ 已通过',
    client: '客户端得到什么',
  },
} as const;

/** In tests a cluster may share its core with another page's. */
const patience = { timeout: 45_000, intervals: [50, 100, 250] };

/** A lab as the person in front of it has it: buttons, the text beside the terminal, its rows. */
export class LabPage {
  readonly page: Page;
  readonly words: (typeof words)[Language];
  readonly panel: Locator;
  readonly #language: Language;

  constructor(page: Page, language: Language = 'en') {
    this.page = page;
    this.#language = language;
    this.words = words[language];
    this.panel = page.locator('lab-panel');
  }

  /** @param origin where the site is, when not where the tests' own is */
  async open(scenario: string, origin = ''): Promise<void> {
    await this.page.goto(`${origin}/${this.#language}/labs/${scenario}/`);
  }

  button(name: string | RegExp): Locator {
    const exact = typeof name === 'string';
    return this.panel.getByRole('button', exact ? { name, exact } : { name });
  }

  /** Starts the lab and waits for its prompt. */
  async start(): Promise<void> {
    await this.button(this.words.start).click();
    await expect(this.panel.getByRole('status')).toContainText(this.words.ready, patience);
    await this.shows(/[$#]$/);
  }

  /** The terminal's rows, without what is empty at the end. */
  async screen(): Promise<string> {
    const rows = await this.panel.locator('.xterm-rows > div').allTextContents();
    return rows
      .map((row) => row.replaceAll('\u00a0', ' ').trimEnd())
      .join('\n')
      .trimEnd();
  }

  async shows(text: string | RegExp): Promise<void> {
    const screen = expect.poll(() => this.screen(), patience);
    await (typeof text === 'string' ? screen.toContain(text) : screen.toMatch(text));
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Types into whatever has the focus. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Pastes as the clipboard does. */
  async paste(text: string): Promise<void> {
    await this.panel.locator('textarea').evaluate((target, pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', pasted);
      target.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  }

  /** Makes the prompt the only thing on the screen. */
  async clear(): Promise<string> {
    await this.panel.locator('lab-terminal').scrollIntoViewIfNeeded();
    await this.terminal().focus();
    await this.press('Control+l');
    let screen = '';
    // The screen that matched, not a later one: the old prompt matches too, just before it is cleared away.
    await expect.poll(async () => (screen = await this.screen()), patience).toMatch(/^[^\n]*[$#]$/);
    return screen;
  }

  /** Waits until the prompt is back below what was typed after `clear`. @returns the whole screen */
  async prompted(prompt: string): Promise<string> {
    let screen = '';
    const last = async () => (screen = await this.screen()).split('\n').slice(1).at(-1);
    await expect.poll(last, patience).toBe(prompt);
    return screen;
  }

  /** Runs a line on a cleared screen. @returns the screen once the prompt is back */
  async run(line: string): Promise<string> {
    const prompt = await this.clear();
    await this.type(line);
    await this.press('Enter');
    return this.prompted(prompt);
  }

  terminal(): Locator {
    return this.panel.getByRole('textbox', { name: this.#language === 'zh' ? '终端' : 'Terminal' });
  }

  /** Presses a button and waits until the lab is done with it. */
  async click(action: 'check' | 'solve' | 'reset'): Promise<void> {
    await this.button(this.words[action]).click();
    await expect(this.panel).not.toHaveAttribute('aria-busy', patience);
  }

  /** The verdict of a new check. */
  async check(): Promise<'pass' | 'fail'> {
    await this.click('check');
    const verdict = this.panel.getByText(this.words.repaired).or(this.panel.getByText(this.words.broken));
    await expect(verdict).toBeVisible();
    return (await verdict.textContent())?.includes(this.words.repaired) ? 'pass' : 'fail';
  }

  /** What the report says about one thing it looked at. */
  finding(title: string | RegExp): Locator {
    return this.panel.getByRole('group').filter({ hasText: title });
  }
}
