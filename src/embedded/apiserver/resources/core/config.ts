import { resources } from '../../../../kube/client.ts';
import type { StatusCause } from '../../../../kube/status.ts';
import type { AnyObject } from '../../../../kube/types.ts';
import { deepEqual } from '../../value.ts';
import { ConfigMap, Secret, ServiceAccount } from '../../schema/core/config.ts';
import { forbidden, invalid, invalidAll, required } from '../common/causes.ts';
import { ageColumn, ageOf, column, nameColumn, nameOf } from '../common/columns.ts';
import { defineResource } from '../common/define.ts';
import { dropEmpty } from '../common/fields.ts';
import { validateMetadata, validateMetadataUpdate } from '../common/metadata.ts';
import { configKey } from '../common/names.ts';

type Data = Record<string, string>;
const dataOf = (object: AnyObject, field = 'data') => (object[field] ?? {}) as Data;
const sizeOf = (object: AnyObject, ...fields: string[]) =>
  fields.reduce((sum, field) => sum + Object.keys(dataOf(object, field)).length, 0);
const dataColumn = column('Data', 'How many keys there are.', { type: 'integer' });

function validateKeys(object: AnyObject, ...fields: string[]): StatusCause[] {
  return fields.flatMap((field) =>
    Object.keys(dataOf(object, field))
      .sort()
      .flatMap((key) => invalidAll(`${field}[${key}]`, key, configKey(key))),
  );
}

/** An object marked immutable keeps its data and the mark. */
function validateImmutable(object: AnyObject, old: AnyObject, ...fields: string[]): StatusCause[] {
  if (old['immutable'] !== true) return [];
  const text = 'field is immutable when `immutable` is set';
  const causes = object['immutable'] === true ? [] : [forbidden('immutable', text)];
  for (const field of fields) {
    if (!deepEqual(dataOf(object, field), dataOf(old, field))) causes.push(forbidden(field, text));
  }
  return causes;
}

function validateConfigMap(object: AnyObject): StatusCause[] {
  const causes = [...validateMetadata(object), ...validateKeys(object, 'data')];
  const { data, binaryData } = object as AnyObject & { data?: Data; binaryData?: Data };
  for (const key of Object.keys(binaryData ?? {}).sort()) {
    if (data?.[key] !== undefined) {
      const detail = `duplicate of key present in binaryData`;
      causes.push(invalid(`data[${key}]`, key, detail));
    }
  }
  return [...causes, ...validateKeys(object, 'binaryData')];
}

export const configMaps = defineResource({
  type: resources.configmaps,
  kind: 'ConfigMap',
  singular: 'configmap',
  shortNames: ['cm'],
  schema: ConfigMap,
  setDefaults: (object) => dropEmpty(object, ['data', 'binaryData']),
  validate: validateConfigMap,
  validateUpdate: (object, old) => [
    ...validateMetadataUpdate(object, old),
    ...validateImmutable(object, old, 'data', 'binaryData'),
    ...validateConfigMap(object),
  ],
  columns: [nameColumn, dataColumn, ageColumn],
  cells: (object, now) => [nameOf(object), sizeOf(object, 'data', 'binaryData'), ageOf(object, now)],
});

/** Keys that a Secret of a type must have. Models kubernetes pkg/apis/core/validation ValidateSecret. */
const requiredKeys: Record<string, readonly string[]> = {
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
};

function validateSecret(object: AnyObject): StatusCause[] {
  const keys = requiredKeys[typeof object['type'] === 'string' ? object['type'] : ''] ?? [];
  return [
    ...validateMetadata(object),
    ...validateKeys(object, 'data'),
    ...keys.filter((key) => dataOf(object)[key] === undefined).map((key) => required(`data[${key}]`)),
  ];
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

export const secrets = defineResource({
  type: { group: '', version: 'v1', resource: 'secrets', namespaced: true },
  kind: 'Secret',
  singular: 'secret',
  schema: Secret,
  setDefaults: (object) => {
    const plain = Object.entries(dataOf(object, 'stringData'));
    if (plain.length > 0) {
      object['data'] = {
        ...dataOf(object),
        ...Object.fromEntries(plain.map(([key, text]) => [key, base64(text)])),
      };
    }
    delete object['stringData'];
    object['type'] ||= 'Opaque';
    dropEmpty(object, ['data']);
  },
  validate: validateSecret,
  validateUpdate: (object, old) => [
    ...validateMetadataUpdate(object, old),
    ...(object['type'] === old['type'] ? [] : [invalid('type', object['type'], 'field is immutable')]),
    ...validateImmutable(object, old, 'data'),
    ...validateSecret(object),
  ],
  selectableFields: { type: (object) => String(object['type'] ?? '') },
  columns: [nameColumn, column('Type', 'What the secret is for.'), dataColumn, ageColumn],
  cells: (object, now) => [
    nameOf(object),
    String(object['type'] ?? ''),
    sizeOf(object, 'data'),
    ageOf(object, now),
  ],
});

export const serviceAccounts = defineResource({
  type: { group: '', version: 'v1', resource: 'serviceaccounts', namespaced: true },
  kind: 'ServiceAccount',
  singular: 'serviceaccount',
  shortNames: ['sa'],
  subresources: ['token'],
  schema: ServiceAccount,
  columns: [nameColumn, ageColumn],
  cells: (object, now) => [nameOf(object), ageOf(object, now)],
});
