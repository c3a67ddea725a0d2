import {
  any,
  boolean,
  define,
  int32,
  int64,
  keyedList,
  list,
  string,
  stringMap,
  strings,
  struct,
  time,
} from '../build.ts';
import { defineObject, ObjectMeta } from '../meta.ts';
import { Container, EphemeralContainer } from './container.ts';
import { core } from './names.ts';
import { LocalObjectReference, resourceList } from './references.ts';
import { Affinity, Toleration, TopologySpreadConstraint } from './scheduling.ts';
import { PodSecurityContext } from './security.ts';
import { ContainerStatus } from './pod-status.ts';
import { Volume } from './volumes.ts';

const PodDNSConfig = define(core('PodDNSConfig'), {
  nameservers: strings({ description: 'Addresses of DNS servers, asked before those of dnsPolicy.' }),
  searches: strings({ description: 'Domains that short names are completed with.' }),
  options: list(define(core('PodDNSConfigOption'), { name: string(), value: string() }), {
    description: 'Options of the resolver, such as ndots.',
  }),
});

const HostAlias = define(core('HostAlias'), { ip: string({ required: true }), hostnames: strings() });

export const PodSpec = define(
  core('PodSpec'),
  {
    volumes: keyedList(Volume, 'name', {
      patchStrategy: 'merge',
      description: 'Volumes that containers of the Pod can mount.',
    }),
    initContainers: keyedList(Container, 'name', {
      description: 'Containers that run to their end, one after the other, before the others start.',
    }),
    containers: keyedList(Container, 'name', {
      required: true,
      description: 'Containers of the Pod; at least one. None can be added or removed later.',
    }),
    ephemeralContainers: keyedList(EphemeralContainer, 'name', {
      description: 'Containers added to a running Pod for debugging.',
    }),
    restartPolicy: string({
      goType: 'v1.RestartPolicy',
      enum: ['Always', 'Never', 'OnFailure'],
      description: 'Whether containers that end are started again. Default is Always.',
    }),
    terminationGracePeriodSeconds: int64({
      description: 'Seconds from the request to stop until the processes are killed. Default is 30.',
    }),
    activeDeadlineSeconds: int64(),
    dnsPolicy: string({
      goType: 'v1.DNSPolicy',
      enum: ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'],
      description:
        'Where the Pod gets its DNS settings from. Default is ClusterFirst; Default means those of the node.',
    }),
    nodeSelector: stringMap({ description: 'Labels that the node must have.' }),
    serviceAccountName: string({ description: 'ServiceAccount that the Pod runs as.' }),
    serviceAccount: string(),
    automountServiceAccountToken: boolean(),
    nodeName: string({ description: 'Node that the Pod runs on; the scheduler sets it.' }),
    hostNetwork: boolean({
      description: "Use the node's network: its addresses, ports and name resolution.",
    }),
    hostPID: boolean(),
    hostIPC: boolean(),
    shareProcessNamespace: boolean(),
    securityContext: struct(PodSecurityContext, { description: 'Security settings for all containers.' }),
    imagePullSecrets: keyedList(LocalObjectReference, 'name'),
    hostname: string({ description: 'Host name of the Pod; its own name if empty.' }),
    subdomain: string({
      description: 'With a headless Service of this name the Pod gets a DNS name of its own.',
    }),
    setHostnameAsFQDN: boolean(),
    hostnameOverride: string(),
    affinity: struct(Affinity, { description: 'Rules for the choice of the node.' }),
    schedulerName: string(),
    tolerations: list(Toleration, { description: 'Taints of nodes that the Pod puts up with.' }),
    hostAliases: keyedList(HostAlias, 'ip', { description: 'Lines added to /etc/hosts of the Pod.' }),
    priorityClassName: string(),
    priority: int32(),
    preemptionPolicy: string({ goType: 'v1.PreemptionPolicy' }),
    dnsConfig: struct(PodDNSConfig, { description: 'DNS settings merged into those of dnsPolicy.' }),
    readinessGates: list(
      define(core('PodReadinessGate'), {
        conditionType: string({ required: true, goType: 'v1.PodConditionType' }),
      }),
    ),
    runtimeClassName: string(),
    enableServiceLinks: boolean({
      description:
        'Whether variables for the Services of the namespace are set in the containers. Default is true.',
    }),
    overhead: resourceList(),
    topologySpreadConstraints: list(TopologySpreadConstraint, {
      patchStrategy: 'merge',
      mergeKey: 'topologyKey',
      listMapKeys: ['topologyKey', 'whenUnsatisfiable'],
    }),
    os: struct(define(core('PodOS'), { name: string({ required: true, goType: 'v1.OSName' }) })),
    hostUsers: boolean(),
    schedulingGates: keyedList(
      define(core('PodSchedulingGate'), { name: string({ required: true }) }),
      'name',
    ),
    resourceClaims: keyedList(
      define(core('PodResourceClaim'), {
        name: string({ required: true }),
        resourceClaimName: string(),
        resourceClaimTemplateName: string(),
      }),
      'name',
    ),
    resources: any(),
  },
  'PodSpec is a description of a pod.',
);

