import { Expansion } from '../expansion.ts';
import { simpleCommand } from '../syntax/script.ts';
import type { Builtin } from '../core.ts';

/** `read`: takes one line from the input and leaves the rest; just-bash splits it into the variables. */
export const read: Builtin = async (shell, args, streams) => {
  const { stdin, stderr } = streams;
  let raw = false;
  let array = false;
  let delimiter = '\n';
  let count = Infinity;
  let timeout: number | undefined;
  const names: string[] = [];
  const words = args.flatMap((word) =>
    /^-[rs]+\w/.test(word) ? [...word.slice(1)].map((each) => `-${each}`) : [word],
  );
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    const value = () => (word.length > 2 ? word.slice(2) : (words[++at] ?? ''));
    if (word === '-r') raw = true;
    else if (word === '-a') array = true;
    else if (word === '-s' || word === '-e') continue;
    else if (word.startsWith('-p')) {
      const prompt = value();
      if (stdin.terminal) stderr.write(prompt);
    } else if (word.startsWith('-d')) delimiter = value() || '\0';
    else if (/^-[nN]/.test(word)) count = Number(value());
    else if (word.startsWith('-t')) timeout = Number(value());
    else if (word.startsWith('-u')) value();
    else if (word.startsWith('-')) {
      stderr.write(shell.message(`read: ${word}: invalid option`));
      return 2;
    } else names.push(word);
  }
  const clock = shell.world.programs.clock;
  const reading = stdin.line(delimiter);
  const late = new AbortController();
  const line =
    timeout === undefined
      ? await reading
      : await Promise.race([
          reading,
          clock.sleep(timeout * 1000, late.signal).then(
            () => undefined,
            () => undefined,
          ),
        ]);
  late.abort();
  shell.signal.throwIfAborted();
  if (!line) return 142;
  let { text } = line;
  if (text.length > count) {
    stdin.unread(text.slice(count) + delimiter);
    text = text.slice(0, count);
  }
  while (!raw && !line.ended && /(^|[^\\])(\\\\)*\\$/.test(text)) {
    const more = await stdin.line(delimiter);
    text = text.slice(0, -1) + more.text;
    if (more.ended) break;
  }
  const variables = names.length > 0 ? names : ['REPLY'];
  const [only] = variables;
  if (raw && !array && names.length === 0 && only !== undefined) shell.state.set(only, text);
  else {
    const command = simpleCommand('read', ...(raw ? ['-r'] : []), ...(array ? ['-a'] : []), ...variables);
    await new Expansion(shell, streams).evaluate(command, text + '\n');
  }
  return line.ended && text.length < count ? 1 : 0;
};
