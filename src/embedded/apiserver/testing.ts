import { KubeClient } from '../../kube/client.ts';
import type { Cluster, Clock } from '../../kube/cluster.ts';
import { errors } from '../../kube/status.ts';
import type { AnyObject, Deployment, Service } from '../../kube/types.ts';
import type { Kubelets } from '../process.ts';
import type { Allocations, ResourceDefinition } from './definition.ts';
import type { Dial, SocketAddress } from '../network.ts';
import { createApiServer, type ApiServer } from './index.ts';
import { MemoryStorage } from './memory-storage.ts';
import {
  define,
  int32,
  intOrString,
  keyedList,
  list,
  map,
  string,
  stringMap,
  strings,
  struct,
} from './schema/build.ts';
import { LabelSelector, ObjectMeta } from './schema/meta.ts';
import type { FieldSchema, StructSchema } from './schema/types.ts';

// Small definitions of four kinds, so that these tests do not depend on the rules of the real ones.

const top = (name: string, fields: Record<string, FieldSchema>): StructSchema =>
  define(name, {
    apiVersion: string(),
    kind: string(),
    metadata: struct(ObjectMeta),
    ...fields,
  });

const servicePort = define('io.k8s.api.core.v1.ServicePort', {
  name: string(),
  protocol: string({ goType: 'v1.Protocol' }),
  port: int32({ required: true }),
  targetPort: intOrString(),
});
const serviceSpec = define('io.k8s.api.core.v1.ServiceSpec', {
  ports: list(servicePort, { patchStrategy: 'merge', mergeKey: 'port', listMapKeys: ['port', 'protocol'] }),
  selector: stringMap(),
  clusterIP: string(),
  clusterIPs: strings(),
  type: string({ goType: 'v1.ServiceType' }),
});
const container = define('io.k8s.api.core.v1.Container', {
  name: string({ required: true }),
  image: string(),
  args: strings(),
});
const podSpec = define('io.k8s.api.core.v1.PodSpec', {
  containers: keyedList(container, 'name', { required: true }),
  nodeName: string(),
  terminationGracePeriodSeconds: { type: 'int64' },
});
const podTemplate = define('io.k8s.api.core.v1.PodTemplateSpec', {
  metadata: struct(ObjectMeta),
  spec: struct(podSpec),
});
const deploymentSpec = define('io.k8s.api.apps.v1.DeploymentSpec', {
  replicas: int32(),
  selector: struct(LabelSelector),
  template: struct(podTemplate),
});
const status = define('io.k8s.api.core.v1.AnyStatus', {
  phase: string(),
  replicas: int32(),
  loadBalancer: map(string()),
});

const common = {
  shortNames: [],
  categories: [],
  subresources: ['status'],
  writable: true,
  setDefaults: () => undefined,
  validate: () => [],
  validateUpdate: () => [],
  columns: [{ name: 'Name', type: 'string', format: 'name', description: '', priority: 0 }],
  cells: (object: AnyObject) => [object.metadata.name ?? ''],
};

const core = (resource: string, namespaced = true) => ({ group: '', version: 'v1', resource, namespaced });

export const testDefinitions: ResourceDefinition[] = [
  {
    ...common,
    type: core('namespaces', false),
    kind: 'Namespace',
    singular: 'namespace',
    subresources: ['status', 'finalize'],
    schema: top('io.k8s.api.core.v1.Namespace', {
      spec: struct(define('io.k8s.api.core.v1.NamespaceSpec', { finalizers: strings() })),
      status: struct(status),
    }),
  },
  {
    ...common,
    type: core('services'),
    kind: 'Service',
    singular: 'service',
    shortNames: ['svc'],
    categories: ['all'],
    schema: top('io.k8s.api.core.v1.Service', { spec: struct(serviceSpec), status: struct(status) }),
    setDefaults: (object) => {
      const { spec = {} } = object as unknown as Service;
      spec.type ??= 'ClusterIP';
      for (const port of spec.ports ?? []) port.protocol ??= 'TCP';
      object.spec = spec;
    },
    validate: (object) =>
      (object as unknown as Service).spec.ports?.length
        ? []
        : [{ reason: 'FieldValueRequired', message: 'Required value', field: 'spec.ports' }],
    warnings: (object) => (object.metadata.annotations?.old ? ['annotation "old" is deprecated'] : []),
    allocate: (object, old, { clusterIPs }) => {
      const { spec } = object as unknown as Service;
      if (old) {
        spec.clusterIP ??= (old as unknown as Service).spec.clusterIP;
        return undefined;
      }
      if (spec.clusterIP === undefined) spec.clusterIP = clusterIPs.next();
      else {
        const refusal = clusterIPs.claim(spec.clusterIP);
        if (refusal !== undefined) {
          const message = `Invalid value: "${spec.clusterIP}": ${refusal}`;
          throw errors.invalid('Service', '', object.metadata.name ?? '', [
            { message, field: 'spec.clusterIPs' },
          ]);
        }
      }
      const claimed = spec.clusterIP;
      return () => clusterIPs.release(claimed);
    },
    release: (object, { clusterIPs }) =>
      clusterIPs.release((object as unknown as Service).spec.clusterIP ?? ''),
    selectableFields: { 'spec.type': (object) => (object as unknown as Service).spec.type ?? '' },
  },
  {
    ...common,
    type: core('pods'),
    kind: 'Pod',
    singular: 'pod',
    shortNames: ['po'],
    subresources: ['status', 'log', 'binding', 'eviction'],
    schema: top('io.k8s.api.core.v1.Pod', { spec: struct(podSpec), status: struct(status) }),
  },
  {
    ...common,
    type: { group: 'apps', version: 'v1', resource: 'deployments', namespaced: true },
    kind: 'Deployment',
    singular: 'deployment',
    shortNames: ['deploy'],
    subresources: ['status', 'scale'],
    schema: top('io.k8s.api.apps.v1.Deployment', { spec: struct(deploymentSpec), status: struct(status) }),
    setDefaults: (object) => {
      const { spec } = object as unknown as Deployment;
      if (spec) spec.replicas ??= 1;
    },
    prepareForUpdate: (object, old) => {
      if (JSON.stringify(object.spec) !== JSON.stringify(old.spec)) {
        object.metadata.generation = (old.metadata.generation ?? 0) + 1;
      }
    },
  },
];

