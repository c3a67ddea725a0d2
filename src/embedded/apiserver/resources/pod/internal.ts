import type { PodSpec } from '../../../../kube/types.ts';
import { isObject, type JsonObject } from '../../value.ts';

/**
 * The fields of one type inside the server, in the order in which Go writes them: the name, then after a
 * colon what stands for an absent value (`s` an empty text, `0`, `f` false, nothing null), then after `>` the
 * type of a struct or of a list's elements.
 */
type Layout = Record<string, readonly string[]>;

const container =
  'Name:s Image:s Command Args WorkingDir:s Ports>Port EnvFrom>EnvFrom Env>Env Resources>Resources ResizePolicy RestartPolicy RestartPolicyRules VolumeMounts>Mount VolumeDevices LivenessProbe>Probe ReadinessProbe>Probe StartupProbe>Probe Lifecycle TerminationMessagePath:s TerminationMessagePolicy:s ImagePullPolicy:s SecurityContext Stdin:f StdinOnce:f TTY:f';

const layouts: Layout = {
  PodSpec:
    'Volumes>Volume InitContainers>Container Containers>Container EphemeralContainers>Ephemeral RestartPolicy:s TerminationGracePeriodSeconds ActiveDeadlineSeconds DNSPolicy:s NodeSelector ServiceAccountName:s AutomountServiceAccountToken NodeName:s SecurityContext>Security ImagePullSecrets Hostname:s Subdomain:s SetHostnameAsFQDN Affinity SchedulerName:s Tolerations>Toleration HostAliases PriorityClassName:s Priority PreemptionPolicy DNSConfig ReadinessGates RuntimeClassName Overhead EnableServiceLinks TopologySpreadConstraints OS SchedulingGates ResourceClaims Resources HostnameOverride'.split(
      ' ',
    ),
  Container: container.split(' '),
  Ephemeral: [...container.split(' '), 'TargetContainerName:s'],
  Port: 'Name:s HostPort:0 ContainerPort:0 Protocol:s HostIP:s'.split(' '),
  Env: 'Name:s Value:s ValueFrom'.split(' '),
  EnvFrom: 'Prefix:s ConfigMapRef SecretRef'.split(' '),
  Resources: 'Limits Requests Claims'.split(' '),
  Mount: 'Name:s ReadOnly:f RecursiveReadOnly MountPath:s SubPath:s MountPropagation SubPathExpr:s'.split(
    ' ',
  ),
  Probe:
    'Exec HTTPGet>HTTPGet TCPSocket>TCPSocket GRPC InitialDelaySeconds:0 TimeoutSeconds:0 PeriodSeconds:0 SuccessThreshold:0 FailureThreshold:0 TerminationGracePeriodSeconds'.split(
      ' ',
    ),
  HTTPGet: 'Path:s Port:0 Host:s Scheme:s HTTPHeaders'.split(' '),
  TCPSocket: 'Port:0 Host:s'.split(' '),
  Toleration: 'Key:s Operator:s Value:s Effect:s TolerationSeconds'.split(' '),
  Security:
    'HostNetwork:f HostPID:f HostIPC:f ShareProcessNamespace HostUsers SELinuxOptions WindowsOptions RunAsUser RunAsGroup RunAsNonRoot SupplementalGroups SupplementalGroupsPolicy FSGroup FSGroupChangePolicy Sysctls SeccompProfile AppArmorProfile SELinuxChangePolicy'.split(
      ' ',
    ),
  Volume:
    'Name:s HostPath EmptyDir GCEPersistentDisk AWSElasticBlockStore GitRepo Secret NFS ISCSI Glusterfs PersistentVolumeClaim RBD Quobyte FlexVolume Cinder CephFS Flocker DownwardAPI FC AzureFile ConfigMap VsphereVolume AzureDisk PhotonPersistentDisk Projected>Projected PortworxVolume ScaleIO StorageOS CSI Ephemeral Image'.split(
      ' ',
    ),
  Projected: 'Sources>Projection DefaultMode'.split(' '),
  Projection:
    'Secret DownwardAPI>DownwardAPI ConfigMap>ConfigMap ServiceAccountToken>Token ClusterTrustBundle PodCertificate'.split(
      ' ',
    ),
  DownwardAPI: 'Items>DownwardAPIFile'.split(' '),
  DownwardAPIFile: 'Path:s FieldRef ResourceFieldRef Mode'.split(' '),
  ConfigMap: 'Name:s Items>KeyToPath Optional'.split(' '),
  KeyToPath: 'Key:s Path:s Mode'.split(' '),
  Token: 'Audience:s ExpirationSeconds:0 Path:s'.split(' '),
};

const absent: Record<string, unknown> = { s: '', 0: 0, f: false };

/** Fields that the server keeps in another place than the API shows them. */
const moved = ['hostNetwork', 'hostPID', 'hostIPC', 'shareProcessNamespace', 'hostUsers'];

/** An ephemeral container as the server holds it. */
export const internalEphemeral = (container: unknown): unknown =>
  internal(container as JsonObject, 'Ephemeral');

/** A Pod's spec as the server holds it, to be printed as Go would print it. */
export function internalPodSpec(spec: PodSpec): unknown {
  const source = spec as unknown as JsonObject;
  const securityContext: JsonObject = { ...(source['securityContext'] as JsonObject | undefined) };
  for (const name of moved) if (source[name] !== undefined) securityContext[name] = source[name];
  return internal({ ...source, securityContext }, 'PodSpec');
}

function internal(source: JsonObject, type: string): JsonObject {
  const byName = new Map(Object.entries(source).map(([key, value]) => [key.toLowerCase(), value]));
  const result: JsonObject = {};
  for (const field of layouts[type]!) {
    const [, name = '', zero = '', of] = /^(\w+)(?::(\w))?(?:>(\w+))?$/.exec(field)!;
    const value = byName.get(name.toLowerCase());
    result[name] = value == null ? (absent[zero] ?? null) : convert(value, of);
  }
  // A struct that is no pointer is there even when nothing is in it.
  if (type === 'Container' || type === 'Ephemeral') result['Resources'] ??= internal({}, 'Resources');
  return result;
}

function convert(value: unknown, type: string | undefined): unknown {
  if (Array.isArray(value)) return value.map((item) => convert(item, type));
  if (!isObject(value)) return value;
  if (type !== undefined) return internal(value, type);
  // Maps keep their keys; of rarer structs only the names are set in Go's way.
  const isMap = Object.keys(value).some((key) => /[^A-Za-z0-9]/.test(key));
  return isMap
    ? value
    : Object.fromEntries(
        Object.entries(value).map(([key, item]) => [
          key[0]!.toUpperCase() + key.slice(1),
          convert(item, undefined),
        ]),
      );
}
