import type { ResourceType } from '../../../../kube/client.ts';
import { StatusError } from '../../../../kube/status.ts';
import type { AnyObject } from '../../../../kube/types.ts';
import type { Process } from '../../../process.ts';
import { Informer } from '../../../service/informer.ts';
import { WorkQueue } from '../../../service/work-queue.ts';

const typeOf = (resource: string): ResourceType => ({
  group: 'networking.k8s.io',
  version: 'v1',
  resource,
  namespaced: false,
});
const cidrs = typeOf('servicecidrs');
const addresses = typeOf('ipaddresses');
const finalizer = 'networking.k8s.io/service-cidr-finalizer';
// So long an API server may still draw from a range after somebody wanted it gone.
const deletionGracePeriod = 10_000;

/**
 * Says of every ServiceCIDR that it is ready, and lets one go only when nothing is drawn from it any more.
 * Models kubernetes pkg/controller/servicecidrs.
 */
export function runServiceCIDRs(process: Process): void {
  const { api, clock, signal } = process;
  const queue = new WorkQueue({ clock, signal, sync });
  const known = new Set<string>();
  new Informer<AnyObject>({
    ...{ api, clock, signal, type: cidrs },
    onChange: (object, old) => {
      const name = (object ?? old)!.metadata.name!;
      if (object) known.add(name);
      else known.delete(name);
      queue.add(name);
    },
  });
  new Informer<AnyObject>({
    ...{ api, clock, signal, type: addresses },
    onChange: (object) => {
      if (!object) for (const name of known) queue.add(name);
    },
  });

  async function sync(name: string): Promise<void> {
    const object = await api.find<AnyObject>(cidrs, undefined, name);
    if (!object) return;
    try {
      const { deletionTimestamp } = object.metadata;
      if (!deletionTimestamp) await admit(object);
      else await letGo(object, Date.parse(deletionTimestamp));
    } catch (error) {
      // Somebody else was faster; their change comes by here too.
      if (!(error instanceof StatusError && [404, 409].includes(error.code))) throw error;
    }
  }

  async function admit(object: AnyObject): Promise<void> {
    const { metadata } = object;
    let current = object;
    if (!metadata.finalizers?.includes(finalizer)) {
      const finalizers = [...(metadata.finalizers ?? []), finalizer];
      current = await api.update(cidrs, { ...object, metadata: { ...metadata, finalizers } });
    }
    await say(current, 'True', '', 'Kubernetes Service CIDR is ready');
  }

  async function letGo(object: AnyObject, since: number): Promise<void> {
    const { metadata } = object;
    if (!metadata.finalizers?.includes(finalizer)) return;
    if (await isUsed(object)) {
      await say(
        object,
        'False',
        'Terminating',
        'There are still IPAddresses referencing the ServiceCIDR, please remove them or create a new ServiceCIDR',
      );
      return;
    }
    const left = since + deletionGracePeriod - clock.now();
    if (left > 0) {
      void clock.sleep(left, signal).then(
        () => queue.add(metadata.name!),
        () => undefined,
      );
      return;
    }
    const finalizers = metadata.finalizers.filter((each) => each !== finalizer);
    await api.update(cidrs, { ...object, metadata: { ...metadata, finalizers } });
  }

  /** Whether an address is of this range and of no other that stays. */
  async function isUsed(object: AnyObject): Promise<boolean> {
    const { items: all } = await api.list<AnyObject>(cidrs);
    const others = all.filter(
      ({ metadata }) => metadata.name !== object.metadata.name && !metadata.deletionTimestamp,
    );
    const { items } = await api.list<AnyObject>(addresses);
    return items.some(({ metadata: { name: ip = '' } }) => {
      const within = (each: AnyObject) => rangesOf(each).some((cidr) => contains(cidr, ip));
      return within(object) && !others.some(within);
    });
  }

  async function say(object: AnyObject, status: string, reason: string, message: string): Promise<void> {
    const conditions = (object['status'] as { conditions?: Condition[] } | undefined)?.conditions ?? [];
    const ready = conditions.find(({ type }) => type === 'Ready');
    if (ready?.status === status && ready.reason === reason) return;
    const lastTransitionTime = `${new Date(clock.now()).toISOString().slice(0, 19)}Z`;
    const condition = { type: 'Ready', status, reason, message, lastTransitionTime };
    const others = conditions.filter(({ type }) => type !== 'Ready');
    await api.update(cidrs, { ...object, status: { conditions: [...others, condition] } }, 'status');
  }
}

interface Condition {
  type: string;
  status: string;
  reason: string;
}

const rangesOf = (object: AnyObject) => (object['spec'] as { cidrs?: string[] } | undefined)?.cidrs ?? [];

const numberOf = (ip: string) => ip.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);

/** For IPv4, the only family of this cluster. */
function contains(cidr: string, ip: string): boolean {
  const [network = '', bits = ''] = cidr.split('/');
  if (network.includes(':') || ip.includes(':')) return false;
  const size = 2 ** (32 - Number(bits));
  return Math.trunc(numberOf(network) / size) === Math.trunc(numberOf(ip) / size);
}
