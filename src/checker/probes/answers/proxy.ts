import { found, skipped, type Probe } from '../../probe.ts';
import { request } from '../../request.ts';
import type { Way } from './way.ts';

/** The virtual IP answers on every node, without the name. */
export function proxyProbe(way: Way, id: string): Probe {
  const { namespace, name, port, path } = way;
  return {
    id,
    station: 'kube-proxy',
    title: {
      en: `kube-proxy: the clusterIP of ${name}, from every node`,
      zh: `kube-proxy：从每个节点访问 ${name} 的 clusterIP`,
    },
    command: `${way.exec} wget -qO- -T 3 http://$(kubectl get svc ${name} -n ${namespace} -o jsonpath='{.spec.clusterIP}'):${port}${path}`,
    async look({ view, probers }) {
      const ip = await view.clusterIP(way.service);
      const expected = {
        en: `${ip ?? 'the clusterIP'}:${port} answers on every node`,
        zh: `在每个节点上，${ip ?? 'clusterIP'}:${port} 都有应答`,
      };
      if (!ip) return skipped(expected, 'service');
      const lines = await Promise.all(
        probers.of(way.from).map(async (prober) => {
          const { answers, failures } = await request(prober, `http://${ip}:${port}${path}`, 4, way.host);
          return { node: prober.node, failure: failures[0], answered: answers.length > 0 };
        }),
      );
      return found(
        lines.every(({ failure, answered }) => failure === undefined && answered),
        expected,
        {
          en: lines.map(({ node, failure }) => `${node}: ${failure ?? 'answered'}`).join('; '),
          zh: lines.map(({ node, failure }) => `${node}：${failure ?? '有应答'}`).join('；'),
        },
      );
    },
  };
}
