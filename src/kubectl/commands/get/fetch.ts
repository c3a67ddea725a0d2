import { resourcePath, statusErrorOf } from '../../../kube/client.ts';
import { StatusError } from '../../../kube/status.ts';
import type { AnyObject, KubeList, Table } from '../../../kube/types.ts';
import { CommandError, type Context } from '../../command.ts';
import { loadManifests } from '../../manifests/load.ts';
import type { ApiResource } from '../../resources.ts';
import { parseTargets } from '../../targets.ts';

/** One request that a command makes: a list, or one object. */
export interface Target {
  resource: ApiResource;
  name?: string;
  /** Absent: all namespaces, or the resource has none. */
  namespace?: string;
}

export interface TargetRequest {
  targets: Target[];
  /** What could not be read of -f. */
  errors: unknown[];
  /** Whether a single object was asked for by name. */
  single: boolean;
}

/** What came back for a target: a table, or an object or list. */
export interface Found extends Target {
  table?: Table;
  object?: AnyObject;
}

/** What words and flags name. Models the checks of cli-runtime pkg/resource Builder. */
export async function gatherTargets(context: Context): Promise<TargetRequest> {
  const { flags, args } = context;
  const all = flags.has('all-namespaces') && flags.bool('all-namespaces');
  const selected =
    flags.string('selector') !== '' || (flags.has('field-selector') && flags.string('field-selector') !== '');
  if (flags.list('filename').length > 0 || (flags.has('kustomize') && flags.string('kustomize') !== '')) {
    if (args.length > 0) {
      throw new CommandError(
        'when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well',
      );
    }
    const { infos, errors } = await loadManifests(context);
    const targets = infos.map(({ resource, name, namespace }) => ({ resource, name, namespace }));
    return { targets, errors, single: targets.length === 1 };
  }
  const named = parseTargets(await context.resources(), args);
  if (!named) return { targets: [], errors: [], single: false };
  const namespaceOf = (resource: ApiResource) =>
    resource.namespaced && !all ? context.namespace : undefined;
  if (named.kind === 'types') {
    return {
      targets: named.resources.map((resource) => ({ resource, namespace: namespaceOf(resource) })),
      errors: [],
      single: false,
    };
  }
  if (selected) throw new CommandError('name cannot be provided when a selector is specified');
  if (all && named.objects.some(({ resource }) => resource.namespaced)) {
    throw new CommandError('a resource cannot be retrieved by name across all namespaces');
  }
  return {
    targets: named.objects.map(({ resource, name }) => ({
      resource,
      name,
      namespace: namespaceOf(resource),
    })),
    errors: [],
    single: named.objects.length === 1,
  };
}

export const tableAccept =
  'application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json';

/** All targets, in order; a failing one does not stop the others. */
export async function fetchTargets(context: Context, request: TargetRequest, asTable: boolean) {
  const found: Found[] = [];
  const errors: unknown[] = [...request.errors];
  for (const target of request.targets) {
    try {
      found.push(...(await fetchTarget(context, target, asTable)));
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      if (
        error.code === 404 &&
        context.flags.has('ignore-not-found') &&
        context.flags.bool('ignore-not-found')
      )
        continue;
      errors.push(error);
    }
  }
  return { found, errors };
}

async function fetchTarget(context: Context, target: Target, asTable: boolean): Promise<Found[]> {
  const { flags } = context;
  const query = new URLSearchParams();
  if (target.name === undefined) {
    if (flags.string('selector')) query.set('labelSelector', flags.string('selector'));
    if (flags.has('field-selector') && flags.string('field-selector'))
      query.set('fieldSelector', flags.string('field-selector'));
    if (flags.has('chunk-size') && flags.int('chunk-size') > 0)
      query.set('limit', flags.string('chunk-size'));
  }
  if (asTable && flags.has('sort-by') && flags.string('sort-by')) query.set('includeObject', 'Object');
  const found: Found[] = [];
  for (;;) {
    const body = await requestTarget(context, target, query, asTable);
    found.push(asTable ? { ...target, table: asTableBody(body) } : { ...target, object: body });
    const more = (body as unknown as KubeList).metadata.continue;
    if (target.name !== undefined || !more) return found;
    query.set('continue', more);
  }
}

export async function requestTarget(
  context: Context,
  target: Target,
  query: URLSearchParams,
  asTable: boolean,
) {
  const subresource = context.flags.has('subresource') ? context.flags.string('subresource') : '';
  const path = resourcePath(target.resource, target.namespace, target.name, subresource || undefined);
  const search = query.size ? `?${query.toString()}` : '';
  const accept = asTable ? tableAccept : 'application/json';
  const response = await context.client.cluster.fetch(
    new Request(`http://cluster${path}${search}`, { headers: { accept } }),
  );
  if (!response.ok) {
    const error = await statusErrorOf(response);
    throw (await namespaceError(context, target, error)) ?? listError(error, target, query);
  }
  return (await response.json()) as AnyObject;
}

/**
 * Of an object that is not there because its namespace is not, the namespace's absence is told.
 * Models cli-runtime pkg/resource Info.Get.
 */
async function namespaceError(
  context: Context,
  { name, namespace }: Target,
  error: StatusError,
): Promise<StatusError | undefined> {
  if (error.code !== 404 || name === undefined || !namespace || namespace === 'default') return undefined;
  const path = `http://cluster/api/v1/namespaces/${namespace}`;
  const response = await context.client.cluster.fetch(new Request(path));
  return response.status === 404 ? await statusErrorOf(response) : undefined;
}

/** A list that is refused says what was looked for. Models cli-runtime pkg/resource Selector.Visit. */
function listError(error: StatusError, { name, resource }: Target, query: URLSearchParams): StatusError {
  if (name !== undefined || (error.code !== 400 && error.code !== 404)) return error;
  const what = `"${resource.group}/${resource.version}, Resource=${resource.resource}"`;
  const labels = query.get('labelSelector') ?? '';
  const fields = query.get('fieldSelector') ?? '';
  const selected = `Unable to find ${what} that match label selector "${labels}", field selector "${fields}"`;
  const prefix = labels || fields ? selected : `Unable to list ${what}`;
  return new StatusError({ ...error.status, message: `${prefix}: ${error.message}` });
}

/** The server's table; an answer that is none becomes NAME and AGE as kubectl makes them itself. */
function asTableBody(body: AnyObject): Table {
  if (body.kind === 'Table') return body as unknown as Table;
  const items = (body['items'] as AnyObject[] | undefined) ?? [body];
  return {
    apiVersion: 'meta.k8s.io/v1',
    kind: 'Table',
    metadata: {},
    columnDefinitions: [{ name: 'Name', type: 'string', format: 'name', description: '', priority: 0 }],
    rows: items.map((object) => ({ cells: [object.metadata.name ?? ''], object })),
  };
}
