import { isReady } from '../../kube/conditions.ts';
import { resourcePath, resources } from '../../kube/client.ts';
import type { Pod } from '../../kube/types.ts';
import { found, nameOf, readyPods, same, wordsFor, type Probe, type Scene } from '../probe.ts';
import type { Localized } from '../report.ts';
import type { Expected } from '../spec.ts';
import { split } from '../view.ts';

/** Lines older than this say nothing about now. */
const secondsBack = 30;

/** What the client's own program prints. */
export function workloadProbe(spec: Expected<'workload'>, id: string): Probe {
  const { kind, object, replicas, tail } = spec;
  const [namespace, name] = split(object);
  const who = wordsFor(spec.backends);
  const expected: Localized = {
    en:
      `the last ${tail} lines of each of its Pods (at least ${replicas}) match ${spec.line}` +
      (spec.backends.length ? ` and name a ready Pod of ${who.en}` : '') +
      (spec.command ? '; its command is as it was' : ''),
    zh:
      `它的每个 Pod（至少 ${replicas} 个）最后 ${tail} 行都匹配 ${spec.line}` +
      (spec.backends.length ? `，其中的名称都是 ${who.zh} 的就绪 Pod` : '') +
      (spec.command ? '；它的命令没有改变' : ''),
  };
  return {
    id,
    station: 'client',
    title: { en: `What ${kind} ${name} prints`, zh: `${kind} ${name} 输出了什么` },
    command: `kubectl logs -n ${namespace} ${kind.toLowerCase()}/${name} --tail=${tail}`,
    async look(scene) {
      const workload = await scene.view.workload(spec);
      if (!workload.object)
        return found(false, expected, { en: `no ${kind} ${name}`, zh: `没有 ${kind} ${name}` });
      const container = workload.object.spec.template.spec.containers[0];
      const command = [...(container?.command ?? []), ...(container?.args ?? [])];
      if (spec.command && command.join('\n') !== spec.command.join('\n'))
        return found(false, expected, {
          en: `its command was changed to: ${command.join(' ') || '–'}`,
          zh: `它的命令被改成了：${command.join(' ') || '–'}`,
        });
      const ready = workload.pods.filter(isReady);
      if (ready.length < replicas)
        return found(false, expected, {
          en: `${ready.length} of its Pods are Ready`,
          zh: `它有 ${ready.length} 个 Pod 就绪`,
        });
      const names = (await readyPods(scene, spec.backends)).flat().map(nameOf);
      const problems = await Promise.all(ready.map((pod) => problemOf(scene, spec, pod, names)));
      const first = problems.find((problem) => problem !== undefined);
      return found(!first, expected, first ?? { en: 'as expected', zh: '与期望一致' });
    },
  };
}

async function problemOf(
  { view }: Scene,
  { tail, line, backends }: Expected<'workload'>,
  pod: Pod,
  names: string[],
): Promise<Localized | undefined> {
  const path = resourcePath(resources.pods, pod.metadata.namespace, nameOf(pod), 'log');
  const container = pod.spec.containers[0]!.name;
  const query = `?container=${container}&tailLines=${tail}&sinceSeconds=${secondsBack}`;
  const text = await (await view.client.request('GET', path + query)).text();
  const lines = text.split('\n').filter((one) => one !== '');
  const pattern = new RegExp(line);
  const odd = lines.find((one) => {
    const match = pattern.exec(one);
    return !match || (backends.length > 0 && !names.includes(match[1] ?? ''));
  });
  if (odd !== undefined) return same(`${nameOf(pod)}: ${odd}`);
  if (lines.length < tail)
    return {
      en: `${nameOf(pod)} printed ${lines.length} lines in the last ${secondsBack} seconds`,
      zh: `${nameOf(pod)} 在最近 ${secondsBack} 秒内输出了 ${lines.length} 行`,
    };
  return undefined;
}
