import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    exclude: ['tests/e2e/**', 'node_modules/**'],
    // Its dist leaves out file extensions, which Vite adds and Node does not.
    server: { deps: { inline: ['@ngrok/webernetes'] } },
    // Much of what is tested waits for the real time of a real kubectl or a terminal: two of four leave the processor.
    maxWorkers: 4,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
