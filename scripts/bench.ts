import { existsSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pageWeights } from './bench/page-weights.ts';
import { startTimes } from './bench/start-lab.ts';
import { startInPage } from './bench/start-page.ts';

// `npm run bench [-- --json]`: the figures that the README quotes. Build the site first.
const dist = fileURLToPath(new URL('../dist', import.meta.url));
if (!existsSync(join(dist, 'index.html'))) {
  console.error('There is no built site to weigh. Build it first: npm run build');
  process.exit(1);
}
const scenario = 'wrong-target-port';
const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${(totalmem() / 1024 ** 3).toFixed(0)} GiB, Node ${process.version}`;
const weights = pageWeights(dist);
const node = await startTimes(scenario, 5);
const page = await startInPage(dist, scenario, 5);
const result = {
  machine,
  weights,
  start: { scenario, node, pageMs: page, pageToPlain: page / node.plain },
};

if (process.argv.includes('--json')) {
  console.log(JSON.stringify(result, null, 2));
} else {
  const kb = (bytes: number) => `${(bytes / 1000).toFixed(1).padStart(7)} KB`;
  console.log(`Machine: ${machine}\n\nJavaScript that a page loads by itself, gzip:`);
  for (const { page: path, js } of weights) console.log(`${kb(js)}  ${path}`);
  console.log(`\nFrom Start lab to a broken, ready cluster (${scenario}), medians of 5:`);
  console.log(`  webernetes' own boot of the same objects, Node: ${node.plain.toFixed(0)} ms`);
  console.log(`  the lab, Node:     ${node.lab.toFixed(0)} ms, ${node.ratio.toFixed(2)} × that`);
  console.log(
    `  the lab, Chromium: ${page.toFixed(0)} ms to a prompt, ${(page / node.plain).toFixed(2)} × that`,
  );
}
