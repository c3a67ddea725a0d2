import type { AnyObject, ServiceSpec } from '../../../../kube/types.ts';
import { ageColumn, ageOf, column, nameColumn, nameOf } from '../common/columns.ts';
import { specOf } from '../common/fields.ts';
import { formatLabels } from '../common/labels.ts';

export const serviceColumns = [
  nameColumn,
  column('Type', 'How the Service is exposed.'),
  column('Cluster-IP', 'Address inside the cluster; None for a headless Service.'),
  column('External-IP', 'Addresses from outside, or the external name.'),
  column('Port(s)', 'Ports of the Service, with their node ports.'),
  ageColumn,
  column('Selector', 'Labels of the Pods behind the Service.', { wide: true }),
];

/** Models kubernetes pkg/printers/internalversion printService. */
export function serviceCells(object: AnyObject, now: number) {
  const spec = specOf<ServiceSpec>(object);
  return [
    nameOf(object),
    spec.type ?? '',
    spec.clusterIPs?.[0] || spec.clusterIP || '<none>',
    externalIPs(object, spec),
    portsOf(spec),
    ageOf(object, now),
    formatLabels(spec.selector),
  ];
}

function externalIPs(object: AnyObject, spec: ServiceSpec): string {
  const fixed = spec.externalIPs ?? [];
  switch (spec.type) {
    case 'ExternalName':
      return spec.externalName ?? '';
    case 'LoadBalancer': {
      const balanced = balancerAddresses(object);
      if (fixed.length > 0) {
        return [...(balanced === '' ? [] : [balanced]), ...fixed].join(',');
      }
      return balanced === '' ? '<pending>' : balanced;
    }
    default:
      return fixed.length > 0 ? fixed.join(',') : '<none>';
  }
}

/** Never cut short: the server does not know whether the client asked for `-o wide`. */
function balancerAddresses(object: AnyObject): string {
  const status = object['status'] as
    { loadBalancer?: { ingress?: { ip?: string; hostname?: string }[] } } | undefined;
  const ingress = status?.loadBalancer?.ingress ?? [];
  return [...new Set(ingress.map(({ ip, hostname }) => ip || hostname || ''))]
    .filter((address) => address !== '')
    .sort()
    .join(',');
}

function portsOf(spec: ServiceSpec): string {
  const ports = spec.ports ?? [];
  if (ports.length === 0) return '<none>';
  return ports
    .map(({ port, nodePort, protocol }) => `${port}${nodePort ? `:${nodePort}` : ''}/${protocol ?? 'TCP'}`)
    .join(',');
}
