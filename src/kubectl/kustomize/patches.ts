import { matchesRequirements, parseSelector } from '../../kube/selector.ts';
import type { AnyObject } from '../../kube/types.ts';
import { CommandError } from '../errors.ts';
import { isRecord } from '../manifests/gojson.ts';
import { splitDocuments } from '../manifests/yaml/documents.ts';
import { applyJsonPatch } from '../manifests/merge/json-patch.ts';
import { strategicMerge } from '../manifests/merge/merge.ts';
import { mergeSchemaOf } from '../manifests/merge/schema.ts';
import type { Target } from './kustomization.ts';
import type { Resource } from './resource.ts';
import { parseText } from './text.ts';

/**
 * Applies one patch: an RFC 6902 list, or strategic merge documents that name their object unless a target does.
 * Models kustomize's PatchTransformer.
 * @throws CommandError for text that is no patch, and for one that fits no object
 */
export function applyPatch(resources: Resource[], text: string, source: string, target?: Target): void {
  for (const document of splitDocuments(text)) {
    const patch = parseText(document, source);
    if (patch === null || patch === undefined) continue;
    if (Array.isArray(patch)) {
      if (!target) throw new CommandError(`must specify a target for JSON patch ${source}`);
      for (const resource of matching(resources, target))
        resource.object = applyJsonPatch(resource.object, patch) as AnyObject;
    } else if (isRecord(patch)) applyMerge(resources, patch as AnyObject, target);
    else throw new CommandError(`unable to parse SM or JSON patch from ${source}`);
  }
}

function applyMerge(resources: Resource[], patch: AnyObject, target: Target | undefined): void {
  const { apiVersion, kind } = patch;
  const metadata = patch.metadata as AnyObject['metadata'] | undefined;
  const found = target
    ? matching(resources, target)
    : resources.filter(
        ({ object, formerNames }) =>
          object.kind === kind &&
          object.apiVersion === apiVersion &&
          [object.metadata.name, ...formerNames].includes(metadata?.name) &&
          (metadata?.namespace ?? object.metadata.namespace) === object.metadata.namespace,
      );
  if (!target && found.length === 0) {
    const [version = '', group = ''] = (apiVersion ?? '').split('/').reverse();
    const where = metadata?.namespace ?? '[noNs]';
    throw new CommandError(
      `no resource matches strategic merge patch "${kind}.${version}.${group || '[noGrp]'}/${metadata?.name ?? ''}.${where}": ` +
        `no matches for Id ${kind}.${version}.${group || '[noGrp]'}/${metadata?.name ?? ''}.${where}; failed to find unique target for patch ` +
        `${kind}.${version}.${group || '[noGrp]'}/${metadata?.name ?? ''}.${where}`,
    );
  }
  for (const resource of found) {
    if (patch['$patch'] === 'delete') resources.splice(resources.indexOf(resource), 1);
    else resource.object = merged(resource.object, patch);
  }
}

/** The object keeps its name: the patch calls it as a layer below did. */
function merged(object: AnyObject, patch: AnyObject): AnyObject {
  const group = object.apiVersion.includes('/') ? object.apiVersion.split('/')[0]! : '';
  const { name, namespace } = object.metadata;
  const metadata = { ...patch.metadata, name, ...(namespace ? { namespace } : {}) };
  return strategicMerge(
    object,
    { ...patch, metadata },
    mergeSchemaOf(group, object.kind) ?? {},
  ) as unknown as AnyObject;
}

function matching(resources: readonly Resource[], target: Target): Resource[] {
  const whole = (pattern: string | undefined, text: string | undefined) =>
    !pattern || new RegExp(`^(?:${pattern})$`).test(text ?? '');
  return resources.filter(({ object, formerNames }) => {
    const [version, group = ''] = object.apiVersion.split('/').reverse();
    const { metadata } = object;
    return (
      whole(target.kind, object.kind) &&
      whole(target.group, group) &&
      whole(target.version, version) &&
      whole(target.namespace, metadata.namespace) &&
      [metadata.name, ...formerNames].some((name) => whole(target.name, name)) &&
      (!target.labelSelector || matchesRequirements(metadata.labels, parseSelector(target.labelSelector))) &&
      (!target.annotationSelector ||
        matchesRequirements(metadata.annotations, parseSelector(target.annotationSelector)))
    );
  });
}
