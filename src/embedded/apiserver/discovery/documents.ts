import type { CatalogResource, CatalogVersion } from './catalog.ts';

const groupVersion = ({ group, version }: { group: string; version: string }) =>
  group ? `${group}/${version}` : version;

/** `/api` */
export function coreVersions() {
  return {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: '172.18.0.2:6443' }],
  };
}

function groupOf(catalog: readonly CatalogVersion[], name: string) {
  const versions = catalog
    .filter(({ group }) => group === name)
    .map((entry) => ({ groupVersion: groupVersion(entry), version: entry.version }));
  return { name, versions, preferredVersion: versions[0] };
}

const groupNames = (catalog: readonly CatalogVersion[]) => [
  ...new Set(catalog.map(({ group }) => group).filter((group) => group !== '')),
];

/** `/apis` */
export function groupList(catalog: readonly CatalogVersion[]) {
  const groups = groupNames(catalog).map((name) => groupOf(catalog, name));
  return { kind: 'APIGroupList', apiVersion: 'v1', groups };
}

/** `/apis/<group>`, if there is such a group */
export function group(catalog: readonly CatalogVersion[], name: string) {
  if (!groupNames(catalog).includes(name)) return undefined;
  return { kind: 'APIGroup', apiVersion: 'v1', ...groupOf(catalog, name) };
}

/** `/api/v1`, `/apis/<group>/<version>` */
export function resourceList(entry: CatalogVersion) {
  const resources = entry.resources.flatMap((resource) => [
    {
      name: resource.resource,
      singularName: resource.singular,
      namespaced: resource.namespaced,
      kind: resource.kind,
      verbs: resource.verbs,
      ...optional(resource),
    },
    ...resource.subresources.map(({ name, kind, group, version, verbs }) => ({
      name: `${resource.resource}/${name}`,
      singularName: '',
      namespaced: resource.namespaced,
      ...(group === undefined ? {} : { group, version }),
      kind,
      verbs,
    })),
  ]);
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: groupVersion(entry), resources };
}

const optional = ({ shortNames, categories }: CatalogResource) => ({
  ...(shortNames.length > 0 ? { shortNames } : {}),
  ...(categories.length > 0 ? { categories } : {}),
});

/**
 * Everything under `/api` (`core`) or `/apis` in one document.
 * Models kubernetes apiserver pkg/endpoints/discovery/aggregated.
 */
export function aggregated(catalog: readonly CatalogVersion[], core: boolean, apiVersion: string) {
  const names = core ? [''] : groupNames(catalog);
  const items = names.map((name) => ({
    metadata: { ...(name ? { name } : {}), creationTimestamp: null },
    versions: catalog
      .filter((entry) => entry.group === name)
      .map((entry) => ({
        version: entry.version,
        freshness: 'Current',
        resources: entry.resources.map((resource) => aggregatedResource(entry, resource)),
      })),
  }));
  return { kind: 'APIGroupDiscoveryList', apiVersion, metadata: {}, items };
}

function aggregatedResource({ group, version }: CatalogVersion, resource: CatalogResource) {
  const subresources = resource.subresources.map((sub) => ({
    subresource: sub.name,
    responseKind: { group: sub.group ?? group, version: sub.version ?? version, kind: sub.kind },
    verbs: sub.verbs,
  }));
  return {
    resource: resource.resource,
    responseKind: { group, version, kind: resource.kind },
    scope: resource.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: resource.singular,
    verbs: resource.verbs,
    ...optional(resource),
    ...(subresources.length > 0 ? { subresources } : {}),
  };
}
