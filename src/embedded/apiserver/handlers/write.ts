import { errors } from '../../../kube/status.ts';
import type { AnyObject } from '../../../kube/types.ts';
import { respond, viewOf } from '../output/respond.ts';
import { applyConfiguration } from '../patch/apply.ts';
import { patchTypes, readPatch } from '../patch/patch.ts';
import { mediaTypeOf, readBody } from '../request/body.ts';
import { writeOptionsOf, type ResourceContext } from '../request/context.ts';
import { decodeBody, dryRunOf, fieldValidationOf } from '../request/validation.ts';
import { deleteObject } from '../registry/delete.ts';
import { refOf } from '../registry/keys.ts';
import { apiVersionOf } from '../registry/normalize.ts';
import type { DeleteOptions } from '../registry/options.ts';
import { parseSelectors } from '../registry/selectors.ts';
import { boolean, define, int64, string, strings, struct } from '../schema/build.ts';
import { isObject } from '../value.ts';

function answer(context: ResourceContext, object: AnyObject, code = 200): Response {
  const { definition, form, registry } = context;
  return respond(viewOf(definition, object, form, registry.clock.now()), form, code);
}

export async function create(context: ResourceContext): Promise<Response> {
  const { registry, definition, info, query, request } = context;
  const options = writeOptionsOf(context, 'CreateOptions');
  const validation = fieldValidationOf(query, 'CreateOptions');
  const body = await readBody(request, definition.kind, definition.schema);
  const object = decodeBody(definition, body, validation, options.warn, true);
  return answer(context, await registry.create(definition, info.namespace, object, options), 201);
}

export async function replace(
  context: ResourceContext,
  name: string,
  subresource?: string,
): Promise<Response> {
  const { registry, definition, info, query, request } = context;
  const options = writeOptionsOf(context, 'UpdateOptions');
  const validation = fieldValidationOf(query, 'UpdateOptions');
  const object = decodeBody(
    definition,
    await readBody(request, definition.kind, definition.schema),
    validation,
    options.warn,
  );
  requireSameName(object, info.namespace, name);
  const result = await registry.update(definition, info.namespace, name, () => object, {
    ...options,
    ...(subresource === undefined ? {} : { subresource }),
  });
  return answer(context, result);
}

/** @throws StatusError 400 when an object names another place than the URL */
function requireSameName(object: AnyObject, namespace: string | undefined, name: string): void {
  const { metadata } = object;
  if (metadata.name !== name) {
    throw errors.badRequest(
      metadata.name
        ? `the name of the object (${metadata.name}) does not match the name on the URL (${name})`
        : 'name must be provided',
    );
  }
  if (metadata.namespace && namespace && metadata.namespace !== namespace) {
    throw errors.badRequest(
      `the namespace of the object (${metadata.namespace}) does not match the namespace on the URL (${namespace})`,
    );
  }
}

export async function patch(context: ResourceContext, name: string, subresource?: string): Promise<Response> {
  const { registry, definition, info, query, request } = context;
  const type = mediaTypeOf(request);
  if (!patchTypes.includes(type)) {
    const accepted = patchTypes.join(', ');
    throw errors.unsupportedMediaType(
      `the body of the request was in an unknown format - accepted media types include: ${accepted}`,
    );
  }
  const options = {
    ...writeOptionsOf(context, 'PatchOptions'),
    ...(subresource === undefined ? {} : { subresource }),
  };
  const validation = fieldValidationOf(query, 'PatchOptions');
  const text = await request.text();
  if (type === 'application/apply-patch+yaml') {
    const { object, created } = await applyConfiguration(registry, definition, info.namespace, name, text, {
      ...options,
      force: query.get('force') === 'true',
    });
    return answer(context, object, created ? 201 : 200);
  }
  const apply = readPatch(definition, type, text, validation);
  const result = await registry.update(
    definition,
    info.namespace,
    name,
    (old) => {
      const object = apply(old, options.warn);
      requireSameName(object, info.namespace, name);
      return object;
    },
    options,
  );
  return answer(context, result);
}

