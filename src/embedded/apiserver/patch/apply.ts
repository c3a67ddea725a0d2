import { errors, type StatusCause } from '../../../kube/status.ts';
import type { AnyObject } from '../../../kube/types.ts';
import type { ResourceDefinition } from '../definition.ts';
import { parseYaml } from '../request/body.ts';
import { decode } from '../request/decode.ts';
import {
  entriesOf,
  entryOf,
  fieldsOf,
  fromTree,
  isSet,
  keyElement,
  sorted,
  type ManagedEntry,
} from '../registry/managed-fields.ts';
import { keyOf } from '../registry/keys.ts';
import { apiVersionOf, normalize } from '../registry/normalize.ts';
import type { UpdateOptions } from '../registry/options.ts';
import type { Registry } from '../registry/registry.ts';
import type { FieldSchema, StructSchema } from '../schema/types.ts';
import { deepEqual, isObject, type JsonObject } from '../value.ts';

/**
 * Server-side apply: the object gets what the configuration says, loses what this manager no longer says,
 * and refuses what another manager said otherwise.
 * Models structured-merge-diff's Updater.Apply.
 * @throws StatusError 400 for a body that cannot be read, 409 for conflicts unless `force`
 */
export async function applyConfiguration(
  registry: Registry,
  definition: ResourceDefinition,
  namespace: string | undefined,
  name: string,
  text: string,
  options: UpdateOptions & { force: boolean },
): Promise<{ object: AnyObject; created: boolean }> {
  const config = readConfiguration(definition, namespace, name, text);
  const stored = await registry.storage.get(keyOf(definition, namespace, name));
  const created = stored === undefined;
  if (created) {
    const object = await registry.create(definition, namespace, config, options);
    if (options.dryRun) return { object, created };
  }
  const object = await registry.update(
    definition,
    namespace,
    name,
    (old) => {
      const live = created ? { ...old, metadata: { ...old.metadata, managedFields: [] } } : old;
      return merged(registry, definition, live, config, options);
    },
    { ...options, keepManagedFields: true },
  );
  return { object, created };
}

function readConfiguration(
  definition: ResourceDefinition,
  namespace: string | undefined,
  name: string,
  text: string,
): AnyObject {
  let input: unknown;
  try {
    input = parseYaml(text);
  } catch (error) {
    throw errors.badRequest(`error decoding YAML: ${(error as Error).message}`);
  }
  if (!isObject(input)) throw errors.badRequest('error decoding YAML: an object was expected');
  const apiVersion = apiVersionOf(definition);
  if (input.apiVersion !== apiVersion || input.kind !== definition.kind) {
    throw errors.badRequest(
      `invalid object type: expected ${apiVersion}, Kind=${definition.kind}, got ${String(input.apiVersion)}, Kind=${String(input.kind)}`,
    );
  }
  const { object, typeError, strictErrors } = decode(definition.schema, input, 'unstructured');
  const gvk = definition.type.group
    ? `${apiVersion}, Kind=${definition.kind}`
    : `/${apiVersion}, Kind=${definition.kind}`;
  const failed = `failed to create typed patch object (${namespace ? `${namespace}/` : ''}${name}; ${gvk})`;
  if (strictErrors.length > 0) {
    const fields = strictErrors.map(
      (error) => `.${/"(.*)"/.exec(error)?.[1] ?? ''}: field not declared in schema`,
    );
    throw errors.status(
      500,
      '',
      `${failed}: ${fields.length === 1 ? fields[0] : `errors:\n${fields.map((field) => `  ${field}`).join('\n')}`}`,
    );
  }
  if (typeError !== undefined) throw errors.status(500, '', `${failed}: ${typeError}`);
  if (object.metadata.managedFields) throw errors.badRequest('metadata.managedFields must be nil');
  object.metadata.name ??= name;
  if (object.metadata.name !== name) {
    throw errors.badRequest(
      `the name of the object (${object.metadata.name}) does not match the name on the URL (${name})`,
    );
  }
  return object;
}

function merged(
  registry: Registry,
  definition: ResourceDefinition,
  live: AnyObject,
  config: AnyObject,
  options: UpdateOptions & { force: boolean },
): AnyObject {
  const { schema } = definition;
  // Defaults make the keys of lists whole (a port's protocol); only what was said counts as applied.
  const wanted = fieldsOf(schema, config);
  const before = fieldsOf(schema, live);
  const isOwn = (entry: ManagedEntry) => entry.manager === options.manager && entry.operation === 'Apply';
  const others = entriesOf(live).filter((entry) => !isOwn(entry));
  const differing = new Set(
    [...wanted]
      .filter(([path, value]) => before.has(path) && !deepEqual(before.get(path), value))
      .map(([path]) => path),
  );
  if (!options.force) refuseConflicts(others, differing);
  const kept = others
    .map((entry) => ({ entry, paths: [...fromTree(entry.fieldsV1)].filter((path) => !differing.has(path)) }))
    .filter(({ paths }) => paths.length > 0)
    .map(({ entry, paths }) => ({
      ...entry,
      fieldsV1: entryOf('Update', { name: '', apiVersion: '', time: '' }, paths).fieldsV1,
    }));
  const owned = new Set(others.flatMap((entry) => [...fromTree(entry.fieldsV1)]));
  const own = entriesOf(live).find(isOwn);
  const dropped = own
    ? [...fromTree(own.fieldsV1)].filter((path) => !wanted.has(path) && !owned.has(path))
    : [];
  const object = mergeStruct(schema, live, config) as AnyObject;
  for (const path of dropped.sort((a, b) => dropRank(a) - dropRank(b)))
    drop(schema, object, path.split('\t'));
  const entry = entryOf('Apply', registry.manager(definition, options), wanted.keys());
  // An apply that says the same again leaves the time of the entry alone.
  if (own && deepEqual(own.fieldsV1, entry.fieldsV1)) entry.time = own.time;
  object.metadata = { ...object.metadata, managedFields: sorted([...kept, entry]) };
  return normalize(definition, object);
}

