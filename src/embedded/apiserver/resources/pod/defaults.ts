import type { AnyObject, Container, PodSpec, Probe } from '../../../../kube/types.ts';
import { dropEmpty, setDefault, specOf } from '../common/fields.ts';
import { admitPod } from './admission.ts';

interface Sources {
  secret?: { defaultMode?: number } | null;
  configMap?: { defaultMode?: number } | null;
  downwardAPI?: { defaultMode?: number } | null;
  projected?: {
    defaultMode?: number;
    sources?: { serviceAccountToken?: { expirationSeconds?: number } }[];
  } | null;
  hostPath?: { type?: string } | null;
}

/**
 * Defaults of a Pod's spec and of the spec in a workload's template.
 * Models kubernetes pkg/apis/core/v1 SetDefaults_PodSpec and those of its parts.
 */
export function setPodSpecDefaults(spec: PodSpec): void {
  setDefault(spec, 'dnsPolicy', 'ClusterFirst');
  setDefault(spec, 'restartPolicy', 'Always');
  spec.terminationGracePeriodSeconds ??= 30;
  spec.securityContext ??= {};
  setDefault(spec, 'schedulerName', 'default-scheduler');
  // The old name of the field is always written beside the new one.
  const account = spec.serviceAccountName || spec.serviceAccount;
  if (account) spec.serviceAccountName = spec.serviceAccount = account;
  const containers = [...(spec.initContainers ?? []), ...(spec.containers ?? [])];
  for (const container of [...containers, ...(spec.ephemeralContainers ?? [])]) {
    setContainerDefaults(container, spec.hostNetwork === true);
  }
  for (const volume of spec.volumes ?? []) setVolumeDefaults(volume as Sources);
  dropEmpty(spec, ['hostNetwork', 'nodeName', 'initContainers', 'volumes', 'hostname', 'subdomain']);
}

function setContainerDefaults(container: Container, hostNetwork: boolean): void {
  if (container.image) setDefault(container, 'imagePullPolicy', pullPolicy(container.image));
  setDefault(container, 'terminationMessagePath', '/dev/termination-log');
  setDefault(container, 'terminationMessagePolicy', 'File');
  container.resources ??= {};
  const { limits, requests } = container.resources;
  // What is limited and not requested is requested to its limit.
  if (limits) container.resources.requests = { ...limits, ...requests };
  for (const port of container.ports ?? []) {
    setDefault(port, 'protocol', 'TCP');
    if (hostNetwork) port.hostPort ||= port.containerPort;
    dropEmpty(port, ['name', 'hostPort']);
  }
  for (const probe of [container.livenessProbe, container.readinessProbe, container.startupProbe]) {
    if (probe) setProbeDefaults(probe);
  }
  const { postStart, preStop } = (container.lifecycle ?? {}) as { postStart?: Probe; preStop?: Probe };
  for (const handler of [postStart, preStop]) if (handler) setHandlerDefaults(handler);
  for (const { valueFrom } of container.env ?? []) {
    const field = (valueFrom as { fieldRef?: { apiVersion?: string } } | null | undefined)?.fieldRef;
    if (field) field.apiVersion ||= 'v1';
  }
}

/** Always for the tag `latest` or none at all, since such an image changes. */
function pullPolicy(image: string): string {
  const name = image.slice(image.lastIndexOf('/') + 1);
  if (name.includes('@')) return 'IfNotPresent';
  const tag = name.split(':')[1] ?? 'latest';
  return tag === 'latest' ? 'Always' : 'IfNotPresent';
}

function setProbeDefaults(probe: Probe): void {
  probe.timeoutSeconds ||= 1;
  probe.periodSeconds ||= 10;
  probe.successThreshold ||= 1;
  probe.failureThreshold ||= 3;
  dropEmpty(probe, ['initialDelaySeconds']);
  setHandlerDefaults(probe);
  if (probe.grpc) probe.grpc.service ??= '';
}

function setHandlerDefaults({ httpGet }: Pick<Probe, 'httpGet'>): void {
  if (!httpGet) return;
  setDefault(httpGet, 'path', '/');
  setDefault(httpGet, 'scheme', 'HTTP');
}

function setVolumeDefaults(volume: Sources): void {
  for (const source of [volume.secret, volume.configMap, volume.downwardAPI, volume.projected]) {
    if (source) source.defaultMode ??= 420;
  }
  for (const { serviceAccountToken } of volume.projected?.sources ?? []) {
    if (serviceAccountToken) serviceAccountToken.expirationSeconds ??= 3600;
  }
  if (volume.hostPath) volume.hostPath.type ??= '';
}

/** Models SetDefaults_Pod, and the admission plugins that fill in a Pod. */
export function setPodDefaults(object: AnyObject): void {
  const spec = specOf<PodSpec>(object);
  setPodSpecDefaults(spec);
  spec.enableServiceLinks ??= true;
  admitPod(object);
}
