import type { StatusCause } from '../../../../kube/status.ts';
import type { AnyObject } from '../../../../kube/types.ts';
import { Ingress, IngressClass } from '../../schema/networking.ts';
import { forbidden, invalid, invalidAll, required, unsupported } from '../common/causes.ts';
import { ageColumn, ageOf, column, nameColumn, nameOf } from '../common/columns.ts';
import { defineResource } from '../common/define.ts';
import { bumpGeneration, keepStatus, specOf, startGeneration, statusOf } from '../common/fields.ts';
import { familyOf } from '../common/ip.ts';
import { validateMetadata, validateMetadataUpdate } from '../common/metadata.ts';
import {
  dnsLabel,
  dnsSubdomain,
  pathSegment,
  portName,
  portNumber,
  wildcardSubdomain,
} from '../common/names.ts';

interface Backend {
  service?: { name?: string; port?: { name?: string; number?: number } };
  resource?: Reference;
}
interface Reference {
  apiGroup?: string;
  kind?: string;
  name?: string;
}
interface TLS {
  hosts?: string[];
  secretName?: string;
}
interface Path {
  path?: string;
  pathType?: string;
  backend?: Backend;
}
interface Rule {
  host?: string;
  http?: { paths?: Path[] };
}
interface Spec {
  ingressClassName?: string;
  defaultBackend?: Backend;
  tls?: TLS[];
  rules?: Rule[];
}
interface Status {
  loadBalancer?: { ingress?: { ip?: string; hostname?: string }[] };
}

const group = 'networking.k8s.io';

function validateBackend(path: string, backend: Backend = {}): StatusCause[] {
  const { service, resource } = backend;
  if (service && resource) return [invalid(path, '', 'cannot set both resource and service backends')];
  if (resource) return validateReference(`${path}.resource`, resource);
  if (!service) return [invalid(path, '', 'resource or service backend is required')];
  const { name = '', number = 0 } = service.port ?? {};
  const field = `${path}.service.port`;
  const causes = service.name
    ? invalidAll(`${path}.service.name`, service.name, dnsLabel(service.name))
    : [required(`${path}.service.name`)];
  if (name !== '' && number !== 0) causes.push(invalid(path, '', 'cannot set both port name & port number'));
  else if (name !== '') causes.push(...invalidAll(`${field}.name`, name, portName(name)));
  else if (number !== 0) causes.push(...invalidAll(`${field}.number`, number, portNumber(number)));
  else causes.push(required(path, 'port name or number is required'));
  return causes;
}

function validateReference(path: string, { apiGroup, kind = '', name = '' }: Reference): StatusCause[] {
  return [
    ...(apiGroup === undefined ? [] : invalidAll(`${path}.apiGroup`, apiGroup, dnsSubdomain(apiGroup))),
    ...(kind === '' ? [required(`${path}.kind`)] : invalidAll(`${path}.kind`, kind, pathSegment(kind))),
    ...(name === '' ? [required(`${path}.name`)] : invalidAll(`${path}.name`, name, pathSegment(name))),
  ];
}

const pathTypes = ['Exact', 'ImplementationSpecific', 'Prefix'];

function validatePath(field: string, { path = '', pathType, backend }: Path): StatusCause[] {
  if (pathType === undefined) return [required(`${field}.pathType`, 'pathType must be specified')];
  const causes: StatusCause[] = [];
  const wrong = (text: string) => causes.push(invalid(`${field}.path`, path, text));
  if (!pathTypes.includes(pathType)) causes.push(unsupported(`${field}.pathType`, pathType, pathTypes));
  else if (pathType === 'ImplementationSpecific') {
    if (path !== '' && !path.startsWith('/')) wrong('must be an absolute path');
  } else {
    if (!path.startsWith('/')) wrong('must be an absolute path');
    for (const part of ['//', '/./', '/../', '%2f', '%2F']) {
      if (path.includes(part)) wrong(`must not contain '${part}'`);
    }
    for (const end of ['/..', '/.']) if (path.endsWith(end)) wrong(`cannot end with '${end}'`);
  }
  return [...causes, ...validateBackend(`${field}.backend`, backend)];
}

function validateHost(field: string, host: string): StatusCause[] {
  if (host.includes('*')) return invalidAll(field, host, wildcardSubdomain(host));
  return [
    ...(familyOf(host) ? [invalid(field, host, 'must be a DNS name, not an IP address')] : []),
    ...invalidAll(field, host, dnsSubdomain(host)),
  ];
}

function validateTLS(entries: readonly TLS[]): StatusCause[] {
  return entries.flatMap(({ hosts = [], secretName }, i) => [
    ...hosts.flatMap((host, j) =>
      invalidAll(
        `spec.tls[${i}].hosts[${j}]`,
        host,
        host.includes('*') ? wildcardSubdomain(host) : dnsSubdomain(host),
      ),
    ),
    ...(secretName ? invalidAll(`spec.tls[${i}].secretName`, secretName, dnsSubdomain(secretName)) : []),
  ]);
}

