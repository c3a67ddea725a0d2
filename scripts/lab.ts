import { runLab } from '../src/lab-server/cli/index.ts';

await runLab();
