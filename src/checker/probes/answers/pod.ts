import { isReady } from '../../../kube/conditions.ts';
import { found, type Probe, type Scene } from '../../probe.ts';
import type { Localized } from '../../report.ts';
import { request } from '../../request.ts';
import type { Backend } from '../../spec.ts';
import { readyAddresses, split } from '../../view.ts';
import { portOf, type Way } from './way.ts';

/** The Pods of one backend: there, ready, with what must stay, each answering by itself. */
export function podProbe(way: Way, backend: Backend, id: string): Probe {
  const [namespace, name] = split(backend.object);
  const { kind, replicas } = backend;
  const dials = way.address !== 'any';
  return {
    id,
    station: 'pod',
    title: { en: `The Pods of ${kind} ${name}`, zh: `${kind} ${name} 的 Pod` },
    command: `kubectl get pods -n ${namespace} -o wide`,
    async look(scene) {
      const stays: Localized = {
        en:
          (backend.readinessProbe ? ', with their readiness probe' : '') +
          (backend.image ? ', of the same image' : ''),
        zh: (backend.readinessProbe ? '、保留就绪探针' : '') + (backend.image ? '、镜像不变' : ''),
      };
      const expected: Localized = {
        en: `at least ${replicas} Pods of ${kind} ${name} are Ready${stays.en}${dials ? `, and each answers on the port that Service ${way.name} sends to` : ''}`,
        zh: `${kind} ${name} 至少有 ${replicas} 个 Pod 就绪${stays.zh}${dials ? `，且每个都在 Service ${way.name} 转发到的端口上应答` : ''}`,
      };
      const { object, pods } = await scene.view.workload(backend);
      if (!object) return found(false, expected, { en: `no ${kind} ${name}`, zh: `没有 ${kind} ${name}` });
      const ready = pods.filter(isReady);
      const { containers } = object.spec.template.spec;
      const probeGone = backend.readinessProbe && !containers.some(({ readinessProbe }) => readinessProbe);
      const image = containers[0]?.image;
      const otherImage = backend.image !== undefined && image !== backend.image;
      const results = dials
        ? await dial(
            scene,
            way,
            ready.map((pod) => pod.status?.podIP),
          )
        : [];
      const good =
        ready.length >= replicas &&
        !probeGone &&
        !otherImage &&
        results.every(({ failure }) => failure === undefined);
      const list = (answered: string) =>
        results.map(({ address, failure }) => `${address} ${failure ?? answered}`).join('; ');
      return found(good, expected, {
        en: `${ready.length} Ready${probeGone ? '; the readiness probe is gone' : ''}${otherImage ? `; the image is ${image}` : ''}${results.length ? `; ${list('answers')}` : ''}`,
        zh: `${ready.length} 个就绪${probeGone ? '；就绪探针不见了' : ''}${otherImage ? `；镜像是 ${image}` : ''}${results.length ? `；${list('有应答')}` : ''}`,
      });
    },
  };
}

/** Asks each of the Pods by itself, where the Service's slices say that it listens. */
async function dial({ view, probers }: Scene, way: Way, ips: (string | undefined)[]) {
  const service = await view.service(way.service);
  const portName = service ? (portOf(service, way.port)?.name ?? '') : '';
  const targets = readyAddresses(await view.slices(way.service), portName).filter(({ ip }) =>
    ips.includes(ip),
  );
  const clients = probers.of(way.from);
  return Promise.all(
    targets.map(async (target, i) => {
      const address = `${target.ip}:${target.port}`;
      const prober = clients[i % clients.length]!;
      const { failures } = await request(prober, `http://${address}${way.path}`, 1, way.host);
      return { address, failure: failures[0] };
    }),
  );
}
