import { KubeClient, resources as known } from '../kube/client.ts';
import type { Pod } from '../kube/types.ts';
import type { ArgumentKind, Command } from './command.ts';
import { bareValue, type Flag } from './flags.ts';
import { globalFlags } from './globals.ts';
import { root } from './registry.ts';
import { discover, type ApiResource, type ResourceMapper } from './resources.ts';
import type { Kubectl } from './types.ts';

/** What the words before the one being typed mean. */
interface Line {
  command: Command;
  flags: readonly Flag[];
  /** Words that are no flags. */
  args: string[];
  given: Map<string, string>;
  /** The flag whose value is being typed. */
  pending?: Flag;
  afterDash: boolean;
}

/**
 * Whole words that can stand in place of the last one, sorted; what follows `--` is left to others.
 * @param words after `kubectl`; the last one is being typed and may be ''
 * @returns nothing where the cluster cannot be asked
 */
export async function complete(words: readonly string[], kubectl: Kubectl): Promise<string[]> {
  const typed = words.at(-1) ?? '';
  const line = readLine(words.slice(0, -1));
  if (line.afterDash) return [];
  const fit = (candidates: readonly string[]) =>
    [...new Set(candidates)].filter((word) => word.startsWith(typed)).sort();
  try {
    if (line.pending) return fit(await valuesOf(line.pending, line, kubectl));
    const inline = /^(--[\w-]+=)/.exec(typed);
    if (inline) {
      const flag = line.flags.find(({ name }) => `--${name}=` === inline[1]);
      return flag ? fit((await valuesOf(flag, line, kubectl)).map((value) => inline[1]! + value)) : [];
    }
    if (typed.startsWith('-')) {
      return fit(line.flags.map((flag) => `--${flag.name}${bareValue(flag) === undefined ? '=' : ''}`));
    }
    if (line.command.subcommands && line.args.length === 0) {
      return fit(line.command.subcommands.filter(({ hidden }) => !hidden).map(({ name }) => name));
    }
    return fit(await argumentsOf(line, typed, kubectl));
  } catch {
    // A key press must not fail because the cluster does.
    return [];
  }
}

function readLine(words: readonly string[]): Line {
  const line: Line = { command: root, flags: globalFlags, args: [], given: new Map(), afterDash: false };
  for (const word of words) {
    if (line.pending) {
      line.given.set(line.pending.name, word);
      line.pending = undefined;
    } else if (word === '--') line.afterDash = true;
    else if (word.startsWith('-') && word.length > 1) readFlag(line, word);
    else {
      const next =
        line.args.length === 0
          ? line.command.subcommands?.find(({ name, aliases }) => name === word || aliases?.includes(word))
          : undefined;
      if (next) {
        line.command = next;
        line.flags = [...(next.flags ?? []), ...globalFlags];
      } else line.args.push(word);
    }
  }
  return line;
}

function readFlag(line: Line, word: string): void {
  const [name = '', value] = word.replace(/^-+/, '').split('=', 2);
  const flag = line.flags.find((each) =>
    word.startsWith('--') ? each.name === name : each.short === name.at(0),
  );
  if (!flag) return;
  if (value !== undefined) line.given.set(flag.name, value);
  else if (!word.startsWith('--') && name.length > 1) {
    if (bareValue(flag) === undefined) line.given.set(flag.name, name.slice(1));
    else readFlag(line, `-${name.slice(1)}`);
  } else if (bareValue(flag) === undefined) line.pending = flag;
}

const outputs = ['json', 'yaml', 'name', 'wide', 'jsonpath=', 'custom-columns=', 'go-template='];

async function valuesOf(flag: Flag, line: Line, kubectl: Kubectl): Promise<string[]> {
  switch (flag.name) {
    case 'namespace':
      return await namesOf(kubectl, known.namespaces, undefined);
    case 'context':
      return kubectl.config.contexts.map(({ name }) => name);
    case 'container':
      return await containersOf(line, kubectl);
    case 'output':
      return outputs;
    case 'dry-run':
      return ['client', 'none', 'server'];
    case 'cascade':
      return ['background', 'foreground', 'orphan'];
    default:
      return [];
  }
}

