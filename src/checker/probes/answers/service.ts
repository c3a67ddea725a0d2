import type { Service } from '../../../kube/types.ts';
import { found, same, type Probe } from '../../probe.ts';
import { hasVirtualIP } from '../../view.ts';
import { portOf, type Way } from './way.ts';

/** The Service exists, has the kind of address that the brief promises, and lists the port. */
export function serviceProbe(way: Way, id: string): Probe {
  const { namespace, name, port } = way;
  const headless = way.address === 'headless';
  return {
    id,
    station: 'service',
    title: { en: `Service ${name}`, zh: `Service ${name}` },
    command: `kubectl get service ${name} -n ${namespace} -o wide`,
    async look({ view }) {
      const expected = headless
        ? {
            en: `exists in namespace ${namespace} and is headless (clusterIP None)`,
            zh: `存在于命名空间 ${namespace}，并且是无头 Service（clusterIP 为 None）`,
          }
        : {
            en: `exists in namespace ${namespace}, has a clusterIP and lists port ${port}/TCP`,
            zh: `存在于命名空间 ${namespace}，有 clusterIP，并列出端口 ${port}/TCP`,
          };
      const service = await view.service(way.service);
      if (!service) return found(false, expected, { en: 'no such Service', zh: '没有这个 Service' });
      const good = headless
        ? service.spec.clusterIP === 'None'
        : hasVirtualIP(service) && portOf(service, port) !== undefined;
      return found(good, expected, same(summary(service)));
    },
  };
}

function summary({ spec }: Service): string {
  const ports = (spec.ports ?? []).map(
    ({ port, protocol, targetPort }) => `${port}/${protocol ?? 'TCP'} → ${targetPort ?? port}`,
  );
  const selector = Object.entries(spec.selector ?? {}).map(([key, value]) => `${key}=${value}`);
  const name = spec.externalName ? `, externalName ${spec.externalName}` : '';
  return `type ${spec.type ?? 'ClusterIP'}, clusterIP ${spec.clusterIP || '–'}${name}, ${ports.join(', ') || '–'}, selector ${selector.join(',') || '–'}`;
}
