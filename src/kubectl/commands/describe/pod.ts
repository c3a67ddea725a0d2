import type { ContainerStatus, EnvVar, Pod } from '../../../kube/types.ts';
import { writeContainers, type ValueFrom } from './containers.ts';
import type { Describe } from './describer.ts';
import { tolerationTexts } from './tolerations.ts';
import { writeVolumes } from './volumes.ts';
import { controllerOf, since, timeText } from './writer.ts';

/** Models kubectl pkg/describe PodDescriber. */
export const describePod: Describe = (context, object, w) => {
  const pod = object as unknown as Pod;
  const { metadata, spec, status = {} } = pod;
  w.line(0, 'Name:', metadata.name ?? '');
  w.line(0, 'Namespace:', metadata.namespace ?? '');
  if (spec.priority !== undefined) w.line(0, 'Priority:', spec.priority);
  if (spec.priorityClassName) w.line(0, 'Priority Class Name:', spec.priorityClassName);
  if (spec.serviceAccountName) w.line(0, 'Service Account:', spec.serviceAccountName);
  w.line(0, 'Node:', spec.nodeName ? `${spec.nodeName}/${status.hostIP ?? ''}` : '<none>');
  if (status.startTime) w.line(0, 'Start Time:', timeText(status.startTime));
  w.map('Labels', metadata.labels);
  w.annotations(metadata.annotations);
  if (metadata.deletionTimestamp && status.phase !== 'Failed' && status.phase !== 'Succeeded') {
    w.line(0, 'Status:', `Terminating (lasts ${since(metadata.deletionTimestamp, context.io.clock.now())})`);
    w.line(0, 'Termination Grace Period:', `${metadata.deletionGracePeriodSeconds ?? 0}s`);
  } else w.line(0, 'Status:', status.phase ?? '');
  if (status.reason) w.line(0, 'Reason:', status.reason);
  if (status.message) w.line(0, 'Message:', status.message);
  w.line(0, 'IP:', status.podIP ?? '');
  if (!status.podIPs?.length) w.line(0, 'IPs:', '<none>');
  else w.write(0, 'IPs:\n');
  for (const { ip } of status.podIPs ?? []) w.line(1, 'IP:', ip);
  const controller = controllerOf(metadata);
  if (controller) w.line(0, 'Controlled By:', controller);
  const resolve = (variable: EnvVar) =>
    fieldValue(pod, (variable.valueFrom as ValueFrom).fieldRef?.fieldPath);
  if (spec.initContainers?.length) {
    writeContainers(w, 'Init Containers', spec.initContainers, {
      statuses: status.initContainerStatuses,
      resolve,
    });
  }
  writeContainers(w, 'Containers', spec.containers, { statuses: status.containerStatuses, resolve });
  if (spec.ephemeralContainers?.length) {
    const { ephemeralContainerStatuses: statuses } = status as {
      ephemeralContainerStatuses?: ContainerStatus[];
    };
    writeContainers(w, 'Ephemeral Containers', spec.ephemeralContainers, { statuses, resolve });
  }
  if (spec.readinessGates?.length) {
    w.write(0, 'Readiness Gates:\n  Type\tStatus\n');
    for (const { conditionType } of spec.readinessGates) {
      const condition = status.conditions?.find(({ type }) => type === conditionType);
      w.line(1, `${conditionType} `, `${condition?.status ?? '<none>'} `);
    }
  }
  if (status.conditions?.length) {
    w.write(0, 'Conditions:\n  Type\tStatus\n');
    for (const condition of status.conditions) w.line(1, `${condition.type} `, `${condition.status} `);
  }
  writeVolumes(w, spec.volumes ?? []);
  w.line(0, 'QoS Class:', status.qosClass ?? '');
  w.map('Node-Selectors', spec.nodeSelector);
  w.list('Tolerations', tolerationTexts(spec.tolerations));
  return Promise.resolve();
};

/** What a fieldRef of the downward API gives. */
function fieldValue(pod: Pod, path: string | undefined): string {
  if (!path) return '';
  const subscript = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path);
  if (subscript) return pod.metadata[subscript[1] as 'labels' | 'annotations']?.[subscript[2]!] ?? '';
  const value = path
    .split('.')
    .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], pod);
  return typeof value === 'string' ? value : '';
}