/** Models kubernetes pkg/apis/networking/validation ValidateIngressSpec. */
function validate(object: AnyObject): StatusCause[] {
  const { rules, defaultBackend, tls, ingressClassName } = specOf<Spec>(object);
  const causes = validateMetadata(object);
  if (!rules?.length && !defaultBackend) {
    causes.push(invalid('spec', rules ?? null, 'either `defaultBackend` or `rules` must be specified'));
  }
  if (defaultBackend) causes.push(...validateBackend('spec.defaultBackend', defaultBackend));
  rules?.forEach(({ host, http }, i) => {
    if (host) causes.push(...validateHost(`spec.rules[${i}].host`, host));
    if (!http) return;
    const field = `spec.rules[${i}].http.paths`;
    if (!http.paths?.length) causes.push(required(field));
    http.paths?.forEach((path, j) => causes.push(...validatePath(`${field}[${j}]`, path)));
  });
  causes.push(...validateTLS(tls ?? []));
  if (ingressClassName !== undefined) {
    causes.push(...invalidAll('spec.ingressClassName', ingressClassName, dnsSubdomain(ingressClassName)));
  }
  return causes;
}

const classAnnotation = 'kubernetes.io/ingress.class';

/** The old annotation and the field that replaced it must agree on a new object. */
function validateClass(object: AnyObject): StatusCause[] {
  const named = object.metadata.annotations?.[classAnnotation];
  const { ingressClassName } = specOf<Spec>(object);
  if (named === undefined || ingressClassName === undefined || named === ingressClassName) return [];
  const text = 'must match `ingressClassName` when both are specified';
  return [invalid(`annotations.${classAnnotation}`, named, text)];
}

/** Models kubernetes pkg/registry/networking/ingress strategy WarningsOnCreate. */
function warnings(object: AnyObject): string[] {
  if (object.metadata.annotations?.[classAnnotation] === undefined) return [];
  if (specOf<Spec>(object).ingressClassName !== undefined) return [];
  return [`annotation "${classAnnotation}" is deprecated, please use 'spec.ingressClassName' instead`];
}

/** At most three hosts, then how many more. */
function hostsOf({ rules = [] }: Spec): string {
  const hosts = rules.flatMap(({ host }) => host || []);
  if (hosts.length === 0) return '*';
  const shown = hosts.slice(0, 3).join(',');
  return hosts.length > 3 ? `${shown} + ${hosts.length - 3} more...` : shown;
}

/** Models kubernetes pkg/printers/internalversion printIngress. */
export const ingresses = defineResource({
  type: { group, version: 'v1', resource: 'ingresses', namespaced: true },
  kind: 'Ingress',
  singular: 'ingress',
  shortNames: ['ing'],
  subresources: ['status'],
  schema: Ingress,
  setDefaults: (object) => {
    const status = (object['status'] ??= {}) as Status;
    status.loadBalancer ??= {};
  },
  prepareForCreate: (object) => {
    object['status'] = { loadBalancer: {} };
    startGeneration(object);
  },
  prepareForUpdate: (object, old) => {
    keepStatus(object, old);
    bumpGeneration(object, old);
  },
  validate: (object) => [...validate(object), ...validateClass(object)],
  validateUpdate: (object, old) => [...validateMetadataUpdate(object, old), ...validate(object)],
  warnings: (object, old) => (old ? [] : warnings(object)),
  columns: [
    nameColumn,
    column('Class', 'Class of the controller that shall serve it.'),
    column('Hosts', 'Host names of its rules.'),
    column('Address', 'Where the controller answers.'),
    column('Ports', 'Ports of the controller.'),
    ageColumn,
  ],
  cells: (object, now) => {
    const spec = specOf<Spec>(object);
    const ingress = statusOf<Status>(object).loadBalancer?.ingress ?? [];
    return [
      nameOf(object),
      spec.ingressClassName ?? '<none>',
      hostsOf(spec),
      ingress.map(({ ip, hostname }) => ip || hostname || '').join(','),
      spec.tls?.length ? '80, 443' : '80',
      ageOf(object, now),
    ];
  },
});

interface ClassSpec {
  controller?: string;
  parameters?: { apiGroup?: string; kind: string; name: string; scope?: string };
}

export const ingressClasses = defineResource({
  type: { group, version: 'v1', resource: 'ingressclasses', namespaced: false },
  kind: 'IngressClass',
  singular: 'ingressclass',
  schema: IngressClass,
  prepareForCreate: startGeneration,
  prepareForUpdate: (object, old) => bumpGeneration(object, old),
  validate: (object) => {
    const { controller = '' } = specOf<ClassSpec>(object);
    const field = 'spec.controller';
    const wrong =
      controller === ''
        ? [required(field)]
        : controller.includes('/')
          ? []
          : [invalid(field, controller, 'must be a domain-prefixed path (such as "acme.io/foo")')];
    return [...validateMetadata(object), ...wrong];
  },
  validateUpdate: (object, old) =>
    specOf<ClassSpec>(object).controller === specOf<ClassSpec>(old).controller
      ? validateMetadataUpdate(object, old)
      : [...validateMetadataUpdate(object, old), forbidden('spec.controller', 'field is immutable')],
  columns: [
    nameColumn,
    column('Controller', 'Controller of this class.'),
    column('Parameters', 'Further settings of the controller.'),
    ageColumn,
  ],
  cells: (object, now) => {
    const { controller = '', parameters } = specOf<ClassSpec>(object);
    const { apiGroup, kind = '', name = '' } = parameters ?? {};
    const reference = parameters ? `${kind}${apiGroup ? `.${apiGroup}` : ''}/${name}` : '<none>';
    return [nameOf(object), controller, reference, ageOf(object, now)];
  },
});
