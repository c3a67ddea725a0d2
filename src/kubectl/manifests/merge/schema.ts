/**
 * How strategic merge patch treats the fields of one type. A field that is not
 * listed is a plain value: maps merge key by key, lists are replaced.
 */
export interface MergeSchema {
  readonly [field: string]: FieldMerge;
}

export interface FieldMerge {
  /** Type of the field, or of a list's elements. */
  readonly of?: MergeSchema;
  /** The list merges: by this key of its elements, or by value where it is ''. */
  readonly mergeBy?: string;
  /** Fields of a union: what is not named in the new value goes away. */
  readonly retainKeys?: boolean;
}

// Keys as declared by the patchStrategy and patchMergeKey tags of k8s.io/api; kubectl has them compiled in.

const metadata: FieldMerge = { of: { ownerReferences: { mergeBy: 'uid' }, finalizers: { mergeBy: '' } } };
const conditions: FieldMerge = { mergeBy: 'type' };

const container: MergeSchema = {
  ports: { mergeBy: 'containerPort' },
  env: { mergeBy: 'name' },
  volumeMounts: { mergeBy: 'mountPath' },
  volumeDevices: { mergeBy: 'devicePath' },
};

const podSpec: MergeSchema = {
  containers: { mergeBy: 'name', of: container },
  initContainers: { mergeBy: 'name', of: container },
  ephemeralContainers: { mergeBy: 'name', of: container },
  volumes: { mergeBy: 'name', retainKeys: true },
  imagePullSecrets: { mergeBy: 'name' },
  hostAliases: { mergeBy: 'ip' },
  topologySpreadConstraints: { mergeBy: 'topologyKey' },
  resourceClaims: { mergeBy: 'name', retainKeys: true },
  schedulingGates: { mergeBy: 'name' },
};

const template: FieldMerge = { of: { metadata, spec: { of: podSpec } } };
const status: FieldMerge = { of: { conditions } };
const workload = (more: MergeSchema = {}): MergeSchema => ({
  metadata,
  spec: { of: { template, ...more } },
  status,
});
const job: MergeSchema = { template };

const kinds: Readonly<Record<string, MergeSchema>> = {
  Service: { metadata, spec: { of: { ports: { mergeBy: 'port' } } }, status },
  Pod: {
    metadata,
    spec: { of: podSpec },
    status: { of: { conditions, podIPs: { mergeBy: 'ip' }, hostIPs: {} } },
  },
  PodTemplate: { metadata, template },
  ReplicationController: workload(),
  Deployment: workload({ strategy: { retainKeys: true } }),
  ReplicaSet: workload(),
  DaemonSet: workload(),
  StatefulSet: workload(),
  Job: { metadata, spec: { of: job }, status },
  CronJob: { metadata, spec: { of: { jobTemplate: { of: { metadata, spec: { of: job } } } } } },
  Namespace: { metadata, status },
  Node: {
    metadata,
    spec: { of: { podCIDRs: { mergeBy: '' } } },
    status: { of: { conditions, addresses: { mergeBy: 'type' } } },
  },
  ServiceAccount: { metadata, secrets: { mergeBy: 'name' }, imagePullSecrets: { mergeBy: 'name' } },
  PersistentVolumeClaim: { metadata, status },
};

/** Groups whose types kubectl has compiled in; custom resources get a JSON merge patch instead. */
const builtInGroups = new Set(['', 'apps', 'batch', 'autoscaling', 'policy', 'extensions']);

/** The schema of a kind; undefined for custom resources, which know no strategic merge. */
export function mergeSchemaOf(group: string, kind: string): MergeSchema | undefined {
  if (!builtInGroups.has(group) && !group.endsWith('.k8s.io')) return undefined;
  return kinds[kind] ?? { metadata };
}
