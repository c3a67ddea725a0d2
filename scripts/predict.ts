import { fileURLToPath } from 'node:url';
import { quickClone, quickParse } from '../src/lab-server/cli/quick-copies.ts';
import { runPredict } from '../src/lab-server/predict/cli.ts';

// What the commands of `predict` questions print: `node --import ./scripts/register.mjs scripts/predict.ts ports`
globalThis.structuredClone = quickClone;
JSON.parse = quickParse;
const project = fileURLToPath(new URL('../', import.meta.url));
process.exitCode = await runPredict(process.argv.slice(2), project, (text) =>
  process.stdout.write(`${text}\n`),
);
