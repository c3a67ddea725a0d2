import { found, same, type Probe } from '../probe.ts';
import { lookup } from '../request.ts';
import type { ClientSpec, Expected } from '../spec.ts';

/** A name resolves to the clusterIP of a Service, from every node. */
export function resolvesProbe(
  { name, service, from }: Expected<'resolves'>,
  clientNamespace: string,
  id: string,
): Probe {
  return lookupProbe(
    name,
    service,
    id,
    `kubectl exec -n ${from?.namespace ?? clientNamespace} client --`,
    from,
  );
}

export function lookupProbe(
  name: string,
  service: string,
  id: string,
  exec: string,
  from: ClientSpec | undefined,
): Probe {
  return {
    id,
    station: 'name',
    title: { en: `The name ${name}`, zh: `名称 ${name}` },
    command: `${exec} nslookup ${name}`,
    async look({ view, probers }) {
      const ip = await view.clusterIP(service);
      const answers = await Promise.all(probers.of(from).map((prober) => lookup(prober, name)));
      const good = ip !== undefined && answers.every(({ addresses }) => addresses.join() === ip);
      const odd = answers.find(({ addresses }) => addresses.join() !== ip) ?? answers[0]!;
      const seen = odd.addresses.join(', ') || odd.said;
      return found(
        good,
        {
          en: `resolves to the clusterIP of Service ${service}${ip ? ` (${ip})` : ''}, from every node`,
          zh: `在每个节点上都解析为 Service ${service} 的 clusterIP${ip ? `（${ip}）` : ''}`,
        },
        good ? same(ip) : { en: seen || 'no answer', zh: seen || '没有应答' },
      );
    },
  };
}
