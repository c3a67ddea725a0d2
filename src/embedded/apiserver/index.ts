import type { Clock, ContainerTarget, ExecOptions, ExecResult } from '../../kube/cluster.ts';
import { errors } from '../../kube/status.ts';
import type { Pod } from '../../kube/types.ts';
import type { Kubelets } from '../process.ts';
import { createApp } from './app.ts';
import type { Allocations, ResourceDefinition } from './definition.ts';
import { followForeignWrites } from './registry/foreign-writes.ts';
import { Registry } from './registry/registry.ts';
import type { Storage } from './storage.ts';
import { containerOf } from './subresources/containers.ts';

export interface ApiServerOptions {
  storage: Storage;
  definitions: readonly ResourceDefinition[];
  allocations: Allocations;
  kubelets: Kubelets;
  clock: Clock;
}

export interface ApiServer {
  /** The Kubernetes REST API. Resolves for every HTTP status. */
  fetch(request: Request): Promise<Response>;
  /** @throws StatusError for a Pod or container that is not there, and what the kubelets throw */
  exec(target: ContainerTarget, command: readonly string[], options?: ExecOptions): Promise<ExecResult>;
  attach(target: ContainerTarget, options?: ExecOptions): Promise<ExecResult>;
  /** Stops following the store. */
  close(): void;
}

/** A kube-apiserver over a store. It behaves like 1.36. */
export function createApiServer(options: ApiServerOptions): ApiServer {
  const { kubelets } = options;
  const registry = new Registry(options);
  const app = createApp(registry, kubelets);
  const stop = new AbortController();
  for (const definition of options.definitions) {
    if (definition.allocate || definition.release) {
      void followForeignWrites(registry, definition, stop.signal).catch(() => undefined);
    }
  }

  async function resolve({ namespace, pod: name, container }: ContainerTarget) {
    const definition = registry.find('', 'pods');
    if (!definition) throw errors.noSuchPath();
    const pod = (await registry.get(definition, namespace, name)) as unknown as Pod;
    const chosen = containerOf(pod, container, 'default');
    if (!pod.spec.nodeName) throw errors.badRequest(`pod ${name} does not have a host assigned`);
    return { pod, container: chosen };
  }

  return {
    fetch: async (request) => await app.fetch(request),
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
    close: () => stop.abort(),
  };
}
