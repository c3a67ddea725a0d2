import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// `npm test`: everything. Installs what the tests need and says what it skipped and why.
const root = fileURLToPath(new URL('..', import.meta.url));
const results = mkdtempSync(join(tmpdir(), 'service-clinic-test-'));
const skipped: string[] = [];
const failed: string[] = [];
const count = { passed: 0, failed: 0, skipped: 0 };

function run(command: string, args: string[], env: Record<string, string> = {}): boolean {
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return status === 0;
}

function quiet(command: string, args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

function step(name: string, work: () => boolean): void {
  console.log(`\n── ${name}`);
  const started = performance.now();
  if (!work()) failed.push(name);
  console.log(
    `── ${name}: ${failed.includes(name) ? 'FAILED' : 'ok'}, ${((performance.now() - started) / 1000).toFixed(0)} s`,
  );
}

/** Steps of one processor each, side by side; what each prints comes whole, when it has ended. */
async function together(...chains: [name: string, command: string, ...args: string[]][][]): Promise<void> {
  await Promise.all(
    chains.map(async (chain) => {
      for (const [name, command, ...args] of chain) {
        const started = performance.now();
        const child = spawn(join(root, 'node_modules/.bin', command), args, { cwd: root });
        let said = '';
        for (const stream of [child.stdout, child.stderr])
          stream.setEncoding('utf8').on('data', (text: string) => (said += text));
        const [status] = (await once(child, 'close')) as [number | null];
        if (status !== 0) failed.push(name);
        const seconds = ((performance.now() - started) / 1000).toFixed(0);
        console.log(`\n── ${name}\n${said}── ${name}: ${status === 0 ? 'ok' : 'FAILED'}, ${seconds} s`);
      }
    }),
  );
}

function bin(name: string, ...args: string[]): () => boolean {
  return () => run(join(root, 'node_modules/.bin', name), args);
}

const isRoot = process.getuid?.() === 0;

function debianInstall(...packages: string[]): boolean {
  if (!isRoot || !quiet('apt-get', ['--version'])) return false;
  console.log(`Installing ${packages.join(' ')} from Debian …`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  return run('apt-get', ['update', '-qq'], env) && run('apt-get', ['install', '-y', '-qq', ...packages], env);
}

function onPath(name: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
}

/** Chromium: one that is there, else Playwright's, else Debian's. undefined: Playwright's own. */
function findChromium(): { path?: string } | undefined {
  const present =
    process.env['CHROMIUM'] ?? ['chromium', 'chromium-browser', 'google-chrome'].map(onPath).find(Boolean);
  if (present) return { path: present };
  if (run(join(root, 'node_modules/.bin/playwright'), ['install', 'chromium'])) return {};
  if (debianInstall('chromium', 'fonts-noto-cjk')) return { path: onPath('chromium')! };
  return undefined;
}

function tally(
  file: string,
  read: (report: never) => { passed: number; failed: number; skipped: number },
): void {
  if (!existsSync(file)) return;
  const found = read(JSON.parse(readFileSync(file, 'utf8')) as never);
  for (const key of ['passed', 'failed', 'skipped'] as const) count[key] += found[key];
}

if (!onPath('kubectl') && !debianInstall('kubernetes-client')) {
  skipped.push('tests with a real kubectl: none on PATH, and it could not be installed');
}
// astro check first: it writes the types of the content, which tsc and ESLint read.
await together(
  [['content and pages', 'astro', 'check', '--minimumFailingSeverity', 'error']],
  [
    ['format', 'prettier', '--check', '--log-level', 'warn', '.'],
    ['rules', 'depcruise', 'src', 'scripts', 'tests', '--config', '.dependency-cruiser.cjs'],
  ],
);
await together(
  [['lint', 'eslint', '.']],
  [
    ['types', 'tsc', '--noEmit'],
    ['build', 'astro', 'build', '--silent'],
  ],
);
const unitReport = join(results, 'unit.json');
step(
  'unit',
  bin('vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`),
);
tally(unitReport, (report: { numPassedTests: number; numFailedTests: number; numPendingTests: number }) => ({
  passed: report.numPassedTests,
  failed: report.numFailedTests,
  skipped: report.numPendingTests,
}));
step('scenarios proved', () =>
  run(process.execPath, ['--import', './scripts/register.mjs', 'scripts/lab.ts', 'verify', '--most', '1']),
);
skipped.push('all answers but the shown fix of each scenario: npm run lab -- verify proves the others, too');
const chromium = findChromium();
if (chromium) {
  const browserReport = join(results, 'browser.json');
  const env = {
    PLAYWRIGHT_JSON_OUTPUT_NAME: browserReport,
    ...(chromium.path ? { CHROMIUM: chromium.path } : {}),
  };
  step('browser', () =>
    run(join(root, 'node_modules/.bin/playwright'), ['test', '--reporter=list,json'], env),
  );
  tally(
    browserReport,
    (report: { stats: { expected: number; unexpected: number; flaky: number; skipped: number } }) => ({
      passed: report.stats.expected,
      failed: report.stats.unexpected + report.stats.flaky,
      skipped: report.stats.skipped,
    }),
  );
} else {
  skipped.push('browser tests: there is no Chromium, and none could be installed');
}
rmSync(results, { recursive: true, force: true });

for (const what of skipped) console.log(`skipped: ${what}`);
for (const what of failed) console.log(`failed: ${what}`);
console.log(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exitCode = failed.length > 0 || count.passed === 0 ? 1 : 0;
