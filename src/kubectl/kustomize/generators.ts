import type { AnyObject } from '../../kube/types.ts';
import { CommandError } from '../errors.ts';
import { goJson } from '../manifests/gojson.ts';
import type { Generator, GeneratorOptions } from './kustomization.ts';
import type { Resource } from './resource.ts';

/** Text of a file beside the kustomization. @throws CommandError if there is none */
export type ReadFile = (path: string) => Promise<string>;

/** Models kustomize api/internal/generators: a ConfigMap or Secret from literals, files and env files. */
export async function generate(
  kind: 'ConfigMap' | 'Secret',
  generator: Generator,
  general: GeneratorOptions = {},
  read: ReadFile,
): Promise<Resource> {
  const { name, namespace, behavior = 'create', options = {} } = generator;
  if (!name) throw new CommandError(`a name is required for each ${kind} generator`);
  if (behavior !== 'create')
    throw new CommandError(`behavior ${behavior} of the ${kind} generator ${name} is not supported here`);
  const data = await pairsOf(generator, read);
  const labels = { ...general.labels, ...options.labels };
  const annotations = { ...general.annotations, ...options.annotations };
  const encoded = Object.entries(data).map(([key, text]): [string, string] => [
    key,
    kind === 'Secret' ? base64(text) : text,
  ]);
  const object: AnyObject = {
    apiVersion: 'v1',
    kind,
    metadata: {
      name,
      ...(namespace ? { namespace } : {}),
      ...(Object.keys(labels).length > 0 ? { labels } : {}),
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
    },
    ...(encoded.length > 0 ? { data: Object.fromEntries(encoded) } : {}),
    ...(kind === 'Secret' ? { type: generator.type ?? 'Opaque' } : {}),
    ...((options.immutable ?? general.immutable) ? { immutable: true } : {}),
  };
  const hashed = !(options.disableNameSuffixHash ?? general.disableNameSuffixHash ?? false);
  return { object, formerNames: [], hashed };
}

async function pairsOf(generator: Generator, read: ReadFile): Promise<Record<string, string>> {
  const data: Record<string, string> = {};
  const add = (key: string, text: string) => {
    if (Object.hasOwn(data, key))
      throw new CommandError(`cannot add key "${key}", another key by that name already exists`);
    data[key] = text;
  };
  for (const literal of generator.literals ?? []) {
    const at = literal.indexOf('=');
    if (at < 1) throw new CommandError(`invalid literal source ${literal}, expected key=value`);
    add(literal.slice(0, at), literal.slice(at + 1).replace(/^(["'])(.*)\1$/s, '$2'));
  }
  for (const file of generator.files ?? []) {
    const at = file.indexOf('=');
    const path = file.slice(at + 1);
    add(at < 0 ? path.slice(path.lastIndexOf('/') + 1) : file.slice(0, at), await read(path));
  }
  for (const file of [...(generator.envs ?? []), ...(generator.env ? [generator.env] : [])]) {
    for (const line of (await read(file)).split('\n')) {
      const text = line.trimStart();
      const at = text.indexOf('=');
      if (text === '' || text.startsWith('#')) continue;
      add(at < 0 ? text : text.slice(0, at), at < 0 ? '' : text.slice(at + 1));
    }
  }
  return data;
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

const letters: Readonly<Record<string, string>> = { '0': 'g', '1': 'h', '3': 'k', a: 'm', e: 't' };

/** Ten characters that change with the content. Models kustomize api/internal/hasher, which leaves the name out. */
export async function contentHash({ kind, data, ...rest }: AnyObject): Promise<string> {
  const hashed = { data: data ?? '', kind, name: '', ...(kind === 'Secret' ? { type: rest['type'] } : {}) };
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(goJson(hashed)));
  const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.slice(0, 10).replace(/[013ae]/g, (letter) => letters[letter]!);
}
