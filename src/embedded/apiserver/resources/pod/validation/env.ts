import type { StatusCause } from '../../../../../kube/status.ts';
import type { Container } from '../../../../../kube/types.ts';
import { invalid, invalidAll, required, unsupported } from '../../common/causes.ts';
import { configKey, dnsSubdomain, envVarName, qualifiedName } from '../../common/names.ts';

interface KeySelector {
  name?: string;
  key?: string;
}
interface Sources {
  fieldRef?: { apiVersion?: string; fieldPath?: string } | null;
  resourceFieldRef?: { resource?: string } | null;
  configMapKeyRef?: KeySelector | null;
  secretKeyRef?: KeySelector | null;
  fileKeyRef?: object | null;
}
interface EnvFrom {
  prefix?: string;
  configMapRef?: { name?: string } | null;
  secretRef?: { name?: string } | null;
}

/** Fields of a Pod that the downward API knows, and those that an environment variable may hold. */
const knownFields = new Set([
  ...['metadata.annotations', 'metadata.labels', 'metadata.name', 'metadata.namespace', 'metadata.uid'],
  ...['spec.nodeName', 'spec.restartPolicy', 'spec.serviceAccountName', 'spec.schedulerName'],
  ...['status.phase', 'status.hostIP', 'status.hostIPs', 'status.podIP', 'status.podIPs'],
]);
const envFields = [
  ...['metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName', 'spec.serviceAccountName'],
  ...['status.hostIP', 'status.hostIPs', 'status.podIP', 'status.podIPs'],
];
const resourceFields = [
  ...['limits.cpu', 'limits.ephemeral-storage', 'limits.memory'],
  ...['requests.cpu', 'requests.ephemeral-storage', 'requests.memory'],
];

/** Models kubernetes pkg/apis/core/validation ValidateEnv. */
export function validateEnv(field: string, env: Container['env']): StatusCause[] {
  return (env ?? []).flatMap(({ name, value, valueFrom }, i) => {
    const path = `${field}[${i}]`;
    return [
      ...(name ? invalidAll(`${path}.name`, name, envVarName(name)) : [required(`${path}.name`)]),
      ...(valueFrom ? validateValueFrom(`${path}.valueFrom`, valueFrom as Sources, value) : []),
    ];
  });
}

function validateValueFrom(path: string, sources: Sources, value: string | undefined): StatusCause[] {
  const causes: StatusCause[] = [];
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef } = sources;
  if (fieldRef) causes.push(...validateFieldRef(`${path}.fieldRef`, fieldRef));
  if (resourceFieldRef) causes.push(...validateResourceRef(`${path}.resourceFieldRef`, resourceFieldRef));
  if (configMapKeyRef) causes.push(...validateKeyRef(`${path}.configMapKeyRef`, configMapKeyRef));
  if (secretKeyRef) causes.push(...validateKeyRef(`${path}.secretKeyRef`, secretKeyRef));
  const given = [fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef].filter(
    Boolean,
  ).length;
  if (given === 0) {
    const names = '`fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`';
    causes.push(invalid(path, '', `must specify one of: ${names}`));
  } else if (value) causes.push(invalid(path, '', 'may not be specified when `value` is not empty'));
  else if (given > 1) causes.push(invalid(path, '', 'may not have more than one field specified at a time'));
  return causes;
}

function validateFieldRef(path: string, { fieldPath = '' }: NonNullable<Sources['fieldRef']>): StatusCause[] {
  const field = `${path}.fieldPath`;
  if (fieldPath === '') return [required(field)];
  const subscripted = /^(.*)\['(.*)'\]$/.exec(fieldPath);
  if (subscripted) {
    const [, map = '', key = ''] = subscripted;
    if (map === 'metadata.annotations')
      return invalidAll(path, key.toLowerCase(), qualifiedName(key.toLowerCase()));
    if (map === 'metadata.labels') return invalidAll(path, key, qualifiedName(key));
    return knownFields.has(map)
      ? [invalid(path, map, 'does not support subscript')]
      : [
          invalid(
            field,
            fieldPath,
            `error converting fieldPath: field label does not support subscript: ${fieldPath}`,
          ),
        ];
  }
  const converted = fieldPath === 'spec.host' ? 'spec.nodeName' : fieldPath;
  if (!knownFields.has(converted)) {
    return [invalid(field, fieldPath, `error converting fieldPath: field label not supported: ${fieldPath}`)];
  }
  return envFields.includes(converted) ? [] : [unsupported(field, converted, envFields)];
}

function validateResourceRef(path: string, { resource = '' }: { resource?: string }): StatusCause[] {
  const field = `${path}.resource`;
  if (resource === '') return [required(field)];
  if (resourceFields.includes(resource) || /^(requests|limits)\.hugepages-/.test(resource)) return [];
  return [unsupported(field, resource, resourceFields)];
}

function validateKeyRef(path: string, { name = '', key = '' }: KeySelector): StatusCause[] {
  return [
    ...invalidAll(`${path}.name`, name, dnsSubdomain(name)),
    ...(key === '' ? [required(`${path}.key`)] : invalidAll(`${path}.key`, key, configKey(key))),
  ];
}

/** Models ValidateEnvFrom; some causes name the list, not the entry. */
export function validateEnvFrom(field: string, envFrom: Container['envFrom']): StatusCause[] {
  return ((envFrom ?? []) as EnvFrom[]).flatMap(({ prefix, configMapRef, secretRef }, i) => {
    const path = `${field}[${i}]`;
    const causes = prefix ? invalidAll(`${path}.prefix`, prefix, envVarName(prefix)) : [];
    const named = (part: string, { name = '' }: { name?: string }) => {
      const at = `${path}.${part}.name`;
      causes.push(...(name === '' ? [required(at)] : invalidAll(at, name, dnsSubdomain(name))));
    };
    if (configMapRef) named('configMapRef', configMapRef);
    if (secretRef) named('secretRef', secretRef);
    if (!configMapRef && !secretRef) {
      causes.push(invalid(field, '', 'must specify one of: `configMapRef` or `secretRef`'));
    } else if (configMapRef && secretRef) {
      causes.push(invalid(field, '', 'may not have more than one field specified at a time'));
    }
    return causes;
  });
}
