import { found, same, type Probe } from '../probe.ts';
import { request } from '../request.ts';
import type { Expected } from '../spec.ts';
import { readyAddresses, split } from '../view.ts';

/** A client that must be kept out still is, by the Service's address and by each endpoint's. */
export function refusedProbe({ from, service, port, path }: Expected<'refused'>, id: string): Probe {
  const [namespace, name] = split(service);
  const labels = Object.entries(from.labels).map(([key, value]) => `${key}=${value}`);
  const who = [`${from.namespace}`, ...labels].join(', ');
  return {
    id,
    station: 'pod',
    title: { en: `Who must be kept out (${who})`, zh: `必须挡在外面的客户端（${who}）` },
    command: `kubectl get networkpolicies -n ${namespace} -o yaml`,
    async look({ view, probers }) {
      const expected = {
        en: `a Pod in namespace ${from.namespace}${labels.length ? ` labelled ${labels.join(', ')}` : ''} gets no answer from Service ${name}`,
        zh: `命名空间 ${from.namespace} 中${labels.length ? `带有标签 ${labels.join('、')} ` : ''}的 Pod 得不到 Service ${name} 的应答`,
      };
      // What is gone keeps nobody out.
      if (!(await view.service(service)))
        return found(false, expected, { en: `no Service ${name}`, zh: `没有 Service ${name}` });
      const ip = await view.clusterIP(service);
      const entry = (await view.service(service))?.spec.ports?.find((candidate) => candidate.port === port);
      const targets = [
        ...(ip ? [`${ip}:${port}`] : []),
        ...readyAddresses(await view.slices(service), entry?.name ?? '').map(
          (target) => `${target.ip}:${target.port}`,
        ),
      ];
      const prober = probers.of(from)[0]!;
      const results = await Promise.all(
        targets.map(async (target) => ({
          target,
          answer: (await request(prober, `http://${target}${path}`, 1)).answers[0],
        })),
      );
      const reached = results.filter(({ answer }) => answer !== undefined);
      return found(
        reached.length === 0,
        expected,
        reached.length
          ? same(reached.map(({ target, answer }) => `${target}: ${answer}`).join('; '))
          : { en: 'no answer', zh: '没有应答' },
      );
    },
  };
}
