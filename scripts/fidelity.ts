import { runFidelity } from '../tests/fidelity/cli.ts';

// `npm run fidelity -- --manifests FILE.jsonl | --transcripts FOLDER [--json] [--show] [--check | --update]`
process.exitCode = await runFidelity(process.argv.slice(2), {
  print: (text) => console.log(text),
  complain: (text) => console.error(text),
});
// What is left of closed clusters must not keep the command from ending.
process.exit();
