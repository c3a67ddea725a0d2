import type { ResourceDefinition } from '../definition.ts';
import { version } from '../version.ts';
import type { FieldSchema, StructSchema } from '../schema/types.ts';
import type { JsonObject } from '../value.ts';

type Dialect = 'v2' | 'v3';

const scalars: Record<string, { name: string; body: JsonObject }> = {
  intOrString: {
    name: 'io.k8s.apimachinery.pkg.util.intstr.IntOrString',
    body: {
      description:
        'IntOrString is a type that can hold an int32 or a string. In JSON or YAML it is one or the other.',
      format: 'int-or-string',
    },
  },
  quantity: {
    name: 'io.k8s.apimachinery.pkg.api.resource.Quantity',
    body: { description: 'Quantity is a fixed-point number with an optional suffix: `500m`, `1Gi`.' },
  },
  time: {
    name: 'io.k8s.apimachinery.pkg.apis.meta.v1.Time',
    body: {
      description: 'Time is a point in time in RFC 3339, in whole seconds.',
      type: 'string',
      format: 'date-time',
    },
  },
};

/** Builds the schemas that the given objects need, each once. */
class Schemas {
  readonly all: Record<string, JsonObject> = {};
  readonly dialect: Dialect;

  constructor(dialect: Dialect) {
    this.dialect = dialect;
  }

  ref(name: string): JsonObject {
    return { $ref: this.dialect === 'v3' ? `#/components/schemas/${name}` : `#/definitions/${name}` };
  }

  add(schema: StructSchema): string {
    if (this.all[schema.name]) return schema.name;
    const target: JsonObject = {};
    this.all[schema.name] = target;
    if (schema.description !== undefined) target.description = schema.description;
    target.type = 'object';
    const fields = Object.entries(schema.fields);
    target.properties = Object.fromEntries(fields.map(([name, field]) => [name, this.field(field)]));
    const required = fields.filter(([, field]) => field.required).map(([name]) => name);
    if (required.length > 0) target.required = required;
    return schema.name;
  }

  private field(field: FieldSchema): JsonObject {
    const { description } = field;
    return {
      ...(description === undefined ? {} : { description }),
      ...this.type(field),
      ...extensions(field),
    };
  }

  private type(field: FieldSchema): JsonObject {
    switch (field.type) {
      case 'struct':
        return this.reference(this.add(field.struct!()));
      case 'list':
        return { type: 'array', items: this.field(field.items!) };
      case 'map':
        return { type: 'object', additionalProperties: this.field(field.items!) };
      case 'int32':
      case 'int64':
        return { type: 'integer', format: field.type };
      case 'boolean':
        return { type: 'boolean' };
      case 'string':
        return { type: 'string', ...(field.enum ? { enum: [...field.enum].sort() } : {}) };
      case 'any':
        return { type: 'object' };
      default: {
        const { name, body } = scalars[field.type]!;
        this.all[name] ??= { ...body, ...this.alternatives(field.type) };
        return this.reference(name);
      }
    }
  }

  private alternatives(type: string): JsonObject {
    if (type === 'time') return {};
    if (this.dialect === 'v2') return { type: 'string' };
    return {
      oneOf:
        type === 'quantity'
          ? [{ type: 'string' }, { type: 'number' }]
          : [{ type: 'integer' }, { type: 'string' }],
    };
  }

  /** A reference beside a description: OpenAPI 3 wants it wrapped. */
  private reference(name: string): JsonObject {
    return this.dialect === 'v3' ? { allOf: [this.ref(name)] } : this.ref(name);
  }
}

function extensions(field: FieldSchema): JsonObject {
  const result: JsonObject = {};
  if (field.listMapKeys) {
    result['x-kubernetes-list-map-keys'] = field.listMapKeys;
    result['x-kubernetes-list-type'] = 'map';
  } else if (field.type === 'list') {
    result['x-kubernetes-list-type'] = field.patchStrategy === 'merge' && !field.mergeKey ? 'set' : 'atomic';
  }
  if (field.mergeKey !== undefined) result['x-kubernetes-patch-merge-key'] = field.mergeKey;
  if (field.patchStrategy !== undefined) result['x-kubernetes-patch-strategy'] = field.patchStrategy;
  return result;
}

function gvkOf({ type, kind }: ResourceDefinition) {
  return { group: type.group, kind, version: type.version };
}

const rootOf = ({ type }: ResourceDefinition) =>
  type.group ? `apis/${type.group}/${type.version}` : `api/${type.version}`;

const info = { title: 'Kubernetes', version };

/** `/openapi/v3`: where the document of each group and version is. */
export function openApiV3Index(definitions: readonly ResourceDefinition[]) {
  const roots = [...new Set(definitions.map(rootOf))].sort();
  const paths = roots.map((root) => [root, { serverRelativeURL: `/openapi/v3/${root}?hash=${version}` }]);
  return { paths: Object.fromEntries(paths) as JsonObject };
}

/** `/openapi/v3/apis/apps/v1`, if there is such a group and version */
export function openApiV3(definitions: readonly ResourceDefinition[], root: string) {
  const own = definitions.filter((definition) => rootOf(definition) === root);
  if (own.length === 0) return undefined;
  const schemas = new Schemas('v3');
  const paths = pathsOf(own, schemas);
  return { openapi: '3.0.0', info, paths, components: { schemas: schemas.all } };
}

/** `/openapi/v2` */
export function openApiV2(definitions: readonly ResourceDefinition[]) {
  const schemas = new Schemas('v2');
  const paths = pathsOf(definitions, schemas);
  return { swagger: '2.0', info, paths, definitions: schemas.all };
}

function pathsOf(definitions: readonly ResourceDefinition[], schemas: Schemas): JsonObject {
  const paths: JsonObject = {};
  for (const definition of definitions) {
    const name = schemas.add(definition.schema);
    schemas.all[name]!['x-kubernetes-group-version-kind'] = [gvkOf(definition)];
    const scope = definition.type.namespaced ? '/namespaces/{namespace}' : '';
    const collection = `/${rootOf(definition)}${scope}/${definition.type.resource}`;
    const { writable } = definition;
    const operation = (action: string, writes: boolean) =>
      operationOf(definition, schemas, name, action, writes);
    paths[collection] = {
      get: operation('list', false),
      ...(writable ? { post: operation('post', true), delete: operation('deletecollection', false) } : {}),
    };
    paths[`${collection}/{name}`] = {
      get: operation('get', false),
      ...(writable
        ? { put: operation('put', true), patch: operation('patch', true), delete: operation('delete', false) }
        : {}),
    };
  }
  return paths;
}

function operationOf(
  definition: ResourceDefinition,
  schemas: Schemas,
  name: string,
  action: string,
  writes: boolean,
): JsonObject {
  const { dialect } = schemas;
  const query = (parameter: string, description: string) => ({
    name: parameter,
    in: 'query',
    description,
    ...(dialect === 'v3' ? { schema: { type: 'string' } } : { type: 'string' }),
  });
  const parameters = writes
    ? [
        query('dryRun', 'With `All`, nothing is stored.'),
        query('fieldManager', 'Who makes this change.'),
        query('fieldValidation', 'What happens to unknown fields: `Ignore`, `Warn` or `Strict`.'),
      ]
    : [];
  const schema = schemas.ref(name);
  const ok =
    dialect === 'v3'
      ? { description: 'OK', content: { 'application/json': { schema } } }
      : { description: 'OK', schema };
  return {
    operationId: `${action}${definition.type.group}${definition.kind}`,
    parameters,
    responses: { '200': ok },
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': gvkOf(definition),
  };
}
