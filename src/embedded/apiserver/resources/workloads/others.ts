import { resources } from '../../../../kube/client.ts';
import type { StatusCause } from '../../../../kube/status.ts';
import type { AnyObject, IntOrString } from '../../../../kube/types.ts';
import { DaemonSet, ReplicaSet, StatefulSet } from '../../schema/apps.ts';
import { deepEqual } from '../../value.ts';
import { forbidden, invalid, nonNegative, required, unsupported } from '../common/causes.ts';
import { defineResource } from '../common/define.ts';
import { setDefault, specOf } from '../common/fields.ts';
import { isEmptySelector, validateLabelSelector } from '../common/labels.ts';
import { validateMetadata, validateMetadataUpdate } from '../common/metadata.ts';
import { isNone, validateAmount, validateShare } from './amounts.ts';
import {
  mismatch,
  prepareWorkloadForCreate,
  prepareWorkloadForUpdate,
  setTemplateDefaults,
  validateImmutableSelector,
  validatePodTemplate,
  validateSelected,
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

function validation<T extends WorkloadSpec>(validateSpec: (spec: T) => StatusCause[]) {
  return {
    validate: (object: AnyObject) => [...validateMetadata(object), ...validateSpec(specOf<T>(object))],
    validateUpdate: (object: AnyObject, old: AnyObject) => [
      ...validateMetadataUpdate(object, old),
      ...validateSpec(specOf<T>(object)),
      ...validateImmutableSelector(specOf<T>(object), specOf<T>(old)),
    ],
  };
}

// Models kubernetes pkg/apis/apps/v1 defaults and pkg/apis/apps/validation.

export const replicaSets = defineResource({
  ...strategy,
  ...validation((spec: WorkloadSpec) => [
    ...nonNegative('spec.replicas', spec.replicas),
    ...nonNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...validateSelected(spec, {
      noun: 'deployment',
      kind: 'ReplicaSet',
      unreadable: 'invalid label selector',
    }),
  ]),
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
  updateStrategy?: {
    type?: string;
    rollingUpdate?: { maxUnavailable?: IntOrString; maxSurge?: IntOrString } | null;
  };
};

function validateDaemonUpdate({ updateStrategy = {} }: DaemonSpec): StatusCause[] {
  const { type, rollingUpdate } = updateStrategy;
  const field = 'spec.updateStrategy';
  if (type === 'OnDelete') return [];
  if (type !== 'RollingUpdate') {
    const shown = { Type: type ?? '', RollingUpdate: rollingUpdate ?? null };
    return [unsupported(field, shown, ['RollingUpdate', 'OnDelete'])];
  }
  if (!rollingUpdate) return [required(`${field}.rollingUpdate`)];
  const { maxUnavailable, maxSurge } = rollingUpdate;
  const path = `${field}.rollingUpdate`;
  const causes = [
    ...validateAmount(`${path}.maxUnavailable`, maxUnavailable),
    ...validateAmount(`${path}.maxSurge`, maxSurge),
    ...validateShare(`${path}.maxUnavailable`, maxUnavailable),
    ...validateShare(`${path}.maxSurge`, maxSurge),
  ];
  if (!isNone(maxUnavailable) && !isNone(maxSurge)) {
    causes.push(invalid(`${path}.maxSurge`, maxSurge, 'may not be set when maxUnavailable is non-zero'));
  } else if (isNone(maxUnavailable) && isNone(maxSurge)) {
    causes.push(required(`${path}.maxUnavailable`, 'cannot be 0 when maxSurge is 0'));
  }
  return causes;
}

function validateDaemonSpec(spec: DaemonSpec): StatusCause[] {
  const { selector } = spec;
  const causes = validateLabelSelector('spec.selector', selector);
  // A selector that cannot be read is not held against the labels.
  if (causes.length === 0) causes.push(...mismatch(spec));
  if (selector && isEmptySelector(selector)) {
    causes.push(invalid('spec.selector', selector, 'empty selector is invalid for daemonset'));
  }
  return [
    ...causes,
    ...validatePodTemplate(spec.template, { kind: 'DaemonSet' }),
    ...nonNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...validateDaemonUpdate(spec),
    ...nonNegative('spec.revisionHistoryLimit', spec.revisionHistoryLimit),
  ];
}

export const daemonSets = defineResource({
  ...strategy,
  ...validation(validateDaemonSpec),
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
  ordinals?: { start?: number };
};

function validateStatefulUpdate({ updateStrategy = {} }: StatefulSpec): StatusCause[] {
  const { type = '', rollingUpdate } = updateStrategy;
  const field = 'spec.updateStrategy';
  switch (type) {
    case 'RollingUpdate':
      return nonNegative(`${field}.rollingUpdate.partition`, rollingUpdate?.partition);
    case 'OnDelete': {
      if (!rollingUpdate) return [];
      const shown = { Partition: rollingUpdate.partition ?? 0, MaxUnavailable: null };
      return [invalid(`${field}.rollingUpdate`, shown, "only allowed for updateStrategy 'RollingUpdate'")];
    }
    default: {
      const shown = { Type: type, RollingUpdate: rollingUpdate ?? null };
      return [invalid(field, shown, "must be 'RollingUpdate' or 'OnDelete'")];
    }
  }
}

const stateful = validation((spec: StatefulSpec) => [
  ...(spec.podManagementPolicy === 'OrderedReady' || spec.podManagementPolicy === 'Parallel'
    ? []
    : [
        invalid('spec.podManagementPolicy', spec.podManagementPolicy, "must be 'OrderedReady' or 'Parallel'"),
      ]),
  ...validateStatefulUpdate(spec),
  ...nonNegative('spec.replicas', spec.replicas),
  ...nonNegative('spec.minReadySeconds', spec.minReadySeconds),
  ...nonNegative('spec.ordinals.start', spec.ordinals?.start),
  ...validateSelected(spec, { noun: 'statefulset', kind: 'StatefulSet', unreadable: '' }),
  ...nonNegative('spec.revisionHistoryLimit', spec.revisionHistoryLimit),
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
