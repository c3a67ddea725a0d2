import { resources } from '../../../kube/client.ts';
import { StatusError } from '../../../kube/status.ts';
import type { AnyObject, Node, Pod } from '../../../kube/types.ts';
import type { Context } from '../../command.ts';
import type { Describe } from './describer.ts';
import { amountOf, sumQuantities } from './quantity.ts';
import { since, timeText, type DescribeWriter } from './writer.ts';

const leases = { group: 'coordination.k8s.io', version: 'v1', resource: 'leases', namespaced: true };
const infoLines = [
  ['Machine ID', 'machineID'],
  ['System UUID', 'systemUUID'],
  ['Boot ID', 'bootID'],
  ['Kernel Version', 'kernelVersion'],
  ['OS Image', 'osImage'],
  ['Operating System', 'operatingSystem'],
  ['Architecture', 'architecture'],
  ['Container Runtime Version', 'containerRuntimeVersion'],
  ['Kubelet Version', 'kubeletVersion'],
] as const;

/** Models kubectl pkg/describe NodeDescriber. */
export const describeNode: Describe = async (context, object, w) => {
  const node = object as unknown as Node;
  const { metadata, spec = {}, status = {} } = node;
  const name = metadata.name ?? '';
  w.line(0, 'Name:', name);
  const roles = Object.keys(metadata.labels ?? {})
    .filter((label) => label.startsWith('node-role.kubernetes.io/'))
    .map((label) => label.slice('node-role.kubernetes.io/'.length))
    .sort();
  w.line(0, 'Roles:', roles.length ? roles.join(',') : '<none>');
  w.map('Labels', metadata.labels);
  w.annotations(metadata.annotations);
  w.line(0, 'CreationTimestamp:', timeText(metadata.creationTimestamp));
  const taints = (spec.taints ?? []).map(
    ({ key, value, effect }) => `${key}${value ? `=${value}` : ''}:${effect}`,
  );
  w.list('Taints', taints.sort());
  w.line(0, 'Unschedulable:', spec.unschedulable ?? false);
  await writeLease(context, w, name);
  if (status.conditions?.length) {
    w.write(0, 'Conditions:\n  Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage\n');
    w.line(1, '----', '------', '-----------------', '------------------', '------', '-------');
    for (const each of status.conditions) {
      const times = [`${timeText(each.lastHeartbeatTime)} `, `${timeText(each.lastTransitionTime)} `];
      w.line(1, `${each.type} `, `${each.status} `, ...times, `${each.reason ?? ''} `, each.message ?? '');
    }
  }
  w.write(0, 'Addresses:\n');
  for (const { type, address } of status.addresses ?? []) w.line(1, `${type}:`, address);
  writeAmounts(w, 'Capacity', status.capacity);
  writeAmounts(w, 'Allocatable', status.allocatable);
  w.write(0, 'System Info:\n');
  for (const [label, field] of infoLines) w.line(1, `${label}:`, status.nodeInfo?.[field] ?? '');
  if (spec.podCIDR) w.line(0, 'PodCIDR:', spec.podCIDR);
  if (spec.podCIDRs?.length) w.line(0, 'PodCIDRs:', spec.podCIDRs.join(','));
  if (spec.providerID) w.line(0, 'ProviderID:', spec.providerID);
  const pods = await context.client.list<Pod>(resources.pods, undefined, {
    fieldSelector: `spec.nodeName=${name},status.phase!=Failed,status.phase!=Succeeded`,
  });
  writePods(w, pods.items, status.allocatable ?? status.capacity ?? {}, context.io.clock.now());
};

async function writeLease(context: Context, w: DescribeWriter, name: string): Promise<void> {
  let lease: AnyObject;
  try {
    lease = await context.client.get(leases, 'kube-node-lease', name);
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    w.line(0, 'Lease:', `Failed to get lease: ${error.message}`);
    return;
  }
  w.write(0, 'Lease:\n');
  const spec = (lease['spec'] ?? {}) as { holderIdentity?: string; acquireTime?: string; renewTime?: string };
  w.line(1, 'HolderIdentity:', spec.holderIdentity ?? '<unset>');
  w.line(1, 'AcquireTime:', spec.acquireTime ? timeText(spec.acquireTime) : '<unset>');
  w.line(1, 'RenewTime:', spec.renewTime ? timeText(spec.renewTime) : '<unset>');
}

function writeAmounts(
  w: DescribeWriter,
  label: string,
  amounts: Readonly<Record<string, string>> | undefined,
): void {
  if (!amounts || Object.keys(amounts).length === 0) return;
  w.write(0, `${label}:\n`);
  for (const name of Object.keys(amounts).sort()) w.line(1, `${name}:`, amounts[name]!);
}

type Amounts = Readonly<Record<string, string>>;

function writePods(w: DescribeWriter, pods: readonly Pod[], allocatable: Amounts, now: number): void {
  const amountsOf = (pod: Pod, kind: 'requests' | 'limits', name: string) =>
    pod.spec.containers.flatMap(({ resources: wants }) => wants?.[kind]?.[name] ?? []);
  const cell = (texts: readonly string[], name: string) => {
    const sum = sumQuantities(texts);
    const whole = amountOf(allocatable[name] ?? '0');
    return `${sum} (${whole > 0 ? Math.trunc((amountOf(sum) / whole) * 100) : 0}%)`;
  };
  w.line(0, 'Non-terminated Pods:', `(${pods.length} in total)`);
  w.line(1, 'Namespace', 'Name', '', 'CPU Requests', 'CPU Limits', 'Memory Requests', 'Memory Limits', 'Age');
  w.line(1, '---------', '----', '', '------------', '----------', '---------------', '-------------', '---');
  for (const pod of pods) {
    w.line(
      1,
      pod.metadata.namespace ?? '',
      pod.metadata.name ?? '',
      '',
      ...['cpu', 'memory'].flatMap((name) =>
        (['requests', 'limits'] as const).map((kind) => cell(amountsOf(pod, kind, name), name)),
      ),
      since(pod.metadata.creationTimestamp, now),
    );
  }
  w.write(0, 'Allocated resources:\n  (Total limits may be over 100 percent, i.e., overcommitted.)\n');
  w.line(1, 'Resource', 'Requests', 'Limits');
  w.line(1, '--------', '--------', '------');
  const others = Object.keys(allocatable).filter(
    (name) => !['cpu', 'memory', 'ephemeral-storage', 'pods'].includes(name),
  );
  for (const name of ['cpu', 'memory', 'ephemeral-storage', ...others.sort()]) {
    const [requests, limits] = (['requests', 'limits'] as const).map((kind) =>
      cell(
        pods.flatMap((pod) => amountsOf(pod, kind, name)),
        name,
      ),
    );
    w.line(1, name, requests!, limits!);
  }
}
