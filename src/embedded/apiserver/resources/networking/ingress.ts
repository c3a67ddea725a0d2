import type { StatusCause } from '../../../../kube/status.ts';
import type { AnyObject } from '../../../../kube/types.ts';
import { Ingress, IngressClass } from '../../schema/networking.ts';
import { forbidden, invalid, invalidAll, oneOf, required } from '../common/causes.ts';
import { ageColumn, ageOf, column, nameColumn, nameOf } from '../common/columns.ts';
import { defineResource } from '../common/define.ts';
import { bumpGeneration, keepStatus, specOf, startGeneration, statusOf } from '../common/fields.ts';
import { validateMetadata, validateMetadataUpdate } from '../common/metadata.ts';
import { dnsLabel, dnsSubdomain, portName, portNumber } from '../common/names.ts';

interface Backend {
  service?: { name?: string; port?: { name?: string; number?: number } };
  resource?: unknown;
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
  tls?: unknown[];
  rules?: Rule[];
}
interface Status {
  loadBalancer?: { ingress?: { ip?: string; hostname?: string }[] };
}

const group = 'networking.k8s.io';

function validateBackend(path: string, backend: Backend = {}): StatusCause[] {
  const { service, resource } = backend;
  if (service && resource) return [invalid(path, '', 'cannot set both resource and service backends')];
  if (resource) return [];
  if (!service?.name) return [required(`${path}.service.name`)];
  const { name = '', number = 0 } = service.port ?? {};
  const field = `${path}.service.port`;
  const causes = invalidAll(`${path}.service.name`, service.name, dnsLabel(service.name));
  if (name !== '' && number !== 0) causes.push(invalid(path, '', 'cannot set both port name & port number'));
  else if (name !== '') causes.push(...invalidAll(`${field}.name`, name, portName(name)));
  else if (number !== 0) causes.push(...invalidAll(`${field}.number`, number, portNumber(number)));
  else causes.push(required(field, 'port name or number is required'));
  return causes;
}

function validatePath(field: string, { path = '', pathType, backend }: Path): StatusCause[] {
  const types = ['Exact', 'ImplementationSpecific', 'Prefix'];
  if (!pathType) return [required(`${field}.pathType`, 'pathType must be specified')];
  const causes = oneOf(`${field}.pathType`, pathType, types, 'required');
  if (pathType !== 'ImplementationSpecific' && types.includes(pathType) && !path.startsWith('/')) {
    causes.push(invalid(`${field}.path`, path, 'must be an absolute path'));
  }
  return [...causes, ...validateBackend(`${field}.backend`, backend)];
}

/** Models kubernetes pkg/apis/networking/validation ValidateIngressSpec. */
function validate(object: AnyObject): StatusCause[] {
  const { rules = [], defaultBackend } = specOf<Spec>(object);
  const causes = validateMetadata(object);
  if (rules.length === 0 && !defaultBackend) {
    causes.push(invalid('spec', [], 'either `defaultBackend` or `rules` must be specified'));
  }
  if (defaultBackend) causes.push(...validateBackend('spec.defaultBackend', defaultBackend));
  rules.forEach(({ host, http }, i) => {
    if (host) {
      const name = host.replace(/^\*\./, '');
      causes.push(...invalidAll(`spec.rules[${i}].host`, host, dnsSubdomain(name)));
    }
    if (!http) return;
    const field = `spec.rules[${i}].http.paths`;
    if (!http.paths?.length) causes.push(required(field));
    http.paths?.forEach((path, j) => causes.push(...validatePath(`${field}[${j}]`, path)));
  });
  return causes;
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
  validate,
  validateUpdate: (object, old) => [...validateMetadataUpdate(object, old), ...validate(object)],
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
