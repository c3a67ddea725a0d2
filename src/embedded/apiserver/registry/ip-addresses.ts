import { errors, StatusError } from '../../../kube/status.ts';
import type { AnyObject, Service } from '../../../kube/types.ts';
import type { ResourceDefinition } from '../definition.ts';
import { deleteObject } from './delete.ts';
import { prefixOf } from './keys.ts';
import type { Registry } from './registry.ts';

const labels = {
  'ipaddress.kubernetes.io/ip-family': 'IPv4',
  'ipaddress.kubernetes.io/managed-by': 'ipallocator.k8s.io',
};

/**
 * Keeps an IPAddress for every cluster IP that a Service holds, until the signal aborts.
 * Models kubernetes pkg/registry/core/service/ipallocator, whose allocator writes them.
 */
export async function keepIPAddresses(registry: Registry, signal: AbortSignal): Promise<void> {
  const services = registry.find('', 'services');
  const addresses = registry.find('networking.k8s.io', 'ipaddresses');
  if (!services || !addresses) return;
  const { items, revision } = await registry.storage.list(prefixOf(services));
  for (const item of items) await change(registry, addresses, undefined, item);
  for await (const { type, object, previous } of registry.storage.watch(
    prefixOf(services),
    revision,
    signal,
  )) {
    if (type === 'delete') await change(registry, addresses, object, undefined);
    else await change(registry, addresses, previous, object);
  }
}

const heldBy = (service: AnyObject | undefined) =>
  (
    ((service as unknown as Service | undefined)?.spec as Service['spec'] | undefined)?.clusterIPs ?? []
  ).filter((ip) => ip !== 'None');

async function change(
  registry: Registry,
  addresses: ResourceDefinition,
  old: AnyObject | undefined,
  now: AnyObject | undefined,
): Promise<void> {
  const options = { dryRun: false, manager: 'kube-apiserver', warn: () => undefined };
  const kept = heldBy(now);
  for (const ip of heldBy(old)) {
    if (!kept.includes(ip))
      await deleteObject(registry, addresses, undefined, ip, { dryRun: false }).catch(ifNot(404));
  }
  for (const ip of kept) {
    const { namespace, name } = now!.metadata;
    const object: AnyObject = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'IPAddress',
      metadata: { name: ip, labels },
      spec: { parentRef: { resource: 'services', namespace, name } },
    };
    if (!heldBy(old).includes(ip))
      await registry.create(addresses, undefined, object, options).catch(ifNot(409));
  }
}

/** Passes over an error of that code: it is as it should be already. */
const ifNot = (code: number) => (error: unknown) => {
  if (!(error instanceof StatusError && error.code === code)) throw errors.internal(String(error));
};
