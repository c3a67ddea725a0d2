import { defineConfig } from '@playwright/test';

// A port that nobody else is likely to have; the workers, processes of their own, inherit it.
process.env['E2E_PORT'] ??= String(42_000 + Math.floor(Math.random() * 7_000));
const port = Number(process.env['E2E_PORT']);
const chromium = process.env['CHROMIUM'];

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.e2e.ts',
  // Two cores: each page runs a cluster.
  workers: 2,
  fullyParallel: true,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  forbidOnly: !!process.env['CI'],
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(chromium ? { executablePath: chromium } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
      ],
    },
  },
  webServer: {
    command: 'node --import ./scripts/register.mjs scripts/start.ts',
    env: { PORT: String(port), SERVICE_CLINIC_STATE: 'test-results/state' },
    url: `http://127.0.0.1:${port}/en/`,
    reuseExistingServer: !process.env['CI'],
    timeout: 120_000,
  },
});
