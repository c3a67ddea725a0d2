import { runLessons } from '../tests/lessons/cli.ts';

// `npm run lessons -- [--write] [LESSON…]`, a lesson by its address: types/headless
process.exitCode = await runLessons(process.argv.slice(2), {
  print: (text) => console.log(text),
  complain: (text) => console.error(text),
});
// What is left of closed clusters must not keep the command from ending.
process.exit();