function refuseConflicts(others: ManagedEntry[], differing: Set<string>): void {
  const conflicts = others.flatMap((entry) =>
    [...fromTree(entry.fieldsV1)]
      .filter((path) => differing.has(path))
      .map((path) => ({ entry, field: readable(path) })),
  );
  if (conflicts.length === 0) return;
  const causes: StatusCause[] = conflicts.map(({ entry, field }) => ({
    reason: 'FieldManagerConflict',
    message: `conflict with "${entry.manager}"${entry.subresource ? ` with subresource "${entry.subresource}"` : ''} using ${entry.apiVersion}`,
    field,
  }));
  const lead = `Apply failed with ${causes.length} conflict${causes.length === 1 ? '' : 's'}: `;
  if (causes.length === 1) {
    throw errors.status(409, 'Conflict', `${lead}${causes[0]!.message}: ${causes[0]!.field}`, { causes });
  }
  const managers = [...new Set(causes.map((cause) => cause.message!))].sort();
  const lines = managers.flatMap((message) => [
    `${message.replace('conflict', 'conflicts')}:`,
    ...causes.filter((cause) => cause.message === message).map((cause) => `- ${cause.field}`),
  ]);
  throw errors.status(409, 'Conflict', lead + lines.join('\n'), { causes });
}

/** `.spec.ports[port=80,protocol="TCP"].targetPort` */
function readable(path: string): string {
  return path
    .split('\t')
    .map((element) => {
      if (element.startsWith('f:')) return `.${element.slice(2)}`;
      if (element.startsWith('v:')) return `[=${element.slice(2)}]`;
      if (element === '.') return '';
      const keys = Object.entries(JSON.parse(element.slice(2)) as JsonObject);
      return `[${keys.map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(',')}]`;
    })
    .join('');
}

function mergeStruct(schema: StructSchema, live: JsonObject, config: JsonObject): JsonObject {
  const result = { ...live };
  for (const [key, value] of Object.entries(config)) {
    const field = schema.fields[key];
    result[key] = field && live[key] !== undefined ? mergeValue(field, live[key], value, key) : value;
  }
  return result;
}

function mergeValue(field: FieldSchema, live: unknown, config: unknown, name: string): unknown {
  if (field.type === 'struct' && isObject(live) && isObject(config))
    return mergeStruct(field.struct!(), live, config);
  if (field.type === 'map' && isObject(live) && isObject(config)) {
    return name === 'selector' || name === 'nodeSelector' ? config : { ...live, ...config };
  }
  if (field.type !== 'list' || !Array.isArray(live) || !Array.isArray(config)) return config;
  if (isSet(field)) return [...live, ...config.filter((item) => !live.includes(item))] as unknown[];
  if (!field.listMapKeys) return config;
  const keys = field.listMapKeys;
  const result = [...live] as unknown[];
  for (const item of config) {
    const at = result.findIndex((other) => keyElement(keys, other) === keyElement(keys, item));
    if (at < 0) result.push(item);
    else result[at] = mergeValue(field.items!, result[at], item, name);
  }
  return result;
}

/** Items of lists go before the fields in them, and what held them goes last, if nothing is left in it. */
function dropRank(path: string): number {
  if (!path.endsWith('\t.')) return 1;
  return path.split('\t').at(-2)!.startsWith('k:') ? 0 : 2;
}

const isEmpty = (value: unknown) =>
  Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;

/** Takes one field out; `.` elements go with the item they stand for. */
function drop(schema: StructSchema, object: JsonObject, path: string[]): void {
  let fields: FieldSchema | undefined = { type: 'struct', struct: () => schema };
  let node: unknown = object;
  for (const [i, element] of path.entries()) {
    const last = i === path.length - 1 || (i === path.length - 2 && path.at(-1) === '.');
    if (element.startsWith('f:') && isObject(node)) {
      const key = element.slice(2);
      const child: FieldSchema | undefined =
        fields?.type === 'struct' ? fields.struct!().fields[key] : fields?.items;
      if (last && (path.at(-1) !== '.' || isEmpty(node[key]))) Reflect.deleteProperty(node, key);
      node = node[key];
      fields = child;
    } else if (Array.isArray(node) && fields?.type === 'list') {
      const field: FieldSchema = fields;
      const at = node.findIndex((item) =>
        element.startsWith('v:')
          ? JSON.stringify(item) === element.slice(2)
          : keyElement(field.listMapKeys ?? [], item) === element,
      );
      if (at < 0) return;
      if (last) node.splice(at, 1);
      node = node[at];
      fields = field.items;
    } else return;
  }
}
