import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { LabPage } from './lab-page.ts';

/** Words of the heavy parts that survive minification: xterm.js, just-bash, the embedded cluster. */
const heavy = ['xterm-helper-textarea', 'reverse-i-search', 'kube-scheduler'];

test('a lab page loads terminal, shell and cluster by Start alone', async ({ page }) => {
  const scripts: Promise<Buffer>[] = [];
  const workers: string[] = [];
  page.on('worker', (worker) => workers.push(worker.url()));
  // The Worker's own scripts are not the page's, but the browser's context sees them.
  page.context().on('response', (response) => {
    if (response.headers()['content-type']?.includes('javascript')) scripts.push(response.body());
  });
  const lab = new LabPage(page);
  await lab.open('wrong-target-port');
  await page.waitForLoadState('networkidle');
  const before = await Promise.all(scripts);
  expect(before.reduce((sum, code) => sum + gzipSync(code).length, 0)).toBeLessThan(30_000);
  const carrying = (word: string, bodies: Buffer[]) => bodies.filter((code) => code.includes(word)).length;
  expect(heavy.map((word) => carrying(word, before))).toEqual([0, 0, 0]);
  expect(workers).toEqual([]);

  await lab.start();
  expect(workers).toHaveLength(1);
  const after = await Promise.all(scripts);
  for (const word of heavy) expect(carrying(word, after), word).toBeGreaterThan(0);
});
