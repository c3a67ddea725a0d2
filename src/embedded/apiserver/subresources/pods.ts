import { errors } from '../../../kube/status.ts';
import type { Pod } from '../../../kube/types.ts';
import { respond } from '../output/respond.ts';
import { readBody } from '../request/body.ts';
import { writeOptionsOf, type ResourceContext } from '../request/context.ts';
import { deleteObject } from '../registry/delete.ts';
import { refOf } from '../registry/keys.ts';
import { timestamp } from '../registry/normalize.ts';
import type { DeleteOptions } from '../registry/options.ts';
import { isObject } from '../value.ts';

const success = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success' };

/** Puts a Pod on a node. Models kubernetes pkg/registry/core/pod/storage BindingREST. */
export async function bindPod(context: ResourceContext, name: string): Promise<Response> {
  const { registry, definition, info, request, form } = context;
  const body = await readBody(request, 'Binding');
  const target = isObject(body) && isObject(body.target) ? body.target : {};
  const node = target.name;
  if (typeof node !== 'string' || node === '') {
    throw errors.invalid('Binding', '', name, [
      { reason: 'FieldValueRequired', message: 'Required value', field: 'target.name' },
    ]);
  }
  const options = { ...writeOptionsOf(context, 'CreateOptions'), subresource: 'binding' };
  const now = timestamp(registry.clock.now());
  await registry.update(
    definition,
    info.namespace,
    name,
    (old) => {
      const { spec, status } = old as unknown as Pod;
      if (old.metadata.deletionTimestamp) {
        throw errors.conflict(
          { resource: 'pods/binding', group: '' },
          name,
          `pod ${name} is being deleted, cannot be assigned to a host`,
        );
      }
      if (spec.nodeName) {
        throw errors.conflict(
          { resource: 'pods/binding', group: '' },
          name,
          `pod ${name} is already assigned to node ${JSON.stringify(spec.nodeName)}`,
        );
      }
      const conditions = (status?.conditions ?? []).filter(({ type }) => type !== 'PodScheduled');
      conditions.push({ type: 'PodScheduled', status: 'True', lastProbeTime: null, lastTransitionTime: now });
      return { ...old, spec: { ...spec, nodeName: node }, status: { ...status, conditions } };
    },
    options,
  );
  return respond({ ...success, code: 201 }, form, 201);
}

/** Deletes a Pod as `kubectl drain` asks for it. Models kubernetes pkg/registry/core/pod/storage EvictionREST. */
export async function evictPod(context: ResourceContext, name: string): Promise<Response> {
  const { registry, definition, info, request, form } = context;
  const body = await readBody(request, 'Eviction');
  const asked = isObject(body) && isObject(body.deleteOptions) ? body.deleteOptions : {};
  const { dryRun } = writeOptionsOf(context, 'CreateOptions');
  const options: DeleteOptions = { dryRun };
  if (typeof asked.gracePeriodSeconds === 'number') options.gracePeriodSeconds = asked.gracePeriodSeconds;
  const { metadata } = await registry.get(definition, info.namespace, name);
  const wanted = isObject(body) && isObject(body.metadata) ? body.metadata.name : undefined;
  if (wanted !== undefined && wanted !== metadata.name) {
    throw errors.badRequest('name in URL does not match name in Eviction object');
  }
  if (!metadata.deletionTimestamp) await deleteObject(registry, definition, info.namespace, name, options);
  const { resource } = refOf(definition);
  return respond({ ...success, code: 201, details: { name, kind: resource, uid: metadata.uid } }, form, 201);
}
