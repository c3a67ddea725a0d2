import type { AnyObject } from '../../kube/types.ts';
import { CommandError } from '../command.ts';
import type { ResourceMapper } from '../resources.ts';
import { goJson, isRecord, jsonType } from './gojson.ts';
import type { Info } from './info.ts';

/**
 * What kubectl itself checks before it sends a manifest; all else is the server's part.
 * @returns the first problem, or undefined
 */
export function validationProblem(document: unknown): string | undefined {
  if (!isRecord(document)) return 'invalid object to validate';
  const problems = ['apiVersion', 'kind'].flatMap((field) => {
    const value = document[field];
    if (value === undefined || value === null) return [`${field} not set`];
    return typeof value === 'string' ? [] : [`${field} isn't string type`];
  });
  if (problems.length === 0) return undefined;
  return problems.length === 1 ? problems[0] : `[${problems.join(', ')}]`;
}

/** @throws CommandError `unable to decode …`, `resource mapping not found …` */
export function decodeObject(document: unknown, source: string, mapper: ResourceMapper): Info[] {
  const problem = decodeProblem(document);
  if (problem) throw new CommandError(`unable to decode "${source}": ${problem}`);
  const object = document as AnyObject;
  if (Array.isArray(object.items) && object.kind.endsWith('List')) {
    const itemKind = object.kind.slice(0, -'List'.length);
    return object.items.flatMap((item) => {
      const whole =
        itemKind && isRecord(item) ? { apiVersion: object.apiVersion, kind: itemKind, ...item } : item;
      return decodeObject(whole, source, mapper);
    });
  }
  const metadata = isRecord(object.metadata) ? object.metadata : {};
  const name = typeof metadata.name === 'string' ? metadata.name : '';
  const namespace = typeof metadata.namespace === 'string' ? metadata.namespace : '';
  // Discovery's mapper also knows a kind by its lower-case name; the server then complains.
  const resource =
    mapper.forKind(object.apiVersion, object.kind) ??
    mapper.all.find((r) => {
      const group = r.group ? `${r.group}/` : '';
      return r.kind.toLowerCase() === object.kind && `${group}${r.version}` === object.apiVersion;
    }) ??
    (object.apiVersion === '' ? mapper.all.find((r) => r.kind === object.kind && r.group === '') : undefined);
  if (!resource) {
    throw new CommandError(
      `resource mapping not found for name: "${name}" namespace: "${namespace}" from "${source}": ` +
        `no matches for kind "${object.kind}" in version "${object.apiVersion}"\nensure CRDs are installed first`,
    );
  }
  // Without apiVersion kubectl asks at /api/, where nothing is served.
  const asked = object.apiVersion === '' ? { ...resource, version: '' } : resource;
  return [{ resource: asked, name, namespace, source, object }];
}

function decodeProblem(document: unknown): string | undefined {
  if (!isRecord(document)) {
    const type =
      'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';
    return `couldn't get version/kind; json parse error: json: cannot unmarshal ${jsonType(document)} into Go value of type ${type}`;
  }
  const { kind, apiVersion, metadata } = document;
  if (kind === undefined || kind === null || kind === '')
    return `Object 'Kind' is missing in '${goJson(document)}'`;
  for (const [field, value] of Object.entries({ apiVersion, kind })) {
    if (value !== undefined && typeof value !== 'string') {
      return `couldn't get version/kind; json parse error: json: cannot unmarshal ${jsonType(value)} into Go struct field .${field} of type string`;
    }
  }
  if (apiVersion === undefined) return `Object 'apiVersion' is missing in '${goJson(document)}'`;
  if (metadata === undefined || metadata === null) return undefined;
  if (!isRecord(metadata)) {
    return `json: cannot unmarshal ${jsonType(metadata)} into Go struct field .metadata of type v1.ObjectMeta`;
  }
  return metadataProblem(metadata);
}

function metadataProblem(metadata: Record<string, unknown>): string | undefined {
  const wrong = (path: string, value: unknown, type: string) =>
    `json: cannot unmarshal ${jsonType(value)} into Go struct field ObjectMeta.metadata.${path} of type ${type}`;
  for (const field of ['name', 'generateName', 'namespace', 'uid', 'resourceVersion']) {
    const value = metadata[field];
    if (value !== undefined && value !== null && typeof value !== 'string')
      return wrong(field, value, 'string');
  }
  for (const field of ['labels', 'annotations']) {
    const map = metadata[field];
    if (map === undefined || map === null) continue;
    if (!isRecord(map)) return wrong(field, map, 'map[string]string');
    for (const key of Object.keys(map).sort()) {
      const value = map[key];
      if (value !== null && typeof value !== 'string') return wrong(field, value, 'string');
    }
  }
  return undefined;
}
