import { host } from './identity.ts';
import { layOut, textWidth } from '../line/width.ts';
import type { Program } from './program.ts';

/** Repeats a command until Ctrl-C, each time on a clear screen. Models procps watch 4. */
export const watch: Program = async (args, context) => {
  const { stdout, stderr, clock, signal } = context;
  let seconds = 2;
  let title = true;
  let stopOnError = false;
  let at = 0;
  for (; args[at]?.startsWith('-'); at++) {
    const word = args[at] ?? '';
    if (word === '--') {
      at += 1;
      break;
    }
    const [, attached] = /^(?:-n|--interval=?)(.*)$/.exec(word) ?? [];
    if (attached !== undefined) seconds = Number((attached || args[++at] || '').replace(',', '.'));
    else if (word === '--no-title' || /^-[dxcwbp]*t[dxcwbp]*$/.test(word)) title = false;
    else if (word === '--errexit' || word === '-e') stopOnError = true;
    else if (!/^(-[dtxcwbp]+|--differences|--exec|--color|--beep|--precise)$/.test(word)) {
      stderr(
        `watch: ${/^--/.test(word) ? `unrecognized option '${word}'` : `invalid option -- '${word.slice(1, 2)}'`}\n`,
      );
      return 1;
    }
  }
  const command = args.slice(at).join(' ');
  if (command === '' || Number.isNaN(seconds)) {
    stderr('\nUsage:\n watch [options] command\n');
    return 1;
  }
  seconds = Math.max(0.1, seconds);
  for (;;) {
    const result = await context.exec(command);
    signal.throwIfAborted();
    const { columns, rows } = context.size();
    const lines = fitting(result.stdout + result.stderr, columns, rows - (title ? 2 : 0));
    stdout(`\x1b[H\x1b[2J${title ? `${header(seconds, command, clock.now(), columns)}\n\n` : ''}${lines}`);
    if (stopOnError && result.exitCode !== 0) return result.exitCode;
    await clock.sleep(seconds * 1000, signal);
  }
};

/** `Every 2.0s: command` on the left; host and time on the right, as far as there is room. */
function header(seconds: number, command: string, now: number, columns: number): string {
  const left = `Every ${seconds.toFixed(1)}s: `;
  const date = new Date(now);
  const clock = date.toISOString().slice(11, 19);
  const day = date
    .toUTCString()
    .replace(
      /^(\w+), (\d+) (\w+) (\d+) .*/,
      (_all, week: string, number: string, month: string, year: string) =>
        `${week} ${month} ${String(Number(number)).padStart(2)} ${clock} ${year}`,
    );
  const right = `${host}: ${day}`;
  const room = columns - left.length - right.length - 1;
  if (room < 0) return left.length <= columns ? `${left}${command}`.slice(0, columns) : '';
  const shown = textWidth(command) <= room ? command : room > 3 ? `${command.slice(0, room - 3)}...` : '';
  return left + shown + ' '.repeat(columns - left.length - textWidth(shown) - right.length) + right;
}

/** As much of a text as the rows of a screen hold; a last line break would scroll it. */
function fitting(text: string, columns: number, rows: number): string {
  const lines: string[] = [];
  let used = 0;
  for (const line of text.replace(/\n$/, '').split('\n')) {
    used += layOut(line, { row: 0, column: 0 }, columns).row + 1;
    if (used > rows) break;
    lines.push(line);
  }
  return lines.join('\n');
}
