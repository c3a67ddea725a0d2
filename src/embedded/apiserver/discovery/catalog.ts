import type { ResourceDefinition } from '../definition.ts';

/** A resource as discovery lists it. */
export interface CatalogResource {
  resource: string;
  singular: string;
  namespaced: boolean;
  kind: string;
  verbs: string[];
  shortNames: string[];
  categories: string[];
  subresources: CatalogSubresource[];
}

export interface CatalogSubresource {
  name: string;
  kind: string;
  /** Of the subresource's own kind, when it is not the resource's. */
  group?: string;
  version?: string;
  verbs: string[];
}

export interface CatalogVersion {
  group: string;
  version: string;
  resources: CatalogResource[];
}

const proxyVerbs = ['create', 'delete', 'get', 'patch', 'update'];
const allVerbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];
const readUpdate = ['get', 'patch', 'update'];

/** Subresources whose kind or verbs are their own. */
const special: Record<string, Omit<CatalogSubresource, 'name'>> = {
  scale: { kind: 'Scale', group: 'autoscaling', version: 'v1', verbs: readUpdate },
  binding: { kind: 'Binding', verbs: ['create'] },
  eviction: { kind: 'Eviction', group: 'policy', version: 'v1', verbs: ['create'] },
  token: { kind: 'TokenRequest', group: 'authentication.k8s.io', version: 'v1', verbs: ['create'] },
  log: { kind: '', verbs: ['get'] },
  exec: { kind: 'PodExecOptions', verbs: ['create', 'get'] },
  attach: { kind: 'PodAttachOptions', verbs: ['create', 'get'] },
  portforward: { kind: 'PodPortForwardOptions', verbs: ['create', 'get'] },
  finalize: { kind: '', verbs: ['update'] },
};

const review = (resource: string, kind: string): CatalogResource => ({
  resource,
  singular: resource.replace(/s$/, ''),
  namespaced: false,
  kind,
  verbs: ['create'],
  shortNames: [],
  categories: [],
  subresources: [],
});

/** Resources that are answered at once and never stored. */
const reviews: CatalogVersion[] = [
  {
    group: 'authentication.k8s.io',
    version: 'v1',
    resources: [review('selfsubjectreviews', 'SelfSubjectReview'), review('tokenreviews', 'TokenReview')],
  },
  {
    group: 'authorization.k8s.io',
    version: 'v1',
    resources: [
      { ...review('localsubjectaccessreviews', 'LocalSubjectAccessReview'), namespaced: true },
      review('subjectaccessreviews', 'SubjectAccessReview'),
      review('selfsubjectaccessreviews', 'SelfSubjectAccessReview'),
      review('selfsubjectrulesreviews', 'SelfSubjectRulesReview'),
    ],
  },
];

/** Every group and version with what is in it: core first, then by name. */
export function catalogOf(definitions: readonly ResourceDefinition[]): CatalogVersion[] {
  const versions = new Map<string, CatalogVersion>();
  const add = (group: string, version: string, resource: CatalogResource) => {
    const key = `${group}/${version}`;
    const entry = versions.get(key) ?? { group, version, resources: [] };
    versions.set(key, entry);
    if (!entry.resources.some((other) => other.resource === resource.resource))
      entry.resources.push(resource);
  };
  for (const definition of definitions) {
    add(definition.type.group, definition.type.version, describe(definition));
  }
  for (const { group, version, resources } of reviews) {
    for (const resource of resources) add(group, version, resource);
  }
  const sorted = [...versions.values()].sort((a, b) => (a.group < b.group ? -1 : 1));
  for (const { resources } of sorted) resources.sort((a, b) => (a.resource < b.resource ? -1 : 1));
  return sorted;
}

function describe(definition: ResourceDefinition): CatalogResource {
  const { type, kind, singular, shortNames, categories, writable } = definition;
  const verbs =
    type.resource === 'namespaces' ? allVerbs.filter((verb) => verb !== 'deletecollection') : allVerbs;
  return {
    resource: type.resource,
    singular,
    namespaced: type.namespaced,
    kind,
    verbs: writable ? verbs : ['get', 'list'],
    shortNames,
    categories,
    subresources: [...definition.subresources].sort().map((name) => subresource(definition, name)),
  };
}

function subresource(definition: ResourceDefinition, name: string): CatalogSubresource {
  // Each resource has options of its own for its proxy.
  const proxy = { kind: `${definition.kind}ProxyOptions`, verbs: proxyVerbs };
  const own = special[name] ?? (name === 'proxy' ? proxy : undefined) ?? { kind: '', verbs: readUpdate };
  return { name, ...own, kind: own.kind || definition.kind };
}