// Kinds whose deletion answers with the object; all others answer with a Status.
const returnsDeleted = new Set([
  'pods',
  'services',
  'serviceaccounts',
  'persistentvolumeclaims',
  'persistentvolumes',
]);

export async function remove(context: ResourceContext, name: string): Promise<Response> {
  const { registry, definition, info, form } = context;
  const options = await deleteOptionsOf(context);
  const { object, gone } = await deleteObject(registry, definition, info.namespace, name, options);
  if (!gone || returnsDeleted.has(definition.type.resource)) return answer(context, object);
  const { resource, group } = refOf(definition);
  const details = { name, ...(group ? { group } : {}), kind: resource, uid: object.metadata.uid };
  const status = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details };
  return respond(status, { ...form, contentType: `application/${form.format}` });
}

export async function removeCollection(context: ResourceContext): Promise<Response> {
  const { registry, definition, info, query, form } = context;
  const options = await deleteOptionsOf(context);
  const { items, revision } = await registry.list(
    definition,
    info.namespace,
    parseSelectors(definition, query),
  );
  for (const { metadata } of items) {
    await deleteObject(registry, definition, metadata.namespace, metadata.name ?? '', options).catch(
      (error: unknown) => {
        // Somebody else was faster with this one; that is what was wanted.
        if (!isNotFound(error)) throw error;
      },
    );
  }
  const metadata = { resourceVersion: String(revision) };
  const list = { kind: `${definition.kind}List`, apiVersion: apiVersionOf(definition), metadata, items };
  return respond(list, { ...form, contentType: `application/${form.format}` });
}

const isNotFound = (error: unknown) => isObject(error) && error.code === 404;

const deleteOptionsSchema = define('io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions', {
  gracePeriodSeconds: int64(),
  preconditions: struct(
    define('io.k8s.apimachinery.pkg.apis.meta.v1.Preconditions', {
      uid: string(),
      resourceVersion: string(),
    }),
  ),
  orphanDependents: boolean(),
  propagationPolicy: string(),
  dryRun: strings(),
});

/** DeleteOptions from the body or else the query. @throws StatusError 400, 422 */
export async function deleteOptionsOf({ request, query }: ResourceContext): Promise<DeleteOptions> {
  const body = (await readBody(request, 'DeleteOptions', deleteOptionsSchema)) ?? {};
  if (!isObject(body))
    throw errors.badRequest('the object provided is unrecognized (must be of type DeleteOptions)');
  const dryRun = Array.isArray(body.dryRun) ? body.dryRun.map(String) : query.getAll('dryRun');
  const options: DeleteOptions = { dryRun: dryRunOf(dryRun, 'DeleteOptions') };
  const grace = body.gracePeriodSeconds ?? query.get('gracePeriodSeconds');
  if (grace !== null && grace !== undefined) {
    if (!Number.isInteger(Number(grace)))
      throw errors.badRequest(`invalid gracePeriodSeconds: ${String(grace as string)}`);
    options.gracePeriodSeconds = Number(grace);
  }
  const policy = propagationPolicyOf(body, query);
  if (policy) options.propagationPolicy = policy;
  if (isObject(body.preconditions)) options.preconditions = body.preconditions;
  return options;
}

function propagationPolicyOf(body: Record<string, unknown>, query: URLSearchParams) {
  if (body.orphanDependents === true) return 'Orphan';
  const policy = body.propagationPolicy ?? query.get('propagationPolicy') ?? undefined;
  if (policy === undefined || policy === 'Background' || policy === 'Foreground' || policy === 'Orphan')
    return policy;
  throw errors.invalid('DeleteOptions', '', '', [
    {
      reason: 'FieldValueNotSupported',
      message: `Unsupported value: ${JSON.stringify(policy)}: supported values: "Background", "Foreground", "Orphan", "nil"`,
      field: 'propagationPolicy',
    },
  ]);
}
