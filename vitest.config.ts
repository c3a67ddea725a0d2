import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { defineConfig } from 'vitest/config';

/** What takes longest begins first, or one process would go on long after the others have ended. */
const longest = [
  'tests/parity/',
  'tests/kind/',
  'tests/fidelity/',
  'tests/flow/',
  'tests/lessons/',
  'tests/live/',
  'src/lab-server/predict/',
  'tests/',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const found = longest.findIndex((folder) => moduleId.includes(`/${folder}`));
      return found < 0 ? longest.length : found;
    };
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    exclude: ['tests/e2e/**', 'node_modules/**'],
    sequence: { sequencer: LongestFirst },
    // Its dist leaves out file extensions, which Vite adds and Node does not.
    server: { deps: { inline: ['@ngrok/webernetes'] } },
    // Much of what is tested waits for the real time of a real kubectl or a terminal: two of four leave the processor.
    maxWorkers: 4,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
