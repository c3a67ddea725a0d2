import type { StatusCause } from '../../../../kube/status.ts';
import type { AnyObject, ObjectMeta } from '../../../../kube/types.ts';
import { forbidden, invalid, invalidAll, nonNegative, required, tooLong } from './causes.ts';
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
  return [...causes, ...nonNegative('metadata.generation', metadata.generation), ...validateCommon(metadata)];
}

/** Models ValidateObjectMetaUpdate: what identifies an object never changes. */
export function validateMetadataUpdate(object: AnyObject, old: AnyObject): StatusCause[] {
  const causes: StatusCause[] = [];
  const finalizers = object.metadata.finalizers ?? [];
  const added = finalizers.filter((name) => !old.metadata.finalizers?.includes(name)).sort();
  if (old.metadata.deletionTimestamp && added.length > 0) {
    const list = `[]string{${added.map((name) => JSON.stringify(name)).join(', ')}}`;
    const text = `no new finalizers can be added if the object is being deleted, found new finalizers ${list}`;
    causes.push(forbidden('metadata.finalizers', text));
  }
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
    ...validateOwners(metadata.ownerReferences ?? []),
    ...validateFinalizers(metadata.finalizers ?? []),
  ];
}

/** Models ValidateOwnerReferences; the causes name the list, not the entry. */
function validateOwners(references: NonNullable<ObjectMeta['ownerReferences']>): StatusCause[] {
  const field = 'metadata.ownerReferences';
  const causes: StatusCause[] = [];
  let controller: string | undefined;
  for (const reference of references) {
    const { apiVersion = '', kind = '', name = '', uid = '' } = reference as Partial<typeof reference>;
    if (apiVersion === '' || apiVersion.split('/').length > 2 || apiVersion.endsWith('/')) {
      causes.push(invalid(`${field}.apiVersion`, apiVersion, 'version must not be empty'));
    }
    if (kind === '') causes.push(invalid(`${field}.kind`, kind, 'must not be empty'));
    if (name === '') causes.push(invalid(`${field}.name`, name, 'must not be empty'));
    if (uid === '') causes.push(invalid(`${field}.uid`, uid, 'must not be empty'));
    if (apiVersion === 'v1' && kind === 'Event') {
      const text = '/v1, Kind=Event is disallowed from being an owner';
      causes.push(invalid(field, { apiVersion, kind, name, uid }, text));
    }
    if (!reference.controller) continue;
    const current = `${kind}/${name}`;
    if (controller === undefined) controller = current;
    else {
      const text = `Only one reference can have Controller set to true. Found "true" in references for ${controller} and ${current}`;
      causes.push(invalid(field, references, text));
    }
  }
  return causes;
}

/** Models ValidateFinalizers, and what the core kinds add for names without a domain. */
function validateFinalizers(names: readonly string[]): StatusCause[] {
  const field = 'metadata.finalizers';
  const causes = names.flatMap((name) => invalidAll(field, name, qualifiedName(name)));
  if (names.includes('orphan') && names.includes('foregroundDeletion')) {
    causes.push(invalid(field, names, 'finalizer orphan and foregroundDeletion cannot be both set'));
  }
  names.forEach((name, i) => {
    if (name.includes('/') || standardFinalizers.has(name)) return;
    const text = 'name is neither a standard finalizer name nor is it fully qualified';
    causes.push(invalid(`${field}[${i}]`, name, text));
  });
  return causes;
}

const standardFinalizers = new Set(['kubernetes', 'orphan', 'foregroundDeletion']);

export function validateAnnotations(
  annotations: Record<string, string> | undefined,
  field = 'metadata.annotations',
): StatusCause[] {
  const entries = Object.entries(annotations ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const causes = entries.flatMap(([key]) => invalidAll(field, key, qualifiedName(key.toLowerCase())));
  const size = entries.reduce((sum, [key, value]) => sum + key.length + (value ?? '').length, 0);
  if (size > maxAnnotationBytes) {
    causes.push(tooLong(field, `may not be more than ${maxAnnotationBytes} bytes`));
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
