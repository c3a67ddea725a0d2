import { humanDuration } from '../../../../kube/duration.ts';
import type { AnyObject, Container, ContainerStatus, PodSpec, PodStatus } from '../../../../kube/types.ts';
import { ageColumn, ageOf, column, nameColumn, nameOf, orNone } from '../common/columns.ts';
import { specOf, statusOf } from '../common/fields.ts';

export const podColumns = [
  nameColumn,
  column('Ready', 'How many containers are ready, of how many.'),
  column('Status', 'State of the Pod, or why it is not running.'),
  column('Restarts', 'How often containers were restarted, and when last.'),
  ageColumn,
  column('IP', 'Address of the Pod.', { wide: true }),
  column('Node', 'Node that the Pod runs on.', { wide: true }),
  column('Nominated Node', 'Node that room is being made on for the Pod.', { wide: true }),
  column('Readiness Gates', 'Further conditions that must hold for the Pod to be ready.', { wide: true }),
];

interface Summary {
  ready: number;
  total: number;
  reason: string;
  restarts: number;
  /** Milliseconds since the epoch. */
  lastRestart: number;
}

const isSidecar = (container: (Container & { restartPolicy?: string }) | undefined) =>
  container?.restartPolicy === 'Always';

/** Models kubernetes pkg/printers/internalversion printPod. */
export function podCells(object: AnyObject, now: number) {
  const spec = specOf<PodSpec>(object);
  const status = statusOf<PodStatus & { nominatedNodeName?: string }>(object);
  const { ready, total, reason, restarts, lastRestart } = summarize(object, spec, status);
  return [
    nameOf(object),
    `${ready}/${total}`,
    reason,
    lastRestart > 0 && restarts > 0 ? `${restarts} (${humanDuration(now - lastRestart)} ago)` : `${restarts}`,
    ageOf(object, now),
    orNone(status.podIP || status.podIPs?.[0]?.ip),
    orNone(spec.nodeName),
    orNone(status.nominatedNodeName),
    readinessGates(spec, status),
  ];
}

function readinessGates(spec: PodSpec, status: Partial<PodStatus>): string {
  const gates = spec.readinessGates ?? [];
  if (gates.length === 0) return '<none>';
  const holding = gates.filter(({ conditionType }) =>
    status.conditions?.some(({ type, status: value }) => type === conditionType && value === 'True'),
  );
  return `${holding.length}/${gates.length}`;
}

function summarize(object: AnyObject, spec: PodSpec, status: Partial<PodStatus>): Summary {
  const initContainers = spec.initContainers ?? [];
  const summary: Summary = {
    ready: 0,
    total: spec.containers?.length ?? 0,
    reason: status.reason || status.phase || 'Unknown',
    restarts: 0,
    lastRestart: 0,
  };
  summary.total += initContainers.filter(isSidecar).length;
  const condition = (type: string) => status.conditions?.find((item) => item.type === type);
  if (condition('PodScheduled')?.reason === 'SchedulingGated') summary.reason = 'SchedulingGated';

  const initializing = addInitContainers(summary, spec, status);
  if (!initializing || condition('Initialized')?.status === 'True') {
    addContainers(summary, status, condition('Ready')?.status === 'True');
  }
  if (object.metadata.deletionTimestamp) {
    if (status.reason === 'NodeLost') summary.reason = 'Unknown';
    else if (status.phase !== 'Succeeded' && status.phase !== 'Failed') summary.reason = 'Terminating';
  }
  return summary;
}

/** @returns whether init containers are still at work */
function addInitContainers(summary: Summary, spec: PodSpec, status: Partial<PodStatus>): boolean {
  const initContainers = spec.initContainers ?? [];
  const byName = new Map(initContainers.map((container) => [container.name, container]));
  let sidecarRestarts = 0;
  let lastSidecarRestart = 0;
  for (const [i, container] of (status.initContainerStatuses ?? []).entries()) {
    summary.restarts += container.restartCount;
    summary.lastRestart = Math.max(summary.lastRestart, lastEnd(container));
    const sidecar = isSidecar(byName.get(container.name));
    if (sidecar) {
      sidecarRestarts += container.restartCount;
      lastSidecarRestart = Math.max(lastSidecarRestart, lastEnd(container));
    }
    const { terminated, waiting } = container.state ?? {};
    if (terminated?.exitCode === 0) continue;
    if (sidecar && container.started) {
      if (container.ready) summary.ready++;
      continue;
    }
    if (terminated) summary.reason = `Init:${terminated.reason || exitReason(terminated)}`;
    else if (waiting?.reason && waiting.reason !== 'PodInitializing') {
      summary.reason = `Init:${waiting.reason}`;
    } else summary.reason = `Init:${i}/${initContainers.length}`;
    return true;
  }
  // Once they are done, only restarts of sidecars still count.
  summary.restarts = sidecarRestarts;
  summary.lastRestart = lastSidecarRestart;
  return false;
}

function addContainers(summary: Summary, status: Partial<PodStatus>, podReady: boolean): void {
  let running = false;
  for (const container of [...(status.containerStatuses ?? [])].reverse()) {
    summary.restarts += container.restartCount;
    summary.lastRestart = Math.max(summary.lastRestart, lastEnd(container));
    const { waiting, terminated, running: runs } = container.state ?? {};
    if (waiting?.reason) summary.reason = waiting.reason;
    else if (terminated) summary.reason = terminated.reason || exitReason(terminated);
    else if (container.ready && runs) {
      running = true;
      summary.ready++;
    }
  }
  if (summary.reason === 'Completed' && running) summary.reason = podReady ? 'Running' : 'NotReady';
}

const exitReason = ({ signal, exitCode }: { signal?: number; exitCode: number }) =>
  signal ? `Signal:${signal}` : `ExitCode:${exitCode}`;

function lastEnd(container: ContainerStatus): number {
  const finished = container.lastState?.terminated?.finishedAt;
  return finished ? Date.parse(finished) : 0;
}
