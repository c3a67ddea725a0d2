import { parse as parseYaml, parseAllDocuments, stringify } from 'yaml';
import type { Clock } from '../../kube/cluster.ts';
import type { History } from '../line/history.ts';
import { readAll, type Program, type ProgramContext } from './program.ts';

/** The user's name and the machine's, as the prompt shows them. */
export const user = 'learner';
export const host = 'service-clinic';

/** The shell's own programs beside kubectl: what just-bash lacks in a page, or does otherwise. */
export function programs(history: History): Record<string, Program> {
  const editors = Object.fromEntries(
    ['vi', 'vim', 'nano', 'edit', 'editor', 'emacs'].map((name) => [name, editorNamed(name)]),
  );
  return {
    ...editors,
    ...Object.fromEntries(['docker', 'crictl', 'kind', 'sudo', 'ssh'].map((name) => [name, noNode(name)])),
    ...Object.fromEntries(
      ['curl', 'wget', 'nslookup', 'dig', 'ping', 'nc', 'telnet'].map((name) => [name, noNetwork(name)]),
    ),
    history: (args, context) => {
      if (args[0] === '-c') history.clear();
      else
        context.stdout(
          history.entries.map((line, index) => `${String(index + 1).padStart(5)}  ${line}\n`).join(''),
        );
      return Promise.resolve(0);
    },
    id: print(`uid=1000(${user}) gid=1000(${user}) groups=1000(${user})`),
    whoami: print(user),
    hostname: print(host),
    less: pager,
    more: pager,
    watch,
    yq,
  };
}

const print =
  (line: string): Program =>
  (_args, context) => {
    context.stdout(line + '\n');
    return Promise.resolve(0);
  };

const noNode =
  (name: string): Program =>
  (_args, context) => {
    context.stderr(
      `${name}: not here: this cluster runs inside the page, without Docker, and its nodes are simulated. ` +
        `Look at nodes and containers with kubectl, or start the lab on kind.\n`,
    );
    return Promise.resolve(127);
  };

const noNetwork =
  (name: string): Program =>
  (_args, context) => {
    context.stderr(
      `${name}: this shell stands outside the cluster's network. Run it in a Pod, as in: ` +
        `kubectl run -it --rm --restart=Never tmp --image=busybox:1.36 -- sh\n`,
    );
    return Promise.resolve(127);
  };

function editorNamed(name: string): Program {
  return async (args, { stderr, cwd, fs, edit }) => {
    const file = args.find((word) => !word.startsWith('-') && !word.startsWith('+'));
    if (file === undefined) {
      stderr(`${name}: name a file to edit, as in: ${name} web.yaml\n`);
      return 1;
    }
    if (!edit) {
      stderr(`${name}: there is no editor here, since this is not a terminal\n`);
      return 1;
    }
    const path = fs.resolvePath(cwd, file);
    const exists = await fs.exists(path);
    if (exists && (await fs.stat(path)).isDirectory) {
      stderr(`${name}: ${file}: is a directory\n`);
      return 1;
    }
    const before = exists ? await fs.readFile(path) : '';
    const after = await edit(file, before);
    if (after !== undefined && (after !== before || !exists)) await fs.writeFile(path, after);
    return 0;
  };
}

/** The terminal scrolls, so a pager prints everything. */
const pager: Program = async (args, context) => {
  const files = args.filter((word) => !word.startsWith('-'));
  if (files.length === 0) {
    context.stdout(await readAll(context.stdin));
    return 0;
  }
  return pass(context, await context.exec('cat', { args: files }));
};

/** Repeats a command until Ctrl-C, each time on a clear screen. */
const watch: Program = async (args, context) => {
  const { stdout, stderr, clock, signal } = context;
  let seconds = 2;
  let at = 0;
  for (; args[at]?.startsWith('-'); at++) {
    const [flag = '', attached] = /^(-n|--interval=?)(.*)$/.exec(args[at] ?? '')?.slice(1) ?? [];
    if (flag !== '') seconds = Number(attached || args[++at]);
    else if (!/^-[dtx]+$/.test(args[at] ?? '')) {
      stderr(`watch: unsupported option ${args[at] ?? ''}\n`);
      return 1;
    }
  }
  const command = args.slice(at).join(' ');
  if (command === '' || !(seconds > 0)) {
    stderr('Usage: watch [-n seconds] command\n');
    return 1;
  }
  if (!context.tty) {
    stderr('watch: the output is not a terminal\n');
    return 1;
  }
  while (!signal.aborted) {
    const result = await context.exec(command);
    if (signal.aborted) break;
    stdout(`\x1b[H\x1b[2JEvery ${seconds.toFixed(1)}s: ${command}\n\n${result.stdout}${result.stderr}`);
    await clock.sleep(seconds * 1000, signal).catch(() => undefined);
  }
  return 130;
};

