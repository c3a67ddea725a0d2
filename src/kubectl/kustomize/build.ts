import type { AnyObject } from '../../kube/types.ts';
import { CommandError } from '../errors.ts';
import { isRecord } from '../manifests/gojson.ts';
import { splitDocuments } from '../manifests/yaml/documents.ts';
import type { KubectlIO } from '../types.ts';
import { contentHash, generate } from './generators.ts';
import { parseKustomization, type Kustomization, type Patch } from './kustomization.ts';
import { applyPatch } from './patches.ts';
import { fixReferences } from './references.ts';
import { inOrder, type Resource } from './resource.ts';
import { joinPath, parseText } from './text.ts';
import { rename, setImages, setReplicas, transform } from './transform.ts';

type Files = Pick<KubectlIO, 'readFile' | 'readDirectory' | 'stderr'>;

const names = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/**
 * The objects that a kustomization makes, in the order to apply them. Models kustomize api/krusty Kustomizer.Run.
 * @throws CommandError for folders without a kustomization, and for what cannot be built here
 */
export async function buildKustomization(files: Files, folder: string): Promise<AnyObject[]> {
  const resources = await build(files, folder, []);
  for (const resource of resources) {
    if (!resource.hashed) continue;
    rename(resource, `${resource.object.metadata.name ?? ''}-${await contentHash(resource.object)}`);
  }
  fixReferences(resources);
  return inOrder(resources).map(({ object }) => object);
}

async function build(files: Files, folder: string, above: readonly string[]): Promise<Resource[]> {
  if (above.includes(folder)) {
    throw new CommandError(
      `cycle detected: candidate root '${folder}' contains visited root '${above.at(-1)}'`,
    );
  }
  if (/^https?:\/\/|^git@|\?ref=/.test(folder))
    throw new CommandError(`remote kustomization ${folder}: this kubectl reads local files only`);
  const kustomization = await load(files, folder);
  const read = async (path: string) => {
    const text = await files.readFile(joinPath(folder, path));
    if (text === undefined)
      throw new CommandError(
        `loading KV pairs: file sources: [${path}]: evalsymlink failure on '${joinPath(folder, path)}' : lstat ${joinPath(folder, path)}: no such file or directory`,
      );
    return text;
  };
  const resources: Resource[] = [];
  for (const path of kustomization.resources ?? [])
    resources.push(...(await accumulate(files, folder, path, [...above, folder])));
  const { generatorOptions } = kustomization;
  for (const each of kustomization.configMapGenerator ?? [])
    resources.push(await generate('ConfigMap', each, generatorOptions, read));
  for (const each of kustomization.secretGenerator ?? [])
    resources.push(await generate('Secret', each, generatorOptions, read));
  refuseTwice(resources);
  await applyPatches(files, folder, kustomization, resources);
  transform(resources, kustomization);
  setReplicas(resources, kustomization.replicas);
  setImages(resources, kustomization.images);
  fixReferences(resources);
  return resources;
}

async function load(files: Files, folder: string): Promise<Kustomization> {
  const entries = await files.readDirectory(folder);
  if (entries === undefined) {
    throw new CommandError(
      `must build at directory: not a valid directory: evalsymlink failure on '${folder}' : lstat ${folder}: no such file or directory`,
    );
  }
  const found = names.filter((name) => entries.includes(name));
  if (found.length === 0) {
    throw new CommandError(
      `unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '${folder}'`,
    );
  }
  if (found.length > 1) throw new CommandError(`Found multiple kustomization files under: ${folder}`);
  const path = joinPath(folder, found[0]!);
  const kustomization = parseKustomization((await files.readFile(path)) ?? '', path);
  for (const [old, instead] of [
    ['commonLabels', 'labels'],
    ['patchesStrategicMerge', 'patches'],
    ['patchesJson6902', 'patches'],
  ] as const) {
    if (kustomization[old])
      files.stderr(
        `# Warning: '${old}' is deprecated. Please use '${instead}' instead. Run 'kustomize edit fix' to update your Kustomization automatically.\n`,
      );
  }
  return kustomization;
}

async function accumulate(
  files: Files,
  folder: string,
  path: string,
  above: readonly string[],
): Promise<Resource[]> {
  const whole = joinPath(folder, path);
  if ((await files.readDirectory(whole)) !== undefined) return build(files, whole, above);
  const text = await files.readFile(whole);
  if (text === undefined) {
    const missing = `evalsymlink failure on '${whole}' : lstat ${whole}: no such file or directory`;
    throw new CommandError(
      `accumulating resources: accumulation err='accumulating resources from '${path}': ${missing}': ` +
        `must build at directory: not a valid directory: ${missing}`,
    );
  }
  return splitDocuments(text).flatMap((document) => {
    const object = parseText(document, whole);
    return object === null || object === undefined ? [] : objectsIn(object, whole);
  });
}

function objectsIn(object: unknown, source: string): Resource[] {
  if (!isRecord(object) || typeof object['kind'] !== 'string' || typeof object['apiVersion'] !== 'string') {
    throw new CommandError(
      `accumulating resources: accumulation err='accumulating resources from '${source}': missing metadata.name, kind or apiVersion in object`,
    );
  }
  if (object['kind'].endsWith('List') && Array.isArray(object['items']))
    return object['items'].flatMap((item) => objectsIn(item, source));
  if (!isRecord(object['metadata']) || !object['metadata']['name']) {
    throw new CommandError(
      `accumulating resources: accumulation err='accumulating resources from '${source}': missing metadata.name in object {{${object['apiVersion']} ${object['kind']}} {{ } map[] map[]}}`,
    );
  }
  return [{ object: object as unknown as AnyObject, formerNames: [], hashed: false }];
}

function refuseTwice(resources: readonly Resource[]): void {
  const seen = new Set<string>();
  for (const { object } of resources) {
    const { name = '', namespace = '[noNs]' } = object.metadata;
    const [version = '', group = '[noGrp]'] = object.apiVersion.split('/').reverse();
    const id = `${object.kind}.${version}.${group}/${name}.${namespace}`;
    if (seen.has(id)) throw new CommandError(`may not add resource with an already registered id: ${id}`);
    seen.add(id);
  }
}

async function applyPatches(
  files: Files,
  folder: string,
  { patches = [], patchesStrategicMerge = [], patchesJson6902 = [] }: Kustomization,
  resources: Resource[],
): Promise<void> {
  const all: Patch[] = [
    // An entry is a path, or the patch itself.
    ...patchesStrategicMerge.map((text) => (text.includes('\n') ? { patch: text } : { path: text })),
    ...patches,
    ...patchesJson6902,
  ];
  for (const { path, patch, target } of all) {
    if ((path === undefined) === (patch === undefined))
      throw new CommandError('patch and path must be set exclusively: one of them is needed');
    let text = patch ?? '';
    if (path !== undefined) {
      const read = await files.readFile(joinPath(folder, path));
      if (read === undefined)
        throw new CommandError(
          `failed to get the patch file from path(${path}): evalsymlink failure on '${joinPath(folder, path)}' : lstat ${joinPath(folder, path)}: no such file or directory`,
        );
      text = read;
    }
    applyPatch(resources, text, path ?? '[inline]', target);
  }
}
