import { runScript } from '../processes/programs.ts';
import type { Builtin } from '../core.ts';

/** `bash` and `sh`: a script in a file, in a word (`-c`), or in the input. */
const bash: Builtin = async (shell, args, streams) => {
  const { fs } = shell.world.interpreter;
  const options: string[] = [];
  let at = 0;
  let given = false;
  for (; /^[-+]./.test(args[at] ?? ''); at++) {
    const word = args[at] ?? '';
    if (word === '--version') {
      streams.stdout.write('GNU bash, version 5.2.15(1)-release (x86_64-pc-linux-gnu)\n');
      return 0;
    }
    if (word === '--' || word === '-l' || word === '-i' || word.startsWith('--')) continue;
    given ||= word.startsWith('-') && word.includes('c');
    const kept = word.replace(/[cils]/g, '');
    if (kept.length > 1) options.push(`set ${kept}${word.endsWith('o') ? ` ${args[++at] ?? ''}` : ''}`);
  }
  const rest = args.slice(at);
  const prefix = options.map((option) => `${option}; `).join('');
  if (given) {
    const [text, name, ...positional] = rest;
    if (text !== undefined) return runScript(shell, prefix + text, positional, streams, name);
    streams.stderr.write('bash: -c: option requires an argument\n');
    return 2;
  }
  const [file, ...positional] = rest;
  if (file === undefined) {
    const text = await streams.stdin.all();
    return runScript(shell, prefix + text, [], streams);
  }
  const path = fs.resolvePath(shell.state.cwd, file);
  if (!(await fs.exists(path)) || (await fs.stat(path)).isDirectory) {
    streams.stderr.write(
      `bash: ${file}: ${(await fs.exists(path)) ? 'Is a directory' : 'No such file or directory'}\n`,
    );
    return (await fs.exists(path)) ? 126 : 127;
  }
  return runScript(shell, prefix + (await fs.readFile(path)), positional, streams, file);
};

/** Shells as programs. They run inside ours, so that their commands stream and can be interrupted. */
export const scripts: Readonly<Record<string, Builtin>> = { bash, sh: bash };