/** yq as mikefarah's: jq's filters on YAML. Reads YAML, filters as JSON, writes YAML (`-o json`: JSON). */
const yq: Program = async (args, context) => {
  const { stdout, stderr, fs, cwd } = context;
  let json = false;
  let raw = false;
  const words: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? '';
    if (word === '-o' || word === '--output-format') json = /^j(son)?$/.test(args[++at] ?? '');
    else if (/^(-o=?|--output-format=)j(son)?$/.test(word) || word === '-j') json = true;
    else if (/^(-o=?|--output-format=)y(aml)?$/.test(word)) json = false;
    else if (word === '-r' || word === '--unwrapScalar') raw = true;
    else if (word === 'e' || word === 'eval') continue;
    else if (word.startsWith('-') && word !== '-') {
      stderr(`Error: unknown or unsupported flag: ${word}\n`);
      return 1;
    } else words.push(word);
  }
  const [filter = '.', ...files] = words;
  const texts: string[] = [];
  for (const file of files) {
    const path = fs.resolvePath(cwd, file);
    if (file !== '-' && !(await fs.exists(path))) {
      stderr(`Error: open ${file}: no such file or directory\n`);
      return 1;
    }
    texts.push(file === '-' ? await readAll(context.stdin) : await fs.readFile(path));
  }
  if (files.length === 0) texts.push(await readAll(context.stdin));
  const results: string[] = [];
  for (const document of texts.flatMap((text) => parseAllDocuments(text))) {
    const [error] = 'errors' in document ? document.errors : [];
    if (error) {
      stderr(`Error: bad file: yaml: ${error.message}\n`);
      return 1;
    }
    const value: unknown = 'toJS' in document ? document.toJS() : null;
    const filtered = await context.exec('jq', { args: ['-c', filter], stdin: JSON.stringify(value) });
    if (filtered.exitCode !== 0) return pass(context, filtered);
    for (const line of filtered.stdout.split('\n').filter((each) => each !== '')) {
      const result: unknown = parseYaml(line);
      if (json && !(raw && typeof result === 'string')) results.push(JSON.stringify(result, null, 2) + '\n');
      else results.push(typeof result === 'string' ? result + '\n' : stringify(result));
    }
  }
  const structured = results.some((text) => text.includes(':') && text.includes('\n'));
  stdout(results.join(!json && structured && texts.length === 1 && results.length > 1 ? '---\n' : ''));
  return 0;
};

/**
 * Built-in commands of just-bash whose words are put right first.
 * @returns the words to call the built-in one with
 */
export const adjusted: Record<string, (args: readonly string[], clock: Clock) => string[]> = {
  /** It wants `-n 1` and `-I {}` with a space. */
  xargs: (args) => {
    const words: string[] = [];
    let own = true;
    for (const word of args) {
      const attached = own ? /^-([nIPLd])(.+)$/.exec(word) : null;
      if (attached) words.push(`-${attached[1] ?? ''}`, attached[2] ?? '');
      else words.push(word);
      if (!word.startsWith('-') && !/^-[nIPLd]$/.test(words.at(-2) ?? '')) own = false;
    }
    return words;
  },
  /** It shows the machine's time; the cluster's can run ahead. */
  date: (args, clock) =>
    args.some((word) => /^(-d|--date|-r|--reference)/.test(word))
      ? [...args]
      : ['-d', new Date(clock.now()).toISOString(), ...args],
};

function pass(
  { stdout, stderr }: ProgramContext,
  result: { exitCode: number; stdout: string; stderr: string },
): number {
  if (result.stdout !== '') stdout(result.stdout);
  if (result.stderr !== '') stderr(result.stderr);
  return result.exitCode;
}
