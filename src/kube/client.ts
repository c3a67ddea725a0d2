import type { Cluster } from './cluster.ts';
import { StatusError, type Status } from './status.ts';
import type { AnyObject, KubeList, KubeObject, WatchEvent } from './types.ts';

/** Where a resource lives in the API. */
export interface ResourceType {
  /** '' for core. */
  group: string;
  version: string;
  /** Plural: `services`. */
  resource: string;
  namespaced: boolean;
}

export const resources = {
  namespaces: { group: '', version: 'v1', resource: 'namespaces', namespaced: false },
  nodes: { group: '', version: 'v1', resource: 'nodes', namespaced: false },
  pods: { group: '', version: 'v1', resource: 'pods', namespaced: true },
  services: { group: '', version: 'v1', resource: 'services', namespaced: true },
  endpoints: { group: '', version: 'v1', resource: 'endpoints', namespaced: true },
  configmaps: { group: '', version: 'v1', resource: 'configmaps', namespaced: true },
  events: { group: '', version: 'v1', resource: 'events', namespaced: true },
  endpointslices: { group: 'discovery.k8s.io', version: 'v1', resource: 'endpointslices', namespaced: true },
  networkpolicies: {
    group: 'networking.k8s.io',
    version: 'v1',
    resource: 'networkpolicies',
    namespaced: true,
  },
  deployments: { group: 'apps', version: 'v1', resource: 'deployments', namespaced: true },
  replicasets: { group: 'apps', version: 'v1', resource: 'replicasets', namespaced: true },
  statefulsets: { group: 'apps', version: 'v1', resource: 'statefulsets', namespaced: true },
  daemonsets: { group: 'apps', version: 'v1', resource: 'daemonsets', namespaced: true },
} as const satisfies Record<string, ResourceType>;

/** The path of a collection, or of one object when `name` is given. */
export function resourcePath(type: ResourceType, namespace?: string, name?: string, subresource?: string) {
  const root = type.group ? `/apis/${type.group}/${type.version}` : `/api/${type.version}`;
  const scope = type.namespaced && namespace ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  const object = name ? `/${encodeURIComponent(name)}` : '';
  return `${root}${scope}/${type.resource}${object}${subresource ? `/${subresource}` : ''}`;
}

export interface ListOptions {
  labelSelector?: string;
  fieldSelector?: string;
}

export interface WatchOptions extends ListOptions {
  resourceVersion?: string;
  signal?: AbortSignal;
}

/** Node tells a Request's signal of an abort only as long as somebody has the Request. */
const watching = new Set<Request>();

/**
 * A small typed client of the seam. Every method throws StatusError when the
 * server refuses, and whatever `Cluster.fetch` rejects with when it is gone.
 */
export class KubeClient {
  readonly cluster: Cluster;

  constructor(cluster: Cluster) {
    this.cluster = cluster;
  }

  async request(method: string, path: string, body?: unknown, contentType = 'application/json') {
    const init: RequestInit = { method, headers: { accept: 'application/json' } };
    if (body !== undefined) {
      init.body = JSON.stringify(body);
      init.headers = { accept: 'application/json', 'content-type': contentType };
    }
    const response = await this.cluster.fetch(new Request(`http://cluster${path}`, init));
    if (!response.ok) throw await statusErrorOf(response);
    return response;
  }

  async get<T extends KubeObject = AnyObject>(
    type: ResourceType,
    namespace: string | undefined,
    name: string,
  ) {
    return (await (await this.request('GET', resourcePath(type, namespace, name))).json()) as T;
  }

  /** Like get, but undefined if there is none. */
  async find<T extends KubeObject = AnyObject>(
    type: ResourceType,
    namespace: string | undefined,
    name: string,
  ) {
    try {
      return await this.get<T>(type, namespace, name);
    } catch (error) {
      if (error instanceof StatusError && error.code === 404) return undefined;
      throw error;
    }
  }

  async list<T extends KubeObject = AnyObject>(
    type: ResourceType,
    namespace?: string,
    options: ListOptions = {},
  ) {
    const response = await this.request('GET', resourcePath(type, namespace) + queryOf({ ...options }));
    return (await response.json()) as KubeList<T>;
  }

  async create<T extends KubeObject>(type: ResourceType, namespace: string | undefined, object: T) {
    return (await (await this.request('POST', resourcePath(type, namespace), object)).json()) as T;
  }

  async update<T extends KubeObject>(type: ResourceType, object: T, subresource?: string) {
    const { namespace, name } = object.metadata;
    const path = resourcePath(type, namespace, name, subresource);
    return (await (await this.request('PUT', path, object)).json()) as T;
  }

  async patch<T extends KubeObject = AnyObject>(
    type: ResourceType,
    namespace: string | undefined,
    name: string,
    patch: unknown,
    kind: 'json' | 'merge' | 'strategic-merge' = 'strategic-merge',
  ) {
    const path = resourcePath(type, namespace, name);
    return (await (await this.request('PATCH', path, patch, `application/${kind}-patch+json`)).json()) as T;
  }

  async delete(
    type: ResourceType,
    namespace: string | undefined,
    name: string,
    options: { gracePeriodSeconds?: number; propagationPolicy?: string } = {},
  ): Promise<void> {
    await this.request('DELETE', resourcePath(type, namespace, name), {
      kind: 'DeleteOptions',
      apiVersion: 'v1',
      ...options,
    });
  }

  /** Events as they come, until the signal aborts or the server ends the watch. */
  async *watch<T extends KubeObject = AnyObject>(
    type: ResourceType,
    namespace?: string,
    options: WatchOptions = {},
  ): AsyncGenerator<WatchEvent<T>> {
    const { signal, ...query } = options;
    const url = `http://cluster${resourcePath(type, namespace)}${queryOf({ ...query, watch: 'true' })}`;
    const request = new Request(url, signal ? { signal } : {});
    watching.add(request);
    try {
      const response = await this.cluster.fetch(request);
      if (!response.ok) throw await statusErrorOf(response);
      for await (const line of lines(response)) yield JSON.parse(line) as WatchEvent<T>;
    } finally {
      watching.delete(request);
    }
  }
}

function queryOf(parameters: Record<string, string | undefined>): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(parameters)) if (value !== undefined) query.set(key, value);
  const text = query.toString();
  return text ? `?${text}` : '';
}

/** The lines of a streamed body, each as soon as it is whole. */
export async function* lines(response: Response): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  if (!response.body) return;
  for await (const chunk of response.body) {
    rest += decoder.decode(chunk, { stream: true });
    const parts = rest.split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) if (part !== '') yield part;
  }
  if (rest !== '') yield rest;
}

/** The error in a response that is not ok, also when its body is no Status. */
export async function statusErrorOf(response: Response): Promise<StatusError> {
  const text = await response.text();
  try {
    const status = JSON.parse(text) as Status;
    if (status.kind === 'Status') return new StatusError(status);
  } catch {
    // Not JSON: a proxy or something else than an API server answered.
  }
  return new StatusError({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    code: response.status,
    reason: 'Unknown',
    message: text.trim() || `the server answered with HTTP status ${response.status}`,
  });
}
