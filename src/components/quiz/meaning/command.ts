import { parse } from 'yaml';
import { kubectlFlags, resourceName, tools } from './command-flags.ts';
import type { FlagTable } from './command-flags.ts';
import { pipeline } from './shell-words.ts';
import { canonical } from './yaml.ts';

/**
 * Whether two command lines do the same: order and spelling of flags (`-n shop`, `--namespace=shop`),
 * quoting, blanks, and names of a resource (`svc`, `service`, `services`, `svc/web` for `svc web`) do
 * not count. What follows `--` is another program's and is compared as that program's command.
 */
export function sameCommand(one: string, two: string): boolean {
  const [a, b] = [pipeline(one), pipeline(two)];
  if (!a || !b) return false;
  return canonical(a.map(meaning)) === canonical(b.map(meaning));
}

interface Meaning {
  program: string;
  words: string[];
  flags: Record<string, string[]>;
  /** The command after `--`. */
  rest?: Meaning;
}

function meaning(all: string[]): Meaning {
  const [program = '', ...args] = all;
  const dashes = args.indexOf('--');
  const own = dashes < 0 ? args : args.slice(0, dashes);
  const rest = dashes < 0 ? undefined : meaning(args.slice(dashes + 1));
  if (program === 'kubectl' || program === 'k') {
    const verb = readFlags(own, kubectlFlags('')).words[0] ?? '';
    const parsed = readFlags(own, kubectlFlags(verb));
    return { program: 'kubectl', ...kubectl(verb, parsed), ...(rest && { rest }) };
  }
  const table = tools[program];
  // An unknown program: nobody can tell its flags' values, so the words must be the same.
  const parsed = table ? readFlags(own, table) : { words: own, flags: {} };
  return { program, ...parsed, ...(rest && { rest }) };
}

type Parsed = Pick<Meaning, 'words' | 'flags'>;

function readFlags(args: string[], table: FlagTable): Parsed {
  const words: string[] = [];
  const flags: Record<string, string[]> = {};
  const put = (name: string, value: string): void => {
    (flags[name] ??= []).push(value);
  };
  for (let at = 0; at < args.length; at++) {
    const word = args[at]!;
    if (word.startsWith('--')) {
      const equals = word.indexOf('=');
      const name = word.slice(2, equals < 0 ? undefined : equals);
      if (equals >= 0) put(name, word.slice(equals + 1));
      else put(name, table.values.has(name) ? (args[++at] ?? '') : 'true');
    } else if (/^-[A-Za-z0-9]/.test(word)) {
      // Letters joined, the last of which may take a value: -it, -qO-, -n=shop.
      for (let letter = 1; letter < word.length; letter++) {
        const name = table.short[word[letter]!] ?? word[letter]!;
        if (!table.values.has(name)) {
          put(name, 'true');
          continue;
        }
        const joined = word.slice(letter + 1).replace(/^=/, '');
        put(name, joined === '' ? (args[++at] ?? '') : joined);
        break;
      }
    } else {
      words.push(word);
    }
  }
  return { words, flags };
}

const listsTypes = new Set([
  'get',
  'describe',
  'delete',
  'edit',
  'patch',
  'label',
  'annotate',
  'expose',
  'scale',
]);

function kubectl(verb: string, { words, flags }: Parsed): Parsed {
  const result = { words: [...words], flags: { ...flags } };
  // `create service` and `rollout status` have their type or object one word later.
  const at = verb === 'rollout' || verb === 'set' ? 2 : 1;
  if (listsTypes.has(verb) || at === 2) result.words.splice(at, Infinity, ...objects(words.slice(at)));
  if (verb === 'create' && words[1]) result.words[1] = resourceName(words[1]);
  if (verb === 'explain' && words[1]) {
    const [type = '', ...fields] = words[1].split('.');
    result.words[1] = [resourceName(type), ...fields].join('.');
  }
  if ((verb === 'exec' || verb === 'logs') && words[1]) {
    result.words[1] = objects([words[1]])[0]!.replace(/^pods\//, '');
  }
  for (const [name, values] of Object.entries(flags)) result.flags[name] = flagValues(name, values);
  return result;
}

/** `svc web db` and `svc/web svc/db` both become `services/web services/db`. */
function objects(words: string[]): string[] {
  if (words.length === 0) return words;
  if (words[0]!.includes('/')) {
    return words.map((word) => {
      const [type = '', ...name] = word.split('/');
      return name.length > 0 ? [resourceName(type), ...name].join('/') : word;
    });
  }
  const types = words[0]!.split(',').map(resourceName).sort().join(',');
  const [, ...names] = words;
  if (names.length === 0) return [types];
  // Further words with `=` or a trailing `-` are labels to set, not names.
  return names.map((name) => (/[=]|-$/.test(name) ? name : `${types}/${name}`));
}

function flagValues(name: string, values: string[]): string[] {
  switch (name) {
    case 'selector':
    case 'labels':
      return values.map((value) => value.replaceAll('==', '=').split(/,\s*/).sort().join(','));
    case 'patch':
      return values.map((value) => {
        try {
          return canonical(parse(value));
        } catch {
          return value;
        }
      });
    default:
      // Only the last counts when a flag with one value is repeated; -f and --env add up.
      return name === 'filename' || name === 'env' || name === 'tcp' ? values : values.slice(-1);
  }
}
