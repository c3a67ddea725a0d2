import type { IFileSystem } from 'just-bash/browser';

export interface CompletionContext {
  fs: Pick<IFileSystem, 'resolvePath' | 'exists' | 'stat' | 'readdir'>;
  cwd: string;
  home: string;
  /** Names of programs, builtins, functions and aliases. */
  commands: readonly string[];
  /** Names of variables, for `$`. */
  variables: readonly string[];
  /** Words that an alias stands for. */
  alias(name: string): readonly string[] | undefined;
  /** Candidates for the last of the words behind `kubectl`. */
  kubectl(words: readonly string[]): Promise<readonly string[]>;
}

export interface Completion {
  /** Code unit of the line where the word being completed begins. */
  start: number;
  /** What can stand there instead, unquoted. */
  candidates: readonly string[];
  /** Whether they are paths: only their last part is worth listing. */
  paths: boolean;
}

/** What Tab can offer at the end of `line` (the text before the cursor). */
export async function complete(line: string, context: CompletionContext): Promise<Completion> {
  const words = splitWords(line);
  const last = words.pop() ?? { text: '', start: line.length };
  let names = words.map((word) => word.text);
  const { start } = last;
  const word = last.text;
  if (/^\$\w*$/.test(word)) {
    const candidates = context.variables.map((name) => `$${name}`).filter((name) => name.startsWith(word));
    return { start, candidates: sorted(candidates), paths: false };
  }
  if (last.redirects) return { start, candidates: await files(word, context), paths: true };
  const command = names.findIndex((name) => !/^\w+=/.test(name));
  if (command < 0) {
    if (word.includes('/')) return { start, candidates: await files(word, context), paths: true };
    return {
      start,
      candidates: sorted(context.commands.filter((name) => name.startsWith(word))),
      paths: false,
    };
  }
  names = names.slice(command);
  const [name = '', ...rest] = names;
  const [program = name, ...fixed] = context.alias(name) ?? [name];
  const args = ['watch', 'time', 'timeout', 'xargs', 'sudo'].includes(program)
    ? rest.slice(rest.indexOf('kubectl'))
    : [program, ...fixed, ...rest];
  if (args[0] === 'kubectl') {
    const previous = args.at(-1) ?? '';
    if (!/^(-f|--filename|-k|--kustomize|--kubeconfig|--patch-file)$/.test(previous)) {
      const candidates = await context.kubectl([...args.slice(1), word]);
      if (candidates.length > 0) return { start, candidates: sorted(candidates), paths: false };
    }
    if (word.startsWith('-')) return { start, candidates: [], paths: false };
  }
  return { start, candidates: await files(word, context), paths: true };
}

/** The longest text that all of them begin with. */
export function commonPrefix(texts: readonly string[]): string {
  let prefix = texts[0] ?? '';
  for (const text of texts) while (!text.startsWith(prefix)) prefix = prefix.slice(0, -1);
  return prefix;
}

const sorted = (names: readonly string[]) => [...new Set(names)].sort();

async function files(word: string, { fs, cwd, home }: CompletionContext): Promise<string[]> {
  const slash = word.lastIndexOf('/') + 1;
  const directory = word.slice(0, slash);
  const beginning = word.slice(slash);
  const path = fs.resolvePath(cwd, directory.replace(/^~(?=\/|$)/, home) || '.');
  if (!(await fs.exists(path))) return [];
  const names = (await fs.readdir(path)).filter(
    (name) => name.startsWith(beginning) && (beginning !== '' || !name.startsWith('.')),
  );
  const candidates = names.map(async (name) => {
    const full = fs.resolvePath(path, name);
    const isDirectory = (await fs.exists(full)) && (await fs.stat(full)).isDirectory;
    return directory + name + (isDirectory ? '/' : '');
  });
  return sorted(await Promise.all(candidates));
}

export interface TypedWord {
  /** Without its quotes. */
  text: string;
  start: number;
  /** Whether a redirection stands before it. */
  redirects?: boolean;
}

/**
 * The words of the last command in the text; the last one is the word at its end, empty after a
 * blank. Quotes may be open.
 */
export function splitWords(line: string): TypedWord[] {
  let words: TypedWord[] = [];
  let text = '';
  let start: number | undefined;
  let redirects = false;
  const push = () => {
    if (start !== undefined) words.push(redirects ? { text, start, redirects } : { text, start });
    if (start !== undefined) redirects = false;
    text = '';
    start = undefined;
  };
  for (let at = 0; at < line.length; at++) {
    const char = line[at] ?? '';
    if (/\s/.test(char)) {
      push();
      if (char === '\n') words = [];
    } else if (/[|;&(){}`]/.test(char) || line.startsWith('$(', at)) {
      if ((char === '{' || char === '}') && start !== undefined) text += char;
      else {
        push();
        words = [];
        if (line.startsWith('$(', at)) at++;
      }
    } else if (char === '<' || char === '>') {
      push();
      redirects = true;
    } else {
      start ??= at;
      if (char === '\\') text += line[++at] ?? '';
      else if (char === "'" || char === '"') {
        for (at++; at < line.length && line[at] !== char; at++) {
          if (char === '"' && line[at] === '\\' && /["\\$`]/.test(line[at + 1] ?? '')) at++;
          text += line[at] ?? '';
        }
      } else text += char;
    }
  }
  if (start === undefined) words.push({ text: '', start: line.length, ...(redirects ? { redirects } : {}) });
  else push();
  const keyword = /^(then|do|else|elif|if|while|until|!|time|\{)$/;
  while (words.length > 1 && keyword.test(words[0]?.text ?? '')) words.shift();
  return words;
}
