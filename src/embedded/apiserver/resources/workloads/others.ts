import { resources } from '../../../../kube/client.ts';
import type { StatusCause } from '../../../../kube/status.ts';
import type { AnyObject } from '../../../../kube/types.ts';
import { DaemonSet, ReplicaSet, StatefulSet } from '../../schema/apps.ts';
import { deepEqual } from '../../value.ts';
import { forbidden, oneOf } from '../common/causes.ts';
import { defineResource } from '../common/define.ts';
import { setDefault, specOf } from '../common/fields.ts';
import { validateMetadata, validateMetadataUpdate } from '../common/metadata.ts';
import {
  prepareWorkloadForCreate,
  prepareWorkloadForUpdate,
  setTemplateDefaults,
  validateCounts,
  validateImmutableSelector,
  validateSelector,
  validateTemplate,
  workloadWarnings,
  type WorkloadSpec,
} from './strategy.ts';
import {
  daemonSetCells,
  daemonSetColumns,
  replicaSetCells,
  replicaSetColumns,
  statefulSetCells,
  statefulSetColumns,
} from './table.ts';

const strategy = {
  categories: ['all'],
  prepareForCreate: prepareWorkloadForCreate,
  prepareForUpdate: prepareWorkloadForUpdate,
  warnings: workloadWarnings,
};

function validation<T extends WorkloadSpec>(kind: string, more: (spec: T) => StatusCause[] = () => []) {
  const validateSpec = (spec: T) => [
    ...validateCounts(spec),
    ...validateSelector(spec, kind),
    ...validateTemplate(spec),
    ...more(spec),
  ];
  return {
    validate: (object: AnyObject) => [...validateMetadata(object), ...validateSpec(specOf<T>(object))],
    validateUpdate: (object: AnyObject, old: AnyObject) => [
      ...validateMetadataUpdate(object, old),
      ...validateSpec(specOf<T>(object)),
      ...validateImmutableSelector(specOf<T>(object), specOf<T>(old)),
    ],
  };
}

const updateTypes = ['OnDelete', 'RollingUpdate'];

// Models kubernetes pkg/apis/apps/v1 defaults and pkg/apis/apps/validation.

export const replicaSets = defineResource({
  ...strategy,
  ...validation('replica set'),
  type: resources.replicasets,
  kind: 'ReplicaSet',
  singular: 'replicaset',
  shortNames: ['rs'],
  subresources: ['status', 'scale'],
  schema: ReplicaSet,
  setDefaults: (object) => {
    const spec = specOf<WorkloadSpec>(object);
    setTemplateDefaults(spec);
    spec.replicas ??= 1;
  },
  columns: replicaSetColumns,
  cells: replicaSetCells,
});

type DaemonSpec = WorkloadSpec & {
  updateStrategy?: { type?: string; rollingUpdate?: { maxUnavailable?: unknown; maxSurge?: unknown } };
};

export const daemonSets = defineResource({
  ...strategy,
  ...validation<DaemonSpec>('daemonset', ({ updateStrategy }) =>
    oneOf('spec.updateStrategy', updateStrategy?.type, updateTypes, 'required'),
  ),
  type: resources.daemonsets,
  kind: 'DaemonSet',
  singular: 'daemonset',
  shortNames: ['ds'],
  subresources: ['status'],
  schema: DaemonSet,
  setDefaults: (object) => {
    const spec = specOf<DaemonSpec>(object);
    setTemplateDefaults(spec);
    const update = (spec.updateStrategy ??= {});
    setDefault(update, 'type', 'RollingUpdate');
    if (update.type === 'RollingUpdate') {
      update.rollingUpdate ??= {};
      update.rollingUpdate.maxUnavailable ??= 1;
      update.rollingUpdate.maxSurge ??= 0;
    }
    spec.revisionHistoryLimit ??= 10;
  },
  columns: daemonSetColumns,
  cells: daemonSetCells,
});

type StatefulSpec = WorkloadSpec & {
  podManagementPolicy?: string;
  updateStrategy?: { type?: string; rollingUpdate?: { partition?: number } };
  persistentVolumeClaimRetentionPolicy?: { whenDeleted?: string; whenScaled?: string };
  ordinals?: unknown;
};

const stateful = validation<StatefulSpec>('statefulset', ({ podManagementPolicy, updateStrategy }) => [
  ...oneOf('spec.podManagementPolicy', podManagementPolicy, ['OrderedReady', 'Parallel'], 'required'),
  ...oneOf('spec.updateStrategy', updateStrategy?.type, updateTypes, 'required'),
]);

const mutable = [
  ...(['replicas', 'ordinals', 'template', 'updateStrategy'] as const),
  ...(['revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy', 'minReadySeconds'] as const),
];

export const statefulSets = defineResource({
  ...strategy,
  validate: stateful.validate,
  validateUpdate: (object, old) => {
    const rest = (spec: StatefulSpec) => {
      const copy = { ...spec };
      for (const key of mutable) Reflect.deleteProperty(copy, key);
      return copy;
    };
    const same = deepEqual(rest(specOf<StatefulSpec>(object)), rest(specOf<StatefulSpec>(old)));
    const names = mutable.map((name) => `'${name}'`);
    const text = `updates to statefulset spec for fields other than ${names.slice(0, -1).join(', ')} and ${names.at(-1)} are forbidden`;
    return [
      ...validateMetadataUpdate(object, old),
      ...(same ? [] : [forbidden('spec', text)]),
      ...stateful.validate(object),
    ];
  },
  type: { group: 'apps', version: 'v1', resource: 'statefulsets', namespaced: true },
  kind: 'StatefulSet',
  singular: 'statefulset',
  shortNames: ['sts'],
  subresources: ['status', 'scale'],
  schema: StatefulSet,
  setDefaults: (object) => {
    const spec = specOf<StatefulSpec>(object);
    setTemplateDefaults(spec);
    setDefault(spec, 'podManagementPolicy', 'OrderedReady');
    const update = (spec.updateStrategy ??= {});
    setDefault(update, 'type', 'RollingUpdate');
    if (update.type === 'RollingUpdate') (update.rollingUpdate ??= {}).partition ??= 0;
    const retention = (spec.persistentVolumeClaimRetentionPolicy ??= {});
    setDefault(retention, 'whenDeleted', 'Retain');
    setDefault(retention, 'whenScaled', 'Retain');
    spec.replicas ??= 1;
    spec.revisionHistoryLimit ??= 10;
  },
  columns: statefulSetColumns,
  cells: statefulSetCells,
});
