import { boolean, define, string, struct, map, quantity } from '../build.ts';
import { core } from './names.ts';

const name = string({ description: 'Name of the object referred to.' });

export const LocalObjectReference = define(core('LocalObjectReference'), { name });

export const ObjectReference = define(
  core('ObjectReference'),
  {
    kind: string(),
    namespace: string(),
    name: string(),
    uid: string({ goType: 'types.UID' }),
    apiVersion: string(),
    resourceVersion: string(),
    fieldPath: string(),
  },
  'ObjectReference contains enough information to let you inspect or modify the referred object.',
);

export const TypedLocalObjectReference = define(core('TypedLocalObjectReference'), {
  apiGroup: string(),
  kind: string({ required: true }),
  name: string({ required: true }),
});

export const SecretReference = define(core('SecretReference'), { name: string(), namespace: string() });

export const ConfigMapKeySelector = define(core('ConfigMapKeySelector'), {
  name,
  key: string({ required: true }),
  optional: boolean(),
});

export const SecretKeySelector = define(core('SecretKeySelector'), {
  name,
  key: string({ required: true }),
  optional: boolean(),
});

export const ObjectFieldSelector = define(core('ObjectFieldSelector'), {
  apiVersion: string(),
  fieldPath: string({ required: true }),
});

export const ResourceFieldSelector = define(core('ResourceFieldSelector'), {
  containerName: string(),
  resource: string({ required: true }),
  divisor: quantity(),
});

export const resourceList = (description?: string) =>
  map(quantity(), { goType: 'v1.ResourceList', ...(description === undefined ? {} : { description }) });

export const localReference = () => struct(LocalObjectReference);