const PodCondition = define(core('PodCondition'), {
  type: string({ required: true, goType: 'v1.PodConditionType' }),
  observedGeneration: int64(),
  status: string({ required: true, goType: 'v1.ConditionStatus' }),
  lastProbeTime: time(),
  lastTransitionTime: time(),
  reason: string(),
  message: string(),
});

const PodStatus = define(
  core('PodStatus'),
  {
    observedGeneration: int64(),
    phase: string({
      goType: 'v1.PodPhase',
      enum: ['Failed', 'Pending', 'Running', 'Succeeded', 'Unknown'],
      description: 'Where the Pod is in its life, in one word.',
    }),
    conditions: keyedList(PodCondition, 'type', {
      description: 'What holds for the Pod; Ready decides about endpoints.',
    }),
    message: string(),
    reason: string(),
    nominatedNodeName: string(),
    hostIP: string({ description: 'Address of the node.' }),
    hostIPs: list(define(core('HostIP'), { ip: string({ required: true }) })),
    podIP: string({ description: 'Address of the Pod, reachable in the whole cluster.' }),
    podIPs: keyedList(define(core('PodIP'), { ip: string({ required: true }) }), 'ip'),
    startTime: time(),
    initContainerStatuses: list(ContainerStatus),
    containerStatuses: list(ContainerStatus, {
      description: 'State of each container, its restarts and its last end.',
    }),
    ephemeralContainerStatuses: list(ContainerStatus),
    qosClass: string({ goType: 'v1.PodQOSClass', enum: ['BestEffort', 'Burstable', 'Guaranteed'] }),
    resize: string({ goType: 'v1.PodResizeStatus' }),
    resourceClaimStatuses: any(),
    extendedResourceClaimStatus: any(),
    allocatedResources: resourceList(),
    resources: any(),
  },
  'PodStatus represents information about the status of a pod. Status may trail the actual state of a system, especially if the node that hosts the pod cannot contact the control plane.',
);

const specAndStatus =
  'https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#spec-and-status';

export const PodTemplateSpec = define(
  core('PodTemplateSpec'),
  {
    metadata: struct(ObjectMeta, { description: 'Labels and annotations of the Pods to make.' }),
    spec: struct(PodSpec, { description: `What the Pods to make shall be. More info: ${specAndStatus}` }),
  },
  'PodTemplateSpec describes the data a pod should have when created from a template',
);

export const Pod = defineObject(
  core('Pod'),
  {
    spec: struct(PodSpec, {
      description: `Specification of the desired behavior of the pod. More info: ${specAndStatus}`,
    }),
    status: struct(PodStatus, {
      description: `Most recently observed status of the pod. This data may not be up to date. Populated by the system. Read-only. More info: ${specAndStatus}`,
    }),
  },
  'Pod is a collection of containers that can run on a host. This resource is created by clients and scheduled onto hosts.',
);