export function testAllocations(): Allocations & { readonly taken: Set<string> } {
  const taken = new Set<string>();
  const claim = (ip: string) => {
    if (taken.has(ip)) return 'provided IP is already allocated';
    taken.add(ip);
    return undefined;
  };
  let last = 0;
  const next = () => {
    do last++;
    while (taken.has(`10.96.0.${last}`));
    taken.add(`10.96.0.${last}`);
    return `10.96.0.${last}`;
  };
  return {
    taken,
    clusterIPs: {
      ...{ claim, next, release: (ip) => taken.delete(ip) },
      ...{ addRange: () => undefined, removeRange: () => undefined },
    },
    nodePorts: { claim: () => undefined, next: () => 30000, release: () => undefined },
  };
}

/** A clock that a test moves. */
export class TestClock implements Clock {
  private time = Date.parse('2026-01-02T03:04:05.678Z');
  private sleepers: { at: number; wake: () => void }[] = [];

  now(): number {
    return this.time;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      this.sleepers.push({ at: this.time + ms, wake: resolve });
      signal?.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
    });
  }

  advance(ms: number): void {
    this.time += ms;
    const due = this.sleepers.filter(({ at }) => at <= this.time);
    this.sleepers = this.sleepers.filter(({ at }) => at > this.time);
    for (const { wake } of due) wake();
  }
}

export const testKubelets: Kubelets = {
  exec: (pod, name, command) =>
    Promise.resolve({
      exitCode: 0,
      stdout: `${pod.metadata.name ?? ''}/${name}: ${command.join(' ')}`,
      stderr: '',
    }),
  attach: () => Promise.resolve({ exitCode: 0, stdout: '', stderr: '' }),
  portForward: () => Promise.reject(errors.internal('no ports here')),
  async *logs(pod, name, { tailLines, previous }) {
    if (previous) {
      throw errors.badRequest(
        `previous terminated container "${name}" in pod "${pod.metadata.name ?? ''}" not found`,
      );
    }
    for (const line of ['one\n', 'two\n', 'three\n'].slice(-(tailLines ?? 3))) yield line;
  },
};

/** 10.244.0.1:8080 answers with the request it got, 10.244.0.2 not at all; nothing else listens. */
export const testDial = ({ ip, port, protocol }: SocketAddress): Promise<Dial> => {
  if (ip === '10.244.0.2') return Promise.resolve({ hops: [], outcome: 'timeout' });
  if (ip !== '10.244.0.1' || port !== 8080)
    return Promise.resolve({ hops: [], outcome: 'refused', afterMs: 0 });
  return Promise.resolve({
    hops: [],
    outcome: 'open',
    remote: { ip, port, protocol },
    exchange: (payload) => {
      const text = payload.kind === 'text' ? payload.text : '';
      const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n';
      return Promise.resolve({ kind: 'text' as const, text: head + text });
    },
  });
};

export interface TestServer {
  server: ApiServer;
  storage: MemoryStorage;
  clock: TestClock;
  allocations: ReturnType<typeof testAllocations>;
  client: KubeClient;
  /** One request; the answer's code, warnings and body. */
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

export interface Answer {
  code: number;
  warning: string | null;
  body: AnyObject & { message?: string };
}

/** A server over an empty store with the namespaces default and shop. */
export async function testServer(
  definitions: readonly ResourceDefinition[] = testDefinitions,
): Promise<TestServer> {
  const storage = new MemoryStorage();
  const clock = new TestClock();
  const allocations = testAllocations();
  const server = createApiServer({
    ...{ storage, definitions, allocations, kubelets: testKubelets, clock },
    dial: testDial,
  });
  const cluster: Cluster = { ...server, close: () => Promise.resolve(server.close()) };
  const send: TestServer['send'] = async (method, path, body, headers = {}) => {
    const init: RequestInit = { method, headers };
    if (body !== undefined) init.body = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await server.fetch(new Request(`http://cluster${path}`, init));
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    const read = (isJson ? JSON.parse(text) : { text }) as Answer['body'];
    return { code: response.status, warning: response.headers.get('warning'), body: read };
  };
  const hasAccounts = definitions.some(({ type }) => type.resource === 'serviceaccounts');
  for (const name of ['default', 'shop']) {
    await send('POST', '/api/v1/namespaces', { metadata: { name } });
    const account = { metadata: { name: 'default' } };
    if (hasAccounts) await send('POST', `/api/v1/namespaces/${name}/serviceaccounts`, account);
  }
  return { server, storage, clock, allocations, client: new KubeClient(cluster), send };
}
