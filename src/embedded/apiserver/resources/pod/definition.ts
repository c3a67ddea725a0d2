import { resources } from '../../../../kube/client.ts';
import type { AnyObject, PodSpec, PodStatus } from '../../../../kube/types.ts';
import { Pod as schema } from '../../schema/core/pod.ts';
import { defineResource } from '../common/define.ts';
import { bumpGeneration, keepStatus, specOf, startGeneration, statusOf } from '../common/fields.ts';
import { hostnameWarning } from '../common/metadata.ts';
import { setPodDefaults } from './defaults.ts';
import { ephemeralContainers } from './ephemeral-containers.ts';
import { qosClassOf } from './qos.ts';
import { podCells, podColumns } from './table.ts';
import { validatePod, validatePodUpdate } from './validation/pod.ts';
import { podWarnings } from './warnings.ts';

const spec = (object: AnyObject) => specOf<PodSpec>(object);
const status = (object: AnyObject) => statusOf<PodStatus & { nominatedNodeName?: string }>(object);

/** Models kubernetes pkg/registry/core/pod. */
export const pods = defineResource({
  type: resources.pods,
  kind: 'Pod',
  singular: 'pod',
  shortNames: ['po'],
  categories: ['all'],
  subresources: [
    ...['status', 'log', 'exec', 'attach', 'portforward', 'proxy', 'binding'],
    ...['ephemeralcontainers', 'eviction', 'resize'],
  ],
  schema,
  setDefaults: setPodDefaults,
  prepareForCreate: (object) => {
    startGeneration(object);
    object['status'] = { phase: 'Pending', qosClass: qosClassOf(spec(object)) };
  },
  prepareForUpdate: (object, old) => {
    keepStatus(object, old);
    bumpGeneration(object, old);
  },
  validate: validatePod,
  validateUpdate: validatePodUpdate,
  parts: { ephemeralcontainers: ephemeralContainers },
  warnings: (object, old) => [
    ...(old ? [] : hostnameWarning(object, "the Pod's hostname")),
    ...podWarnings('', spec(object)),
  ],
  selectableFields: {
    'spec.nodeName': (object) => spec(object).nodeName ?? '',
    'spec.restartPolicy': (object) => spec(object).restartPolicy ?? '',
    'spec.schedulerName': (object) => spec(object).schedulerName ?? '',
    'spec.serviceAccountName': (object) => spec(object).serviceAccountName ?? '',
    'spec.hostNetwork': (object) => String(spec(object).hostNetwork ?? false),
    'status.phase': (object) => status(object).phase ?? '',
    'status.podIP': (object) => status(object).podIP ?? '',
    'status.nominatedNodeName': (object) => status(object).nominatedNodeName ?? '',
  },
  columns: podColumns,
  cells: podCells,
});
