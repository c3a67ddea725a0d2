import { matchesLabels } from '../../../kube/selector.ts';
import { resources } from '../../../kube/client.ts';
import type { Endpoints, EndpointSlice, Node, Pod, Service } from '../../../kube/types.ts';
import { StatusError } from '../../../kube/status.ts';
import type { Process } from '../../process.ts';
import { Informer } from '../informer.ts';
import { WorkQueue } from '../work-queue.ts';
import { syncEndpoints } from './endpoints.ts';
import { mirroringController, syncMirror } from './mirroring.ts';
import { isSelected } from './pods.ts';
import { TriggerTimes } from './trigger-times.ts';
import { managedBy, serviceName, sliceController, syncSlices, type SliceWriter } from './slices.ts';

/**
 * The three controllers that say where a Service's traffic goes: endpoint, endpointslice and
 * endpointslicemirroring. They run until the process is killed.
 */
export function runEndpointControllers(process: Process): void {
  const { api, clock, signal } = process;
  const common = { api, clock, signal };
  const triggers = new TriggerTimes();
  const onError = (key: string, error: unknown) => {
    process.stderr(
      `failed to sync endpoints of ${key}: ${error instanceof Error ? error.message : String(error)}\n`,
    );
  };
  const queue = new WorkQueue({ clock, signal, sync, onError });
  const changed = (object: { metadata: { namespace?: string; name?: string } } | undefined) => {
    if (object) queue.add(`${object.metadata.namespace}/${object.metadata.name}`);
  };

  const services = new Informer<Service>({
    ...common,
    type: resources.services,
    onChange: (now, old) => changed(now ?? old),
  });
  const pods = new Informer<Pod>({
    ...common,
    type: resources.pods,
    onChange: (now, old) => {
      for (const service of services.list()) {
        const selector = service.spec.selector ?? {};
        if (!isSelected(service)) continue;
        for (const pod of [now, old]) {
          if (pod?.metadata.namespace !== service.metadata.namespace) continue;
          if (pod && matchesLabels(pod.metadata.labels, selector)) changed(service);
        }
      }
    },
  });
  const slices = new Informer<EndpointSlice>({
    ...common,
    type: resources.endpointslices,
    index: ({ metadata: { namespace, labels } }) => `${namespace}/${labels?.[serviceName]}`,
    onChange: (now, old) => {
      const slice = now ?? old;
      const name = slice?.metadata.labels?.[serviceName];
      if (slice && name !== undefined) changed({ metadata: { namespace: slice.metadata.namespace!, name } });
    },
  });
  new Informer<Endpoints>({
    ...common,
    type: resources.endpoints,
    onChange: (now, old) => changed(now ?? old),
  });

  const nodes = new Informer<Node>({
    ...common,
    type: resources.nodes,
    onChange: (now, old) => {
      if (zoneLabel(now) !== zoneLabel(old)) for (const service of services.list()) changed(service);
    },
  });
  const zoneOf = (name: string) => zoneLabel(nodes.get(undefined, name));

  const writer: SliceWriter = {
    create: async (namespace, slice) =>
      slices.written(await api.create(resources.endpointslices, namespace, slice)),
    update: async (slice) => slices.written(await api.update(resources.endpointslices, slice)),
    delete: async (slice) => {
      const { namespace, name = '' } = slice.metadata;
      await api.delete(resources.endpointslices, namespace, name);
      slices.removed(slice);
    },
  };

  async function sync(key: string): Promise<void> {
    await Promise.all([services.synced(), pods.synced(), slices.synced(), nodes.synced()]);
    const [namespace = '', name = ''] = key.split('/');
    const service = services.get(namespace, name);
    const current = await api.find<Endpoints>(resources.endpoints, namespace, name);
    const found = slices.indexed(key).sort((a, b) => (a.metadata.name! < b.metadata.name! ? -1 : 1));
    const own = (controller: string) =>
      found.filter(
        ({ metadata }) =>
          metadata.labels?.[managedBy] === controller && metadata.deletionTimestamp === undefined,
      );
    const mirrored = own(mirroringController);
    if (service && isSelected(service) && !service.metadata.deletionTimestamp) {
      const all = pods.list();
      await quietly(() => syncEndpoints(api, service, all, current));
      await quietly(() => syncSlices(writer, service, all, own(sliceController), triggers, zoneOf));
      if (mirrored.length > 0) await quietly(() => syncMirror(writer, undefined, service, mirrored));
      return;
    }
    triggers.keep(services.list());
    if (
      !service &&
      current &&
      current.metadata.labels?.['endpoints.kubernetes.io/managed-by'] === 'endpoint-controller'
    ) {
      await quietly(() => api.delete(resources.endpoints, namespace, name));
    }
    if (current || mirrored.length > 0) await quietly(() => syncMirror(writer, current, service, mirrored));
  }
}

const zoneLabel = (node: Node | undefined) => node?.metadata.labels?.['topology.kubernetes.io/zone'];

/** A namespace that goes away takes no new objects, and what is gone already needs no deleting. */
async function quietly(action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (error instanceof StatusError && error.code === 404) return;
    if (error instanceof StatusError && error.code === 403 && isTerminating(error)) return;
    throw error;
  }
}

function isTerminating(error: StatusError): boolean {
  return error.status.details?.causes?.some(({ reason }) => reason === 'NamespaceTerminating') ?? false;
}
