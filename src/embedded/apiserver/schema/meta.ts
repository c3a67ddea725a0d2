import {
  any,
  boolean,
  define,
  int64,
  keyedList,
  list,
  mergedNames,
  string,
  stringMap,
  strings,
  struct,
  time,
} from './build.ts';
import type { FieldSchema, StructSchema } from './types.ts';

const meta = (name: string) => `io.k8s.apimachinery.pkg.apis.meta.v1.${name}`;

export const OwnerReference = define(meta('OwnerReference'), {
  apiVersion: string({ required: true }),
  kind: string({ required: true }),
  name: string({ required: true }),
  uid: string({ required: true, goType: 'types.UID' }),
  controller: boolean(),
  blockOwnerDeletion: boolean(),
});

const ManagedFieldsEntry = define(meta('ManagedFieldsEntry'), {
  manager: string(),
  operation: string({ goType: 'v1.ManagedFieldsOperationType' }),
  apiVersion: string(),
  time: time(),
  fieldsType: string(),
  fieldsV1: any(),
  subresource: string(),
});

export const ObjectMeta = define(
  meta('ObjectMeta'),
  {
    name: string({
      description: 'Name of the object: unique among its kind in the namespace. It cannot be changed.',
    }),
    generateName: string({
      description: 'Prefix from which the server makes a unique name when name is empty.',
    }),
    namespace: string({
      description: 'Namespace that the object lives in; "default" if empty. It cannot be changed.',
    }),
    selfLink: string(),
    uid: string({ goType: 'types.UID', description: 'Unique in time and space, given by the server.' }),
    resourceVersion: string({ description: 'Opaque version of the object, changed by each write.' }),
    generation: int64({ description: 'Counts the versions of the desired state. Read-only.' }),
    creationTimestamp: time({ description: 'When the server created the object. Read-only.' }),
    deletionTimestamp: time({
      description: 'When the object will be gone, once its deletion was asked for. Read-only.',
    }),
    deletionGracePeriodSeconds: int64(),
    labels: stringMap({
      description: 'Names and values that selectors of Services and controllers look at.',
    }),
    annotations: stringMap({
      description: 'Names and values of any kind that tools keep at the object; nothing selects by them.',
    }),
    ownerReferences: keyedList(OwnerReference, 'uid', {
      description: 'Objects this one depends on; when all are gone it is deleted too.',
    }),
    finalizers: mergedNames({ description: 'Who must agree before the object goes away.' }),
    managedFields: list(ManagedFieldsEntry, { description: 'Who set which field. Kept by the server.' }),
  },
  'ObjectMeta is metadata that all persisted resources must have, which includes all objects users must create.',
);

const LabelSelectorRequirement = define(meta('LabelSelectorRequirement'), {
  key: string({ required: true }),
  operator: string({ required: true, goType: 'v1.LabelSelectorOperator' }),
  values: strings(),
});

export const LabelSelector = define(
  meta('LabelSelector'),
  {
    matchLabels: stringMap({ description: 'Each pair must be among the labels.' }),
    matchExpressions: list(LabelSelectorRequirement, { description: 'Each condition must hold.' }),
  },
  'Selects objects by their labels; matchLabels and matchExpressions are ANDed.',
);

export const Condition = define(meta('Condition'), {
  type: string({ required: true }),
  status: string({ required: true, goType: 'v1.ConditionStatus' }),
  observedGeneration: int64(),
  lastTransitionTime: time({ required: true }),
  reason: string({ required: true }),
  message: string({ required: true }),
});

export const typeMeta: Record<string, FieldSchema> = {
  apiVersion: string({
    description:
      'APIVersion defines the versioned schema of this representation of an object. Servers should convert recognized schemas to the latest internal value, and may reject unrecognized values. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#resources',
  }),
  kind: string({
    description:
      'Kind is a string value representing the REST resource this object represents. Servers may infer this from the endpoint the client submits requests to. Cannot be updated. In CamelCase. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#types-kinds',
  }),
};

/** The schema of a whole object: type and metadata come first, then its own fields. */
export function defineObject(
  name: string,
  fields: Record<string, FieldSchema>,
  description?: string,
): StructSchema {
  return define(
    name,
    {
      ...typeMeta,
      metadata: struct(ObjectMeta, {
        description:
          "Standard object's metadata. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata",
      }),
      ...fields,
    },
    description,
  );
}
