import type { StatusCause } from '../../../../kube/status.ts';
import type { AnyObject } from '../../../../kube/types.ts';
import { PriorityClass, RuntimeClass, StorageClass } from '../../schema/classes.ts';
import { deepEqual } from '../../value.ts';
import { forbidden, invalid, invalidAll, oneOf, required } from '../common/causes.ts';
import { ageColumn, ageOf, column, nameColumn, nameOf } from '../common/columns.ts';
import { defineResource } from '../common/define.ts';
import { dropEmpty, setDefault } from '../common/fields.ts';
import { validateMetadata, validateMetadataUpdate } from '../common/metadata.ts';
import { dnsLabel } from '../common/names.ts';

interface Priority extends AnyObject {
  value?: number;
  globalDefault?: boolean;
  preemptionPolicy?: string;
}

/** The classes that only the system has, with their numbers. Models pkg/apis/scheduling helpers. */
export const systemPriorities: Readonly<Record<string, number>> = {
  'system-cluster-critical': 2_000_000_000,
  'system-node-critical': 2_000_001_000,
};
const highestOfUsers = 1_000_000_000;

/** Models kubernetes pkg/apis/scheduling/validation ValidatePriorityClass. */
function validatePriority(object: AnyObject): StatusCause[] {
  const { value = 0, preemptionPolicy, metadata } = object as Priority;
  const { name = '' } = metadata;
  const causes = validateMetadata(object);
  if (name.startsWith('system-')) {
    const known = systemPriorities[name];
    const why =
      known === undefined
        ? `${name} is not a known system priority class`
        : known === value
          ? undefined
          : `value of ${name} PriorityClass must be ${known}`;
    if (why !== undefined) {
      const text = `priority class names with 'system-' prefix are reserved for system use only. error: ${why}`;
      causes.push(forbidden('metadata.name', text));
    }
  } else if (value > highestOfUsers) {
    causes.push(forbidden('value', `maximum allowed value of a user defined priority is ${highestOfUsers}`));
  }
  const policies = ['Never', 'PreemptLowerPriority'];
  return [...causes, ...oneOf('preemptionPolicy', preemptionPolicy, policies, 'allowed')];
}

export const priorityClasses = defineResource({
  type: { group: 'scheduling.k8s.io', version: 'v1', resource: 'priorityclasses', namespaced: false },
  kind: 'PriorityClass',
  singular: 'priorityclass',
  shortNames: ['pc'],
  schema: PriorityClass,
  setDefaults: (object) => {
    const priority = object as Priority;
    priority.value ??= 0;
    setDefault(priority, 'preemptionPolicy', 'PreemptLowerPriority');
    dropEmpty(priority, ['globalDefault']);
  },
  validate: validatePriority,
  validateUpdate: (object, old) => {
    const [now, before] = [object as Priority, old as Priority];
    const causes = validateMetadataUpdate(object, old);
    if (now.value !== before.value) causes.push(forbidden('value', 'may not be changed in an update.'));
    if (now.preemptionPolicy !== before.preemptionPolicy)
      causes.push(invalid('preemptionPolicy', now.preemptionPolicy, 'field is immutable'));
    return causes;
  },
  columns: [
    nameColumn,
    column('Value', 'The number.', { type: 'integer' }),
    column('Global-Default', 'Whether Pods without a class are of this one.', { type: 'string' }),
    ageColumn,
    column('PreemptionPolicy', 'Whether its Pods may push others out.'),
  ],
  cells: (object, now) => {
    const { value = 0, globalDefault = false, preemptionPolicy = '' } = object as Priority;
    return [nameOf(object), value, globalDefault, ageOf(object, now), preemptionPolicy];
  },
});

interface Storage extends AnyObject {
  provisioner?: string;
  reclaimPolicy?: string;
  volumeBindingMode?: string;
  allowVolumeExpansion?: boolean;
  parameters?: Record<string, string>;
}

const defaultClass = 'storageclass.kubernetes.io/is-default-class';

/** Models kubernetes pkg/apis/storage. */
export const storageClasses = defineResource({
  type: { group: 'storage.k8s.io', version: 'v1', resource: 'storageclasses', namespaced: false },
  kind: 'StorageClass',
  singular: 'storageclass',
  shortNames: ['sc'],
  schema: StorageClass,
  setDefaults: (object) => {
    setDefault(object as Storage, 'reclaimPolicy', 'Delete');
    setDefault(object as Storage, 'volumeBindingMode', 'Immediate');
  },
  validate: (object) => {
    const { provisioner = '', reclaimPolicy, volumeBindingMode } = object as Storage;
    return [
      ...validateMetadata(object),
      ...(provisioner === '' ? [required('provisioner', provisioner)] : []),
      ...oneOf('reclaimPolicy', reclaimPolicy, ['Delete', 'Retain'], 'allowed'),
      ...oneOf('volumeBindingMode', volumeBindingMode, ['Immediate', 'WaitForFirstConsumer'], 'required'),
    ];
  },
  validateUpdate: (object, old) => {
    const [now, before] = [object as Storage, old as Storage];
    const causes = validateMetadataUpdate(object, old);
    if (!deepEqual(now.parameters ?? {}, before.parameters ?? {}))
      causes.push(forbidden('parameters', 'updates to parameters are forbidden.'));
    if (now.provisioner !== before.provisioner)
      causes.push(forbidden('provisioner', 'updates to provisioner are forbidden.'));
    if (now.reclaimPolicy !== before.reclaimPolicy)
      causes.push(forbidden('reclaimPolicy', 'updates to reclaimPolicy are forbidden.'));
    if (now.volumeBindingMode !== before.volumeBindingMode)
      causes.push(invalid('volumeBindingMode', now.volumeBindingMode, 'field is immutable'));
    return causes;
  },
  columns: [
    nameColumn,
    column('Provisioner', 'Who makes the volumes.'),
    column('ReclaimPolicy', 'What becomes of a volume that nobody claims any more.'),
    column('VolumeBindingMode', 'When a volume is made.'),
    column('AllowVolumeExpansion', 'Whether volumes can grow.'),
    ageColumn,
  ],
  cells: (object, now) => {
    const {
      provisioner = '',
      reclaimPolicy,
      volumeBindingMode,
      allowVolumeExpansion = false,
    } = object as Storage;
    const isDefault = object.metadata.annotations?.[defaultClass] === 'true';
    return [
      `${nameOf(object)}${isDefault ? ' (default)' : ''}`,
      ...[provisioner, reclaimPolicy ?? '', volumeBindingMode ?? '', allowVolumeExpansion],
      ageOf(object, now),
    ];
  },
});

const handlerOf = (object: AnyObject) => (object as { handler?: string } & AnyObject).handler ?? '';

/** Models kubernetes pkg/apis/node. */
export const runtimeClasses = defineResource({
  type: { group: 'node.k8s.io', version: 'v1', resource: 'runtimeclasses', namespaced: false },
  kind: 'RuntimeClass',
  singular: 'runtimeclass',
  schema: RuntimeClass,
  validate: (object) => [
    ...validateMetadata(object),
    ...invalidAll('handler', handlerOf(object), dnsLabel(handlerOf(object))),
  ],
  validateUpdate: (object, old) =>
    handlerOf(object) === handlerOf(old)
      ? validateMetadataUpdate(object, old)
      : [...validateMetadataUpdate(object, old), invalid('handler', handlerOf(object), 'field is immutable')],
  columns: [nameColumn, column('Handler', 'Name by which the runtime knows it.'), ageColumn],
  cells: (object, now) => [nameOf(object), handlerOf(object), ageOf(object, now)],
});
