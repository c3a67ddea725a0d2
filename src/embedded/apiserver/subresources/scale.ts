import { errors } from '../../../kube/status.ts';
import type { AnyObject, LabelSelector } from '../../../kube/types.ts';
import { respond, viewOf } from '../output/respond.ts';
import { patchTypes, readPatch } from '../patch/patch.ts';
import { mediaTypeOf, readBody } from '../request/body.ts';
import { writeOptionsOf, type ResourceContext } from '../request/context.ts';
import { decodeBody, fieldValidationOf } from '../request/validation.ts';
import type { ResourceDefinition } from '../definition.ts';
import { ageColumn, ageOf, column, nameColumn, nameOf } from '../resources/common/columns.ts';
import type { FieldSchema, StructSchema } from '../schema/types.ts';
import { ObjectMeta } from '../schema/meta.ts';

const int32: FieldSchema = { type: 'int32', goType: 'int32' };
const string: FieldSchema = { type: 'string', goType: 'string' };
const autoscaling = (goName: string, fields: Record<string, FieldSchema>): StructSchema => ({
  name: `io.k8s.api.autoscaling.v1.${goName}`,
  goName,
  fields,
});
const scaleSpec = autoscaling('ScaleSpec', { replicas: int32 });
const scaleStatus = autoscaling('ScaleStatus', { replicas: int32, selector: string });

/** Read and patched as an object, never stored. */
const scaleDefinition: ResourceDefinition = {
  type: { group: 'autoscaling', version: 'v1', resource: 'scales', namespaced: true },
  kind: 'Scale',
  singular: 'scale',
  shortNames: [],
  categories: [],
  subresources: [],
  writable: true,
  schema: autoscaling('Scale', {
    apiVersion: string,
    kind: string,
    metadata: { type: 'struct', struct: () => ObjectMeta, goType: 'v1.ObjectMeta' },
    spec: { type: 'struct', struct: () => scaleSpec, goType: 'v1.ScaleSpec' },
    status: { type: 'struct', struct: () => scaleStatus, goType: 'v1.ScaleStatus' },
  }),
  setDefaults: () => undefined,
  validate: (object) => {
    const replicas = replicasOf(object);
    if (replicas >= 0) return [];
    const message = `Invalid value: ${replicas}: must be greater than or equal to 0`;
    return [{ reason: 'FieldValueInvalid', message, field: 'spec.replicas' }];
  },
  validateUpdate: () => [],
  columns: [
    nameColumn,
    column('Desired', 'How many replicas are wanted.', { type: 'integer' }),
    column('Available', 'How many replicas there are.', { type: 'integer' }),
    ageColumn,
  ],
  cells: (object, now) => [
    nameOf(object),
    replicasOf(object),
    (object as Scalable).status?.replicas ?? 0,
    ageOf(object, now),
  ],
};

interface Scalable {
  spec?: { replicas?: number; selector?: LabelSelector };
  status?: { replicas?: number };
}

const replicasOf = (object: AnyObject) => (object as Scalable).spec?.replicas ?? 0;

/** Models kubernetes pkg/registry/apps scaleFromDeployment. */
function scaleOf(object: AnyObject): AnyObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const { spec, status } = object as Scalable;
  const selector = selectorText(spec?.selector ?? {});
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: spec?.replicas ? { replicas: spec.replicas } : {},
    status: { replicas: status?.replicas ?? 0, ...(selector ? { selector } : {}) },
  };
}

/** A label selector as a string: `app=web,tier in (a,b)`. */
function selectorText({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  const labels = Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`);
  const expressions = matchExpressions.map(({ key, operator, values = [] }) => {
    if (operator === 'Exists') return key;
    if (operator === 'DoesNotExist') return `!${key}`;
    return `${key} ${operator.toLowerCase()} (${[...values].sort().join(',')})`;
  });
  return [...labels, ...expressions].sort().join(',');
}

export async function readScale(
  { registry, definition, info, form }: ResourceContext,
  name: string,
): Promise<Response> {
  const scale = scaleOf(await registry.get(definition, info.namespace, name));
  if (form.as === 'table') return respond(viewOf(scaleDefinition, scale, form, registry.clock.now()), form);
  return respond(scale, { ...form, contentType: 'application/json' });
}

export async function writeScale(context: ResourceContext, name: string): Promise<Response> {
  const { registry, definition, info, query, request, form } = context;
  const isPatch = request.method === 'PATCH';
  const kind = isPatch ? 'PatchOptions' : 'UpdateOptions';
  const options = writeOptionsOf(context, kind);
  const validation = fieldValidationOf(query, kind);
  let change: (old: AnyObject) => AnyObject;
  if (isPatch) {
    const type = mediaTypeOf(request);
    if (!patchTypes.includes(type) || type === 'application/apply-patch+yaml') {
      throw errors.unsupportedMediaType(
        `the body of the request was in an unknown format - accepted media types include: ${patchTypes.slice(0, 3).join(', ')}`,
      );
    }
    const apply = readPatch(scaleDefinition, type, await request.text(), validation);
    change = (old) => apply(old, options.warn);
  } else {
    const scale = decodeBody(
      scaleDefinition,
      await readBody(request, 'Scale', scaleDefinition.schema),
      validation,
      options.warn,
    );
    change = () => scale;
  }
  const result = await registry.update(
    definition,
    info.namespace,
    name,
    (old) => {
      const scale = change(scaleOf(old));
      const causes = scaleDefinition.validate(scale);
      if (causes.length > 0) throw errors.invalid('Scale', 'autoscaling', name, causes);
      const { resourceVersion } = scale.metadata;
      const spec = { ...(old.spec as object), replicas: replicasOf(scale) };
      return { ...old, metadata: { ...old.metadata, resourceVersion }, spec };
    },
    options,
  );
  return respond(scaleOf(result), { ...form, contentType: 'application/json' });
}
