import {
  any,
  boolean,
  define,
  int32,
  keyedList,
  list,
  mergedNames,
  string,
  strings,
  struct,
  time,
} from '../build.ts';
import { defineObject } from '../meta.ts';
import { core } from './names.ts';
import { ObjectReference, resourceList } from './references.ts';

const condition = (kind: string, times: readonly string[]) =>
  define(core(kind), {
    type: string({ required: true, goType: `v1.${kind}Type` }),
    status: string({ required: true, goType: 'v1.ConditionStatus' }),
    ...Object.fromEntries(times.map((name) => [name, time()])),
    reason: string(),
    message: string(),
  });

export const Namespace = defineObject(
  core('Namespace'),
  {
    spec: struct(define(core('NamespaceSpec'), { finalizers: list(string({ goType: 'v1.FinalizerName' })) })),
    status: struct(
      define(core('NamespaceStatus'), {
        phase: string({ goType: 'v1.NamespacePhase' }),
        conditions: keyedList(condition('NamespaceCondition', ['lastTransitionTime']), 'type'),
      }),
    ),
  },
  'Namespace provides a scope for Names. Use of multiple namespaces is optional.',
);

const Taint = define(core('Taint'), {
  key: string({ required: true }),
  value: string(),
  effect: string({ required: true, goType: 'v1.TaintEffect' }),
  timeAdded: time(),
});

const nodeInfo = [
  ...['machineID', 'systemUUID', 'bootID', 'kernelVersion', 'osImage', 'containerRuntimeVersion'],
  ...['kubeletVersion', 'kubeProxyVersion', 'operatingSystem', 'architecture'],
];

const NodeAddress = define(core('NodeAddress'), {
  type: string({ required: true, goType: 'v1.NodeAddressType' }),
  address: string({ required: true }),
});

export const Node = defineObject(
  core('Node'),
  {
    spec: struct(
      define(core('NodeSpec'), {
        podCIDR: string(),
        podCIDRs: mergedNames(),
        providerID: string(),
        unschedulable: boolean({ description: 'If true, no new Pods come here; kubectl cordon sets it.' }),
        taints: list(Taint, { description: 'What keeps Pods away that do not tolerate it.' }),
        configSource: any(),
        externalID: string(),
      }),
    ),
    status: struct(
      define(core('NodeStatus'), {
        capacity: resourceList(),
        allocatable: resourceList(),
        phase: string({ goType: 'v1.NodePhase' }),
        conditions: keyedList(
          condition('NodeCondition', ['lastHeartbeatTime', 'lastTransitionTime']),
          'type',
        ),
        addresses: keyedList(NodeAddress, 'type'),
        daemonEndpoints: any(),
        nodeInfo: struct(
          define(core('NodeSystemInfo'), {
            ...Object.fromEntries(nodeInfo.map((name) => [name, string({ required: true })])),
            swap: any(),
          }),
        ),
        images: any(),
        volumesInUse: strings(),
        volumesAttached: any(),
        config: any(),
        runtimeHandlers: any(),
        features: any(),
        declaredFeatures: strings(),
      }),
    ),
  },
  'Node is a worker node in Kubernetes.',
);

export const Event = defineObject(
  core('Event'),
  {
    involvedObject: struct(ObjectReference, {
      required: true,
      description: 'The object that this event is about.',
    }),
    reason: string(),
    message: string(),
    source: struct(define(core('EventSource'), { component: string(), host: string() })),
    firstTimestamp: time(),
    lastTimestamp: time(),
    count: int32(),
    type: string(),
    eventTime: time({ goType: 'v1.MicroTime' }),
    series: struct(
      define(core('EventSeries'), { count: int32(), lastObservedTime: time({ goType: 'v1.MicroTime' }) }),
    ),
    action: string(),
    related: struct(ObjectReference),
    reportingComponent: string(),
    reportingInstance: string(),
  },
  'Event is a report of an event somewhere in the cluster.',
);
