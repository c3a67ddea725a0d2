import type {
  Clock,
  Connection,
  ContainerTarget,
  ExecOptions,
  ExecResult,
  PodTarget,
} from '../../kube/cluster.ts';
import { errors } from '../../kube/status.ts';
import type { AnyObject, Pod } from '../../kube/types.ts';
import type { Kubelets } from '../process.ts';
import { createApp } from './app.ts';
import type { Allocations, ResourceDefinition } from './definition.ts';
import { admitNewPod } from './registry/admission.ts';
import { requireNamespace } from './registry/namespaces.ts';
import { followForeignWrites } from './registry/foreign-writes.ts';
import { keepIPAddresses } from './registry/ip-addresses.ts';
import { Registry } from './registry/registry.ts';
import type { Storage } from './storage.ts';
import type { DialFromServer } from './subresources/proxy.ts';
import { containerOf } from './subresources/containers.ts';

export interface ApiServerOptions {
  storage: Storage;
  definitions: readonly ResourceDefinition[];
  allocations: Allocations;
  kubelets: Kubelets;
  /** A packet from the API server's node, for the proxy subresources. */
  dial: DialFromServer;
  clock: Clock;
}

export interface ApiServer {
  /** The Kubernetes REST API. Resolves for every HTTP status. */
  fetch(request: Request): Promise<Response>;
  /** @throws StatusError for a Pod or container that is not there, and what the kubelets throw */
  exec(target: ContainerTarget, command: readonly string[], options?: ExecOptions): Promise<ExecResult>;
  attach(target: ContainerTarget, options?: ExecOptions): Promise<ExecResult>;
  /** @throws StatusError for a Pod that is not there, a port that is none, and what the kubelets throw */
  portForward(target: PodTarget, port: number, options?: { signal?: AbortSignal }): Promise<Connection>;
  /** Admission for what is written past this server. Changes it in place. @throws StatusError 403, 404 */
  admit(kind: 'Pod' | 'ReplicaSet', object: AnyObject): Promise<void>;
  /** Stops following the store. */
  close(): void;
}

/** A kube-apiserver over a store. It behaves like 1.36. */
export function createApiServer(options: ApiServerOptions): ApiServer {
  const { kubelets } = options;
  const registry = new Registry(options);
  const stop = new AbortController();
  const app = createApp(registry, options, stop.signal);
  for (const definition of options.definitions) {
    if (definition.allocate || definition.release) {
      void followForeignWrites(registry, definition, stop.signal).catch(() => undefined);
    }
  }
  void keepIPAddresses(registry, stop.signal).catch(() => undefined);

  async function podOf({ namespace, pod: name }: PodTarget): Promise<Pod> {
    const definition = registry.find('', 'pods');
    if (!definition) throw errors.noSuchPath();
    return (await registry.get(definition, namespace, name)) as unknown as Pod;
  }

  function wantHost({ spec, metadata }: Pod): void {
    if (!spec.nodeName) throw errors.badRequest(`pod ${metadata.name} does not have a host assigned`);
  }

  async function resolve(target: ContainerTarget) {
    const pod = await podOf(target);
    const container = containerOf(pod, target.container, 'default');
    wantHost(pod);
    return { pod, container };
  }

  return {
    fetch: async (request) => await app.fetch(untilClosed(request, stop.signal)),
    exec: async (target, command, execOptions = {}) => {
      if (command.length === 0)
        throw errors.badRequest('you must specify at least one command for the container');
      const { pod, container } = await resolve(target);
      return await kubelets.exec(pod, container, command, execOptions);
    },
    attach: async (target, attachOptions = {}) => {
      const { pod, container } = await resolve(target);
      return await kubelets.attach(pod, container, attachOptions);
    },
    portForward: async (target, port, { signal } = {}) => {
      if (!Number.isInteger(port) || port < 1 || port > 65_535)
        throw errors.badRequest(`unable to upgrade: invalid port ${port}`);
      const pod = await podOf(target);
      wantHost(pod);
      return await kubelets.portForward(pod, port, signal);
    },
    async admit(kind, object) {
      const definition = registry.definitions.find((candidate) => candidate.kind === kind)!;
      await requireNamespace(registry.storage, definition, object);
      if (kind === 'Pod') await admitNewPod(registry, object);
    },
    close: () => stop.abort(),
  };
}

/**
 * The same request; a watch or a followed log, which have no end of their own, end with the server.
 * Node tells a Request's signal of an abort only as long as somebody has the Request: `ends` has it.
 */
function untilClosed(request: Request, closed: AbortSignal): Request {
  if (!/[?&](watch|follow)\b/.test(request.url)) return request;
  const end = new AbortController();
  const ends = () => {
    closed.removeEventListener('abort', ends);
    end.abort(request.signal.reason);
  };
  for (const signal of [request.signal, closed]) {
    if (signal.aborted) ends();
    else signal.addEventListener('abort', ends, { once: true });
  }
  return new Request(request, { signal: end.signal });
}
