import { CommandError, type Context } from '../command.ts';
import type { KubectlIO } from '../types.ts';
import { buildKustomization } from '../kustomize/build.ts';
import { decodeObject, validationProblem } from './decode.ts';
import type { Info } from './info.ts';
import { splitDocuments } from './yaml/documents.ts';
import { YamlError } from './yaml/error.ts';
import { parseYaml } from './yaml/parser.ts';

export interface LoadOptions {
  /** Check apiVersion and kind first, as commands with --validate do. */
  validate?: boolean;
}

/** What could be read, and what was wrong with the rest. */
export interface Loaded {
  infos: Info[];
  errors: unknown[];
}

interface Source {
  name: string;
  text: string;
}

/**
 * Reads what -f names, in order, and finds each object's resource and namespace.
 * Reading goes on after an object that cannot be used, and ends at text that cannot be parsed.
 * Models cli-runtime pkg/resource Builder with ContinueOnError.
 * @throws CommandError for a path that does not exist, kustomizations that cannot be built, and URLs
 */
export async function loadManifests(context: Context, options: LoadOptions = {}): Promise<Loaded> {
  const kustomization = context.flags.has('kustomize') ? context.flags.string('kustomize') : '';
  if (kustomization !== '' && context.flags.list('filename').length > 0)
    throw new CommandError('only one of -f or -k can be specified');
  const recursive = context.flags.has('recursive') && context.flags.bool('recursive');
  const loaded: Loaded = { infos: [], errors: [] };
  if (kustomization !== '') {
    const objects = await buildKustomization(context.io, kustomization.replace(/(?<=.)\/+$/, ''));
    for (const object of objects) await addObjects(context, object, kustomization, loaded);
  }
  for (const path of context.flags.list('filename')) {
    for (const source of await readSources(context.io, path, recursive))
      await loadSource(context, source, options, loaded);
  }
  return loaded;
}

async function readSources(io: KubectlIO, path: string, recursive: boolean): Promise<Source[]> {
  if (path === '-') return [{ name: 'STDIN', text: await readAll(io.stdin) }];
  if (/^https?:\/\//.test(path)) {
    throw new CommandError(`unable to read URL "${path}", this kubectl reads local files only`);
  }
  if ((await io.readDirectory(path)) !== undefined) return readFolder(io, path, recursive);
  const text = await io.readFile(path);
  if (text === undefined) throw new CommandError(`the path "${path}" does not exist`);
  return [{ name: path, text }];
}

async function readFolder(io: KubectlIO, folder: string, recursive: boolean): Promise<Source[]> {
  const sources: Source[] = [];
  const base = folder.replace(/\/+$/, '');
  for (const entry of ((await io.readDirectory(folder)) ?? []).toSorted()) {
    const path = base === '.' ? entry : `${base}/${entry}`;
    if ((await io.readDirectory(path)) !== undefined) {
      if (recursive) sources.push(...(await readFolder(io, path, recursive)));
    } else if (/\.(json|yaml|yml)$/.test(entry)) {
      sources.push({ name: path, text: (await io.readFile(path)) ?? '' });
    }
  }
  return sources;
}

export async function readAll(stream: AsyncIterable<string> | undefined): Promise<string> {
  let text = '';
  if (stream) for await (const piece of stream) text += piece;
  return text;
}

/** @throws CommandError `error parsing …` */
export function parseDocument(text: string, source: string): unknown {
  try {
    return parseYaml(text);
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    throw new CommandError(`error parsing ${source}: error converting YAML to JSON: yaml: ${error.message}`);
  }
}

async function loadSource(
  context: Context,
  source: Source,
  options: LoadOptions,
  loaded: Loaded,
): Promise<void> {
  for (const text of splitDocuments(source.text)) {
    try {
      const document = parseDocument(text, source.name);
      if (document === null || document === undefined) continue;
      const problem = options.validate ? validationProblem(document) : undefined;
      if (problem) {
        const advice = 'if you choose to ignore these errors, turn validation off with --validate=false';
        throw new CommandError(
          `error validating "${source.name}": error validating data: ${problem}; ${advice}`,
        );
      }
      await addObjects(context, document, source.name, loaded);
    } catch (error) {
      loaded.errors.push(error);
      return;
    }
  }
}

async function addObjects(
  context: Context,
  document: unknown,
  source: string,
  loaded: Loaded,
): Promise<void> {
  let infos: Info[];
  const mapper = await context.resources();
  try {
    infos = decodeObject(document, source, mapper);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    loaded.errors.push(error);
    return;
  }
  for (const info of infos) {
    const problem = setNamespace(context, info);
    if (problem) loaded.errors.push(problem);
    else loaded.infos.push(info);
  }
}

function setNamespace(context: Context, info: Info): CommandError | undefined {
  if (!info.resource.namespaced) {
    info.namespace = '';
    return undefined;
  }
  if (info.namespace === '') {
    info.namespace = context.namespace;
    const metadata = info.object.metadata as typeof info.object.metadata | null | undefined;
    info.object = { ...info.object, metadata: { ...metadata, namespace: context.namespace } };
  } else if (context.namespaceGiven && info.namespace !== context.namespace) {
    return new CommandError(
      `the namespace from the provided object "${info.namespace}" does not match the namespace ` +
        `"${context.namespace}". You must pass '--namespace=${info.namespace}' to perform this operation.`,
    );
  }
  return undefined;
}
