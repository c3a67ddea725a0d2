import type { StatusCause } from '../../../../kube/status.ts';
import type { AnyObject, ObjectMeta } from '../../../../kube/types.ts';
import { invalid, invalidAll, required, tooLong } from './causes.ts';
import { validateLabels } from './labels.ts';
import { dnsLabel, dnsSubdomain, qualifiedName, type NameCheck } from './names.ts';

const maxAnnotationBytes = 262144;

/**
 * Models kubernetes apimachinery pkg/api/validation ValidateObjectMeta.
 * Whether a namespace must be given is the server's business: it knows the path.
 */
export function validateMetadata(object: AnyObject, checkName: NameCheck = dnsSubdomain): StatusCause[] {
  const { metadata } = object;
  const causes: StatusCause[] = [];
  const { name, generateName, namespace } = metadata;
  if (generateName) {
    // A prefix may end in a hyphen, since more is to come.
    const prefix = generateName.endsWith('-') ? `${generateName.slice(0, -1)}a` : generateName;
    causes.push(...invalidAll('metadata.generateName', generateName, checkName(prefix)));
  }
  if (!name) causes.push(required('metadata.name', 'name or generateName is required'));
  else causes.push(...invalidAll('metadata.name', name, checkName(name)));
  if (namespace) causes.push(...invalidAll('metadata.namespace', namespace, dnsLabel(namespace)));
  return [...causes, ...validateCommon(metadata)];
}

/** Models ValidateObjectMetaUpdate: what identifies an object never changes. */
export function validateMetadataUpdate(object: AnyObject, old: AnyObject): StatusCause[] {
  const causes: StatusCause[] = [];
  for (const field of ['name', 'namespace', 'uid', 'creationTimestamp'] as const) {
    const value = object.metadata[field];
    const before = old.metadata[field];
    if (value !== undefined && before !== undefined && value !== before) {
      causes.push(invalid(`metadata.${field}`, value, 'field is immutable'));
    }
  }
  return [...causes, ...validateCommon(object.metadata)];
}

function validateCommon(metadata: ObjectMeta): StatusCause[] {
  return [
    ...validateLabels('metadata.labels', metadata.labels),
    ...validateAnnotations(metadata.annotations),
    ...(metadata.ownerReferences ?? []).flatMap((reference, i) => {
      const path = `metadata.ownerReferences[${i}]`;
      return (['apiVersion', 'kind', 'name', 'uid'] as const)
        .filter((field) => !reference[field])
        .map((field) => invalid(`${path}.${field}`, '', 'must not be empty'));
    }),
    ...(metadata.finalizers ?? []).flatMap((name) =>
      invalidAll('metadata.finalizers', name, qualifiedName(name)),
    ),
  ];
}

export function validateAnnotations(annotations: Record<string, string> | undefined): StatusCause[] {
  const entries = Object.entries(annotations ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const causes = entries.flatMap(([key]) =>
    invalidAll('metadata.annotations', key, qualifiedName(key.toLowerCase())),
  );
  const size = entries.reduce((sum, [key, value]) => sum + key.length + (value ?? '').length, 0);
  if (size > maxAnnotationBytes) {
    causes.push(tooLong('metadata.annotations', `may not be more than ${maxAnnotationBytes} bytes`));
  }
  return causes;
}

/** Warns where the name of an object ends up in host names but is no DNS label. */
export function hostnameWarning(object: AnyObject, use: string): string[] {
  const { name } = object.metadata;
  const messages = name ? dnsLabel(name) : [];
  if (messages.length === 0) return [];
  const text = `this is used in ${use}, which can result in surprising behavior; a DNS label is recommended`;
  return [`metadata.name: ${text}: [${messages.join(' ')}]`];
}
