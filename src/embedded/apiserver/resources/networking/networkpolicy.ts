import type { StatusCause } from '../../../../kube/status.ts';
import type { AnyObject, IntOrString, LabelSelector } from '../../../../kube/types.ts';
import { NetworkPolicy as schema } from '../../schema/networking.ts';
import { forbidden, invalid, invalidAll, oneOf, required, unsupported } from '../common/causes.ts';
import { ageColumn, ageOf, column, nameColumn, nameOf } from '../common/columns.ts';
import { defineResource } from '../common/define.ts';
import { bumpGeneration, setDefault, specOf, startGeneration } from '../common/fields.ts';
import { isCIDR, isStrictSubset, validateCIDR } from '../common/ip.ts';
import { formatLabelSelector, validateLabelSelector } from '../common/labels.ts';
import { validateMetadata, validateMetadataUpdate } from '../common/metadata.ts';
import { portName, portNumber } from '../common/names.ts';

interface Peer {
  podSelector?: LabelSelector;
  namespaceSelector?: LabelSelector;
  ipBlock?: { cidr?: string; except?: string[] };
}
interface Port {
  protocol?: string;
  port?: IntOrString;
  endPort?: number;
}
interface Rule {
  ports?: Port[];
  from?: Peer[];
  to?: Peer[];
}
interface Spec {
  podSelector?: LabelSelector;
  ingress?: Rule[];
  egress?: Rule[];
  policyTypes?: string[];
}

/** Models kubernetes pkg/apis/networking/v1 SetDefaults_NetworkPolicy. */
function setDefaults(object: AnyObject): void {
  const spec = specOf<Spec>(object);
  spec.podSelector ??= {};
  if (!spec.policyTypes?.length) {
    spec.policyTypes = spec.egress?.length ? ['Ingress', 'Egress'] : ['Ingress'];
  }
  for (const { ports } of [...(spec.ingress ?? []), ...(spec.egress ?? [])]) {
    for (const port of ports ?? []) setDefault(port, 'protocol', 'TCP');
  }
}

function validatePort(path: string, { protocol, port, endPort }: Port): StatusCause[] {
  const causes = oneOf(`${path}.protocol`, protocol, ['TCP', 'UDP', 'SCTP'], 'allowed');
  const field = `${path}.endPort`;
  if (port === undefined) {
    if (endPort !== undefined)
      causes.push(invalid(field, endPort, 'may not be specified when `port` is not specified'));
  } else if (typeof port === 'string') {
    if (endPort !== undefined)
      causes.push(invalid(field, endPort, 'may not be specified when `port` is non-numeric'));
    causes.push(...invalidAll(`${path}.port`, port, portName(port)));
  } else {
    causes.push(...invalidAll(`${path}.port`, port, portNumber(port)));
    if (endPort === undefined) return causes;
    if (endPort < port) causes.push(invalid(field, endPort, 'must be greater than or equal to `port`'));
    causes.push(...invalidAll(field, endPort, portNumber(endPort)));
  }
  return causes;
}

function validatePeer(path: string, { podSelector, namespaceSelector, ipBlock }: Peer): StatusCause[] {
  const causes = [
    ...validateLabelSelector(`${path}.podSelector`, podSelector),
    ...validateLabelSelector(`${path}.namespaceSelector`, namespaceSelector),
  ];
  if (ipBlock) causes.push(...validateIPBlock(`${path}.ipBlock`, ipBlock));
  if (!podSelector && !namespaceSelector && !ipBlock) causes.push(required(path, 'must specify a peer'));
  else if (ipBlock && (podSelector || namespaceSelector)) {
    causes.push(forbidden(path, 'may not specify both ipBlock and another peer'));
  }
  return causes;
}

function validateIPBlock(
  path: string,
  { cidr = '', except = [] }: NonNullable<Peer['ipBlock']>,
): StatusCause[] {
  if (cidr === '') return [required(`${path}.cidr`)];
  const causes = validateCIDR(`${path}.cidr`, cidr);
  if (!isCIDR(cidr)) return causes;
  except.forEach((item, i) => {
    const field = `${path}.except[${i}]`;
    causes.push(...validateCIDR(field, item));
    if (isCIDR(item) && !isStrictSubset(item, cidr)) {
      causes.push(invalid(field, item, 'must be a strict subset of `cidr`'));
    }
  });
  return causes;
}

/** Models kubernetes pkg/apis/networking/validation ValidateNetworkPolicySpec. */
function validateSpec(spec: Spec): StatusCause[] {
  const rules = (field: 'ingress' | 'egress', peers: 'from' | 'to') =>
    (spec[field] ?? []).flatMap((rule, i) => [
      ...(rule.ports ?? []).flatMap((port, j) => validatePort(`spec.${field}[${i}].ports[${j}]`, port)),
      ...(rule[peers] ?? []).flatMap((peer, j) => validatePeer(`spec.${field}[${i}].${peers}[${j}]`, peer)),
    ]);
  return [
    ...validateLabelSelector('spec.podSelector', spec.podSelector),
    ...rules('ingress', 'from'),
    ...rules('egress', 'to'),
    ...validateTypes(spec.policyTypes ?? []),
  ];
}

function validateTypes(types: readonly string[]): StatusCause[] {
  if (types.length > 2) {
    return [invalid('spec.policyTypes', types, 'may not specify more than two policyTypes')];
  }
  return types.flatMap((type, i) =>
    ['Ingress', 'Egress'].includes(type)
      ? []
      : [unsupported(`spec.policyTypes[${i}]`, type, ['Ingress', 'Egress'])],
  );
}

export const networkPolicies = defineResource({
  type: { group: 'networking.k8s.io', version: 'v1', resource: 'networkpolicies', namespaced: true },
  kind: 'NetworkPolicy',
  singular: 'networkpolicy',
  shortNames: ['netpol'],
  schema,
  setDefaults,
  prepareForCreate: startGeneration,
  prepareForUpdate: (object, old) => bumpGeneration(object, old),
  validate: (object) => [...validateMetadata(object), ...validateSpec(specOf<Spec>(object))],
  validateUpdate: (object, old) => [
    ...validateMetadataUpdate(object, old),
    ...validateSpec(specOf<Spec>(object)),
  ],
  columns: [nameColumn, column('Pod-Selector', 'Pods that the policy is about.'), ageColumn],
  cells: (object, now) => [
    nameOf(object),
    formatLabelSelector(specOf<Spec>(object).podSelector),
    ageOf(object, now),
  ],
});
