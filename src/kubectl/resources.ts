import type { Cluster } from '../kube/cluster.ts';
import { statusErrorOf, type ResourceType } from '../kube/client.ts';
import { CommandError } from './errors.ts';
import type { Kubectl } from './types.ts';

/** A resource as the API's discovery describes it. */
export interface ApiResource extends ResourceType {
  kind: string;
  singular: string;
  shortNames: string[];
  categories: string[];
  verbs: string[];
  /** The preferred version of its group. */
  preferred: boolean;
}

/** `services`, `deployments.apps`: how messages and -o name spell a resource. */
export function resourceName(resource: ResourceType): string {
  return resource.group ? `${resource.resource}.${resource.group}` : resource.resource;
}

/** `service/web`, `deployment.apps/web`, as in `-o name` and in messages. */
export function objectName(resource: ApiResource, name: string): string {
  const singular = resource.kind.toLowerCase();
  return `${resource.group ? `${singular}.${resource.group}` : singular}/${name}`;
}

export function apiVersionOf({ group, version }: ResourceType): string {
  return group ? `${group}/${version}` : version;
}

/**
 * Finds resources by the words of a command line.
 * Models apimachinery meta PriorityRESTMapper behind client-go's shortcut and category expanders.
 */
export class ResourceMapper {
  /** Of every served version, in the server's order (core first). */
  readonly all: readonly ApiResource[];

  constructor(all: readonly ApiResource[]) {
    this.all = all;
  }

  /**
   * @param word `svc`, `service`, `services`, `Service`, `deployments.apps`, `deployments.v1.apps`, `Deployment.v1.apps`
   * @throws CommandError `the server doesn't have a resource type "…"`
   */
  resolve(word: string): ApiResource {
    const found = this.find(word);
    if (!found) throw new CommandError(noSuchType(word));
    return found;
  }

  find(word: string): ApiResource | undefined {
    const [name = '', ...rest] = word.toLowerCase().split('.');
    const [short = ''] = word.split('.');
    const ordered = [...this.all].sort((a, b) => Number(b.preferred) - Number(a.preferred));
    // Names of resources win over short names, which are written in small letters only.
    const named = (resource: ApiResource) =>
      resource.resource === name || resource.singular === name || resource.kind.toLowerCase() === name;
    const matches = (inGroup: (resource: ApiResource) => boolean) =>
      ordered.find((r) => named(r) && inGroup(r)) ??
      ordered.find((r) => r.shortNames.includes(short) && inGroup(r));
    if (rest.length === 0) return matches(() => true);
    const whole = rest.join('.');
    const [version, ...groupParts] = rest;
    const versioned = groupParts.length > 0;
    return (
      (versioned ? matches((r) => r.version === version && r.group === groupParts.join('.')) : undefined) ??
      matches((r) => r.group === whole || (r.group !== '' && r.group.startsWith(`${whole}.`)))
    );
  }

  /** The resource that holds objects of a kind; undefined if the server has none. */
  forKind(apiVersion: string, kind: string): ApiResource | undefined {
    return this.all.find((r) => r.kind === kind && apiVersionOf(r) === apiVersion);
  }

  /** Resources of a category (`all`), or undefined if it is none. */
  category(word: string): ApiResource[] | undefined {
    const found = this.all.filter((r) => r.categories.includes(word) && r.preferred);
    return found.length ? found : undefined;
  }
}

export function noSuchType(word: string): string {
  return `the server doesn't have a resource type "${word.split('.')[0]}"`;
}

interface ApiResourceList {
  groupVersion: string;
  resources: {
    name: string;
    singularName: string;
    namespaced: boolean;
    kind: string;
    verbs: string[];
    shortNames?: string[];
    categories?: string[];
  }[];
}

interface ApiGroupList {
  groups: { name: string; versions: { version: string }[]; preferredVersion?: { version: string } }[];
}

const mappers = new WeakMap<Kubectl, Promise<ResourceMapper>>();

/** The resources of the API behind a Kubectl; asked for once, unless asking failed. */
export function discover(kubectl: Kubectl, cluster: Cluster): Promise<ResourceMapper> {
  const known = mappers.get(kubectl);
  if (known) return known;
  const asked = askAll(cluster);
  mappers.set(kubectl, asked);
  asked.catch(() => mappers.delete(kubectl));
  return asked;
}

async function askAll(cluster: Cluster): Promise<ResourceMapper> {
  const [core, groups] = await Promise.all([
    askJson<{ versions: string[] }>(cluster, '/api'),
    askJson<ApiGroupList>(cluster, '/apis'),
  ]);
  const paths = core.versions.map((version) => ({
    path: `/api/${version}`,
    group: '',
    version,
    preferred: true,
  }));
  for (const group of groups.groups) {
    for (const { version } of group.versions) {
      const preferred = version === (group.preferredVersion ?? group.versions[0])?.version;
      paths.push({ path: `/apis/${group.name}/${version}`, group: group.name, version, preferred });
    }
  }
  const lists = await Promise.all(
    paths.map(async ({ path, group, version, preferred }) => {
      const list = await askJson<ApiResourceList>(cluster, path);
      return list.resources
        .filter((resource) => !resource.name.includes('/'))
        .map((resource): ApiResource => ({
          group,
          version,
          preferred,
          resource: resource.name,
          namespaced: resource.namespaced,
          kind: resource.kind,
          singular: resource.singularName || resource.kind.toLowerCase(),
          shortNames: resource.shortNames ?? [],
          categories: resource.categories ?? [],
          verbs: resource.verbs,
        }));
    }),
  );
  return new ResourceMapper(lists.flat());
}

async function askJson<T>(cluster: Cluster, path: string): Promise<T> {
  const response = await cluster.fetch(
    new Request(`http://cluster${path}`, { headers: { accept: 'application/json' } }),
  );
  if (!response.ok) throw await statusErrorOf(response);
  return (await response.json()) as T;
}