async function argumentsOf(line: Line, typed: string, kubectl: Kubectl): Promise<string[]> {
  const kind: ArgumentKind | undefined = line.command.completes;
  const namespace = namespaceOf(line, kubectl);
  switch (kind) {
    case 'contexts':
      return kubectl.config.contexts.map(({ name }) => name);
    case 'nodes':
      return await namesOf(kubectl, known.nodes, undefined);
    case 'types':
      return line.args.length === 0 ? typesOf(await mapperOf(kubectl)) : [];
    case 'pods': {
      if (line.args.length > 0) return [];
      return typed.includes('/')
        ? await slashed(typed, namespace, kubectl)
        : await namesOf(kubectl, known.pods, namespace);
    }
    case 'resources':
      return await resourceWords(line, typed, namespace, kubectl);
    default:
      return [];
  }
}

async function resourceWords(
  line: Line,
  typed: string,
  namespace: string,
  kubectl: Kubectl,
): Promise<string[]> {
  const mapper = await mapperOf(kubectl);
  const [type] = line.args;
  if (typed.includes('/')) return await slashed(typed, namespace, kubectl);
  if (type === undefined) {
    const before = typed.includes(',') ? typed.slice(0, typed.lastIndexOf(',') + 1) : '';
    return typesOf(mapper).map((name) => before + name);
  }
  if (type.includes('/')) return typesOf(mapper).map((name) => `${name}/`);
  const resource = mapper.find(type.split(',')[0]!);
  if (!resource) return [];
  const names = await namesOf(kubectl, resource, namespace);
  return names.filter((name) => !line.args.includes(name));
}

async function slashed(typed: string, namespace: string, kubectl: Kubectl): Promise<string[]> {
  const type = typed.slice(0, typed.indexOf('/'));
  const resource = (await mapperOf(kubectl)).find(type);
  return resource ? (await namesOf(kubectl, resource, namespace)).map((name) => `${type}/${name}`) : [];
}

async function containersOf(line: Line, kubectl: Kubectl): Promise<string[]> {
  const word = line.args.find((arg) => !['pod', 'pods', 'po'].includes(arg));
  if (word === undefined) return [];
  const name = word.slice(word.indexOf('/') + 1);
  const pod = await new KubeClient(kubectl.cluster).find<Pod>(known.pods, namespaceOf(line, kubectl), name);
  const { containers = [], initContainers = [] } = pod?.spec ?? {};
  return [...containers, ...initContainers].map((container) => container.name);
}

function namespaceOf(line: Line, { config }: Kubectl): string {
  const wanted = line.given.get('context') ?? config.currentContext;
  return (
    line.given.get('namespace') ?? config.contexts.find(({ name }) => name === wanted)?.namespace ?? 'default'
  );
}

function mapperOf(kubectl: Kubectl): Promise<ResourceMapper> {
  return discover(kubectl, kubectl.cluster);
}

/** Plural names; those that several groups have are qualified. */
function typesOf(mapper: ResourceMapper): string[] {
  const listable = mapper.all.filter(({ preferred, verbs }) => preferred && verbs.includes('get'));
  const shared = (resource: ApiResource) =>
    listable.filter((each) => each.resource === resource.resource).length > 1;
  return listable.map((resource) =>
    resource.group && shared(resource) ? `${resource.resource}.${resource.group}` : resource.resource,
  );
}

async function namesOf(
  kubectl: Kubectl,
  type: Parameters<KubeClient['list']>[0],
  namespace: string | undefined,
) {
  const list = await new KubeClient(kubectl.cluster).list(type, type.namespaced ? namespace : undefined);
  return list.items.flatMap(({ metadata }) => metadata.name ?? []);
}
