import type {
  Container,
  ContainerState,
  ContainerStatus,
  EnvVar,
  PodTemplateSpec,
  Probe,
} from '../../../kube/types.ts';
import { goQuote } from '../../output/go-value.ts';
import { orNone, timeText, type DescribeWriter } from './writer.ts';
import { writeVolumes } from './volumes.ts';
import { tolerationTexts } from './tolerations.ts';

export interface ContainerOptions {
  statuses?: readonly ContainerStatus[];
  /** Value of a fieldRef or resourceFieldRef; '' in a template. */
  resolve?: (variable: EnvVar) => string;
  /** Blanks before the heading; also moves container names by one. */
  space?: string;
}

/** Models kubectl pkg/describe describeContainers. */
export function writeContainers(
  w: DescribeWriter,
  label: string,
  containers: readonly Container[],
  { statuses = [], resolve = () => '', space = '' }: ContainerOptions = {},
): void {
  w.write(0, `${space}${label}:\n`);
  for (const container of containers) {
    const status = statuses.find(({ name }) => name === container.name);
    w.write(1, `${space && ' '}${container.name}:\n`);
    writeBasics(w, container, status);
    writeWords(w, 'Command', container.command);
    writeWords(w, 'Args', container.args);
    if (status) writeState(w, status);
    writeResources(w, 'Limits', container.resources?.limits);
    writeResources(w, 'Requests', container.resources?.requests);
    if (container.livenessProbe) w.line(2, 'Liveness:', probeText(container.livenessProbe));
    if (container.readinessProbe) w.line(2, 'Readiness:', probeText(container.readinessProbe));
    if (container.startupProbe) w.line(2, 'Startup:', probeText(container.startupProbe));
    writeEnvironment(w, container, resolve);
    writeMounts(w, container);
  }
}

function writeBasics(w: DescribeWriter, container: Container, status: ContainerStatus | undefined): void {
  if (status) w.line(2, 'Container ID:', status.containerID ?? '');
  w.line(2, 'Image:', container.image ?? '');
  if (status) w.line(2, 'Image ID:', status.imageID);
  const ports = container.ports ?? [];
  const text = (kind: 'containerPort' | 'hostPort') =>
    orNone(
      ports
        .map((port) => `${port[kind] ?? 0}/${port.protocol ?? 'TCP'}${port.name ? ` (${port.name})` : ''}`)
        .join(', '),
    );
  const plural = ports.length > 1 ? 's' : '';
  w.line(2, `Port${plural}:`, text('containerPort'));
  w.line(2, `Host Port${plural}:`, text('hostPort'));
}

function writeWords(w: DescribeWriter, label: string, list: readonly string[] | undefined): void {
  if (!list?.length) return;
  w.write(2, `${label}:\n`);
  for (const word of list) for (const line of word.split('\n')) w.write(3, `${line}\n`);
}

function writeState(w: DescribeWriter, status: ContainerStatus): void {
  writeOneState(w, 'State', status.state ?? {});
  if (status.lastState?.terminated) writeOneState(w, 'Last State', status.lastState);
  w.line(2, 'Ready:', status.ready ? 'True' : 'False');
  w.line(2, 'Restart Count:', status.restartCount);
}

function writeOneState(
  w: DescribeWriter,
  label: string,
  { running, waiting, terminated }: ContainerState,
): void {
  if (running) {
    w.line(2, `${label}:`, 'Running');
    w.line(3, 'Started:', timeText(running.startedAt));
  } else if (terminated) {
    w.line(2, `${label}:`, 'Terminated');
    if (terminated.reason) w.line(3, 'Reason:', terminated.reason);
    if (terminated.message) w.line(3, 'Message:', terminated.message);
    w.line(3, 'Exit Code:', terminated.exitCode);
    if (terminated.signal) w.line(3, 'Signal:', terminated.signal);
    w.line(3, 'Started:', timeText(terminated.startedAt));
    w.line(3, 'Finished:', timeText(terminated.finishedAt));
  } else {
    w.line(2, `${label}:`, 'Waiting');
    if (waiting?.reason) w.line(3, 'Reason:', waiting.reason);
  }
}

function writeResources(
  w: DescribeWriter,
  label: string,
  amounts: Readonly<Record<string, string>> | undefined,
): void {
  const names = Object.keys(amounts ?? {}).sort();
  if (names.length === 0) return;
  w.write(2, `${label}:\n`);
  for (const name of names) w.line(3, `${name}:`, amounts![name]!);
}

