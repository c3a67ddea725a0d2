import { isReady } from '../../kube/conditions.ts';
import { resources } from '../../kube/client.ts';
import { found, nameOf, type Probe, type Scene } from '../probe.ts';
import type { Localized } from '../report.ts';
import { merge, requestFor } from '../request.ts';
import type { Expected } from '../spec.ts';
import { fqdnOf, isSettled, split, View } from '../view.ts';

/** Before the deletion, and after the Pod's grace period, requests run this long. */
const marginSeconds = 3;
const atOnce = 4;
const settleTimeout = 60_000;

/** Requests keep being answered while a Pod goes and its replacement comes. */
export function drainsProbe(spec: Expected<'drains'>, id: string): Probe {
  const { service, port, path, backend } = spec;
  const [namespace, name] = split(backend.object);
  const url = `http://${fqdnOf(service)}:${port}${path}`;
  const expected: Localized = {
    en: `no request to ${url} fails while a Pod of ${backend.kind} ${name} is deleted and replaced`,
    zh: `删除并替换 ${backend.kind} ${name} 的一个 Pod 时，对 ${url} 的请求一个也不失败`,
  };
  return {
    id,
    station: 'pod',
    disturbs: true,
    title: { en: `A Pod of ${name} is replaced`, zh: `替换 ${name} 的一个 Pod` },
    command: `kubectl get pods -n ${namespace} -w`,
    async look(scene) {
      const { pods } = await scene.view.workload(backend);
      const leaving = pods.find(isReady);
      if (!leaving) return found(false, expected, { en: 'no Pod is Ready', zh: '没有就绪的 Pod' });
      const grace = leaving.spec.terminationGracePeriodSeconds ?? 30;
      const seconds = marginSeconds * 2 + Math.min(grace, 30);
      const asking = Promise.all(
        scene.probers.of().map((prober) => requestFor(prober, url, seconds, atOnce)),
      );
      await scene.clock.sleep(marginSeconds * 1000);
      await scene.view.client.delete(resources.pods, namespace, nameOf(leaving));
      const { answers, failures } = merge(await asking);
      await settled(scene, spec);
      const reasons = [...new Set(failures)].slice(0, 3).join('; ');
      return found(failures.length === 0 && answers.length > 0, expected, {
        en: `${answers.length} answered${failures.length ? `, ${failures.length} failed: ${reasons}` : ''}`,
        zh: `${answers.length} 个请求得到应答${failures.length ? `，${failures.length} 个失败：${reasons}` : ''}`,
      });
    },
  };
}

/** The check gives the workload back as it found it: whole. */
async function settled({ view, clock }: Scene, { backend }: Expected<'drains'>): Promise<void> {
  const deadline = clock.now() + settleTimeout;
  while (clock.now() < deadline) {
    if (isSettled(backend.kind, await new View(view.client).workload(backend))) return;
    await clock.sleep(500);
  }
}
