import type { AnyObject } from '../../../kube/types.ts';
import { respond } from '../output/respond.ts';
import { readBody } from '../request/body.ts';
import { writeOptionsOf, type ResourceContext } from '../request/context.ts';
import { decodeBody, fieldValidationOf } from '../request/validation.ts';

/** Sets a namespace's spec.finalizers. Models kubernetes pkg/registry/core/namespace FinalizeREST. */
export async function finalizeNamespace(context: ResourceContext, name: string): Promise<Response> {
  const { registry, definition, query, request, form } = context;
  const options = writeOptionsOf(context, 'UpdateOptions');
  const validation = fieldValidationOf(query, 'UpdateOptions');
  const body = decodeBody(
    definition,
    await readBody(request, definition.kind, definition.schema),
    validation,
    options.warn,
  );
  const finalizers = (body.spec as { finalizers?: string[] } | undefined)?.finalizers ?? [];
  const result = await registry.update(
    definition,
    undefined,
    name,
    (old): AnyObject => ({ ...old, spec: { ...(old.spec as object), finalizers } }),
    { ...options, subresource: 'finalize' },
  );
  return respond(result, form);
}