/** Models kubectl pkg/describe DescribeProbe. */
export function probeText(probe: Probe): string {
  const facts =
    `delay=${probe.initialDelaySeconds ?? 0}s timeout=${probe.timeoutSeconds ?? 0}s period=${probe.periodSeconds ?? 0}s ` +
    `#success=${probe.successThreshold ?? 0} #failure=${probe.failureThreshold ?? 0}`;
  const { exec, httpGet, tcpSocket, grpc } = probe;
  if (exec) return `exec [${(exec.command ?? []).join(' ')}] ${facts}`;
  if (httpGet) {
    const scheme = (httpGet.scheme ?? 'HTTP').toLowerCase();
    return `http-get ${scheme}://${httpGet.host ?? ''}:${httpGet.port}${httpGet.path ?? ''} ${facts}`;
  }
  if (tcpSocket) return `tcp-socket ${tcpSocket.host ?? ''}:${tcpSocket.port} ${facts}`;
  if (grpc) return `grpc <pod>:${grpc.port} ${grpc.service ?? ''} ${facts}`;
  return `unknown ${facts}`;
}

interface KeyRef {
  key: string;
  name?: string;
  optional?: boolean;
}

/** Where an environment variable's value comes from. */
export interface ValueFrom {
  fieldRef?: { apiVersion?: string; fieldPath: string };
  resourceFieldRef?: { resource: string; containerName?: string };
  secretKeyRef?: KeyRef;
  configMapKeyRef?: KeyRef;
}

interface EnvFrom {
  prefix?: string;
  configMapRef?: { name?: string; optional?: boolean };
  secretRef?: { name?: string; optional?: boolean };
}

function writeEnvironment(
  w: DescribeWriter,
  container: Container,
  resolve: (variable: EnvVar) => string,
): void {
  const sources = (container.envFrom ?? []) as EnvFrom[];
  if (sources.length) w.write(2, 'Environment Variables from:\n');
  for (const { prefix, configMapRef, secretRef } of sources) {
    const kind = configMapRef ? 'ConfigMap' : 'Secret';
    const source = configMapRef ?? secretRef;
    const from = prefix ? `${kind} with prefix '${prefix}'` : kind;
    w.line(3, source?.name ?? '', from, `Optional: ${source?.optional ?? false}`);
  }
  const variables = container.env ?? [];
  w.write(2, `Environment:${variables.length ? '' : '\t<none>'}\n`);
  for (const variable of variables) {
    const from = variable.valueFrom as ValueFrom | undefined;
    if (!from) {
      for (const [i, line] of (variable.value ?? '').split('\n').entries())
        w.line(3, i === 0 ? `${variable.name}:` : '', line);
    } else if (from.fieldRef) {
      w.line(
        3,
        `${variable.name}:`,
        `${resolve(variable)} (${from.fieldRef.apiVersion ?? 'v1'}:${from.fieldRef.fieldPath})`,
      );
    } else if (from.resourceFieldRef) {
      w.line(3, `${variable.name}:`, `${resolve(variable)} (${from.resourceFieldRef.resource})`);
    } else if (from.secretKeyRef) {
      const { key, name, optional = false } = from.secretKeyRef;
      w.line(
        3,
        `${variable.name}:`,
        `<set to the key '${key}' in secret '${name}'>`,
        `Optional: ${optional}`,
      );
    } else if (from.configMapKeyRef) {
      const { key, name, optional = false } = from.configMapKeyRef;
      w.line(
        3,
        `${variable.name}:`,
        `<set to the key '${key}' of config map '${name}'>`,
        `Optional: ${optional}`,
      );
    }
  }
}

function writeMounts(w: DescribeWriter, container: Container): void {
  const mounts = [...(container.volumeMounts ?? [])].sort((a, b) => (a.mountPath < b.mountPath ? -1 : 1));
  w.write(2, `Mounts:${mounts.length ? '' : '\t<none>'}\n`);
  for (const mount of mounts) {
    const facts = [
      mount.readOnly ? 'ro' : 'rw',
      ...(mount.subPath ? [`path=${goQuote(mount.subPath)}`] : []),
    ];
    w.write(3, `${mount.mountPath} from ${mount.name} (${facts.join(',')})\n`);
  }
}

/** Models kubectl pkg/describe DescribePodTemplate. */
export function writePodTemplate(w: DescribeWriter, template: PodTemplateSpec | undefined): void {
  w.write(0, 'Pod Template:\n');
  if (!template) {
    w.write(1, '<unset>\n');
    return;
  }
  const { metadata, spec } = template;
  w.map('Labels', metadata?.labels, '  ');
  if (Object.keys(metadata?.annotations ?? {}).length) w.annotations(metadata?.annotations, '  ');
  if (spec.serviceAccountName) w.line(1, 'Service Account:', spec.serviceAccountName);
  if (spec.initContainers?.length)
    writeContainers(w, 'Init Containers', spec.initContainers, { space: '  ' });
  writeContainers(w, 'Containers', spec.containers, { space: '  ' });
  writeVolumes(w, spec.volumes ?? [], '  ');
  if (spec.priorityClassName) w.line(1, 'Priority Class Name:', spec.priorityClassName);
  w.map('Node-Selectors', spec.nodeSelector, '  ');
  w.list('Tolerations', tolerationTexts(spec.tolerations), '  ');
}
