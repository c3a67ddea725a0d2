import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The list that is part of the tests. */
export const ownList = fileURLToPath(new URL('./commands.txt', import.meta.url));

/**
 * Command lines in the order in which they run: one a line, in shell syntax. Blank lines and lines that begin
 * with `#` are left out.
 * @throws Error of readFileSync when there is no such file
 */
export const readCommands = (path: string): string[] => commandsIn(readFileSync(path, 'utf8'));

export const commandsIn = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
