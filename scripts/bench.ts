import { existsSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pageWeights } from './bench/page-weights.ts';
import { growth, servicesFigures } from './bench/services.ts';
import { servicesInPage } from './bench/services-page.ts';
import { startTimes } from './bench/start-lab.ts';
import { startInPage } from './bench/start-page.ts';
import { switchTimes } from './bench/switching.ts';

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
const switching = await switchTimes(scenario, 'dns-off', 5);
const services = await servicesFigures([10, 100, 1000]);
const thousandInPage = await servicesInPage(dist, scenario, 1000);
const result = {
  machine,
  weights,
  start: { scenario, node, pageMs: page, pageToPlain: page / node.plain },
  switching,
  services: { figures: services, growth: growth(services), page: thousandInPage },
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
  console.log(`\nOn a cluster that stays, to a broken, ready lab, Node, medians of 5:`);
  for (const { what, ms: value } of switching) console.log(`  ${`${what}:`.padEnd(34)}${ms(value, 0)}`);
  console.log(`\nServices with three endpoints each, in Node:`);
  console.log('  Services    settled  get svc -A    look-up    request       heap');
  for (const each of services)
    console.log(
      `  ${String(each.services).padStart(8)}${ms(each.settleMs, 0)}${ms(each.getMs)}${ms(each.lookUpMs)}${ms(each.requestMs)}${each.heapMB.toFixed(0).padStart(8)} MB`,
    );
  const { services: more, ...grown } = result.services.growth;
  console.log(`  ${more} times as many Services cost:`);
  for (const [what, times] of Object.entries(grown)) console.log(`    ${what}: ${times.toFixed(1)} ×`);
  console.log(`\n${thousandInPage.services} Services in the page, Chromium:`);
  console.log(`  kubectl apply of all: ${thousandInPage.applyMs.toFixed(0)} ms`);
  console.log(`  kubectl get svc -A:  ${thousandInPage.getMs.toFixed(0)} ms`);
  console.log(`  one request by name from a Pod: ${thousandInPage.requestMs.toFixed(0)} ms`);
}

function ms(value: number, digits = 1): string {
  return `${value.toFixed(digits)} ms`.padStart(11);
}
