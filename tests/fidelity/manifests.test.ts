import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { manifestFigures } from './cli.ts';
import { maskDrawnNodePorts, measureManifests } from './manifests.ts';
import { readCases } from './recordings.ts';

const recording = fileURLToPath(new URL('../recordings/manifests.jsonl', import.meta.url));

test('only node ports that no manifest names are masked', () => {
  expect(maskDrawnNodePorts('80:31234/TCP 30080 29999', 'nodePort: 30080')).toBe(
    '80:<node port>/TCP 30080 29999',
  );
});

test('the API server says to every manifest what the real one said', { timeout: 120_000 }, async () => {
  const results = await measureManifests(readCases(recording));
  expect(results.filter(({ matched }) => !matched)).toEqual([]);
  expect(manifestFigures(results)).toEqual({ total: 617, verdicts: 617, matched: 617 });
});
