import type { Builtin, Shell } from '../core.ts';
import { builtinNames, interpreted } from './interpreted.ts';

const keywords = new Set(
  'if then else elif fi case esac for select while until do done in function time { } ! [[ ]] coproc'.split(
    ' ',
  ),
);

/** What a name means, as `type` says it. */
async function meanings(
  shell: Shell,
  name: string,
): Promise<{ kind: string; text: string; path?: string }[]> {
  const { state, world } = shell;
  const found: { kind: string; text: string; path?: string }[] = [];
  const alias = shell.interactive ? state.aliases.get(name) : undefined;
  if (alias !== undefined) found.push({ kind: 'alias', text: `${name} is aliased to \`${alias}'` });
  if (keywords.has(name)) found.push({ kind: 'keyword', text: `${name} is a shell keyword` });
  if (state.functions.has(name)) found.push({ kind: 'function', text: `${name} is a function` });
  if (builtinNames(world.builtins).includes(name))
    found.push({ kind: 'builtin', text: `${name} is a shell builtin` });
  const path = world.programs.pathOf(shell, name);
  if (path !== undefined) found.push({ kind: 'file', text: `${name} is ${path}`, path });
  const { fs } = world.interpreter;
  const file = name.includes('/') ? fs.resolvePath(state.cwd, name) : undefined;
  if (file !== undefined && (await fs.exists(file)))
    found.push({ kind: 'file', text: `${name} is ${name}`, path: name });
  return found;
}

const type: Builtin = async (shell, args, { stdout, stderr }) => {
  const flags = args.filter((word) => /^-[afptP]+$/.test(word)).join('');
  let status = 0;
  for (const name of args.filter((word) => !/^-[afptP]+$/.test(word))) {
    const all = await meanings(shell, name);
    if (all.length === 0) {
      status = 1;
      if (!/[tpP]/.test(flags)) stderr.write(shell.message(`type: ${name}: not found`));
    }
    for (const { kind, text, path } of flags.includes('a') ? all : all.slice(0, 1)) {
      if (flags.includes('t')) stdout.write(`${kind}\n`);
      else if (/[pP]/.test(flags)) stdout.write(path === undefined ? '' : `${path}\n`);
      else stdout.write(`${text}\n`);
    }
  }
  return status;
};

const command: Builtin = async (shell, args, streams) => {
  const [flag, ...names] = args;
  if (flag !== '-v' && flag !== '-V') {
    const words = flag === '-p' || flag === '--' ? names : args;
    return words.length > 0 ? withoutFunctions(shell, words, streams) : 0;
  }
  let status = 1;
  for (const name of names) {
    const [first] = await meanings(shell, name);
    if (!first) {
      if (flag === '-V') streams.stderr.write(shell.message(`command: ${name}: not found`));
      continue;
    }
    status = 0;
    const alias = shell.state.aliases.get(name);
    if (flag === '-V') streams.stdout.write(`${first.text}\n`);
    else if (first.kind === 'alias') streams.stdout.write(`alias ${name}='${alias ?? ''}'\n`);
    else streams.stdout.write(`${first.path ?? name}\n`);
  }
  return status;
};

const withoutFunctions: Builtin = (shell, words, streams) =>
  interpreted(words) && !Object.hasOwn(shell.world.builtins, words[0] ?? '')
    ? shell.source(words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' '), streams)
    : shell.run(words, streams);

const alias: Builtin = (shell, args, { stdout, stderr }) => {
  const { aliases } = shell.state;
  const show = (name: string) =>
    stdout.write(`alias ${name}='${(aliases.get(name) ?? '').replaceAll("'", `'\\''`)}'\n`);
  const words = args.filter((word) => word !== '-p');
  if (words.length === 0) for (const name of [...aliases.keys()].sort()) show(name);
  let status = 0;
  for (const word of words) {
    const at = word.indexOf('=');
    if (at > 0) aliases.set(word.slice(0, at), word.slice(at + 1));
    else if (aliases.has(word)) show(word);
    else {
      stderr.write(shell.message(`alias: ${word}: not found`));
      status = 1;
    }
  }
  return status;
};

const unalias: Builtin = (shell, args, { stderr }) => {
  const { aliases } = shell.state;
  let status = 0;
  if (args[0] === '-a') aliases.clear();
  else
    for (const name of args)
      if (!aliases.delete(name)) {
        stderr.write(shell.message(`unalias: ${name}: not found`));
        status = 1;
      }
  return status;
};

/** Builtins that tell what names mean, or give them a meaning. */
export const names: Readonly<Record<string, Builtin>> = {
  type,
  command,
  builtin: withoutFunctions,
  alias,
  unalias,
};
