import { boolean, define, int32, list, string, stringMap, strings, struct } from './build.ts';
import { Toleration } from './core/scheduling.ts';
import { resourceList } from './core/references.ts';
import { defineObject } from './meta.ts';

export const PriorityClass = defineObject(
  'io.k8s.api.scheduling.v1.PriorityClass',
  {
    value: int32({ required: true, description: 'The number that Pods of this class get.' }),
    globalDefault: boolean({ description: 'Whether Pods that name no class are of this one.' }),
    description: string({ description: 'What the class is for.' }),
    preemptionPolicy: string({ goType: 'v1.PreemptionPolicy' }),
  },
  'PriorityClass is the name of a priority that Pods may have.',
);

export const StorageClass = defineObject(
  'io.k8s.api.storage.v1.StorageClass',
  {
    provisioner: string({ required: true, description: 'Who makes the volumes.' }),
    parameters: stringMap(),
    reclaimPolicy: string({ goType: 'v1.PersistentVolumeReclaimPolicy' }),
    mountOptions: strings(),
    allowVolumeExpansion: boolean(),
    volumeBindingMode: string({ goType: 'v1.VolumeBindingMode' }),
    allowedTopologies: list(
      define('io.k8s.api.core.v1.TopologySelectorTerm', {
        matchLabelExpressions: list(
          define('io.k8s.api.core.v1.TopologySelectorLabelRequirement', {
            key: string({ required: true }),
            values: strings({ required: true }),
          }),
        ),
      }),
    ),
  },
  'StorageClass describes a kind of storage that claims may ask for.',
);

export const RuntimeClass = defineObject(
  'io.k8s.api.node.v1.RuntimeClass',
  {
    handler: string({ required: true, description: 'Name by which the container runtime knows it.' }),
    overhead: struct(
      define('io.k8s.api.node.v1.Overhead', {
        podFixed: resourceList('What each Pod takes beside its containers.'),
      }),
    ),
    scheduling: struct(
      define('io.k8s.api.node.v1.Scheduling', { nodeSelector: stringMap(), tolerations: list(Toleration) }),
    ),
  },
  'RuntimeClass names a way in which containers are run.',
);
