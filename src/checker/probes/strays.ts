import { resources } from '../../kube/client.ts';
import type { Pod } from '../../kube/types.ts';
import { found, nameOf, same, type Probe } from '../probe.ts';
import { checkerLabel } from '../prober.ts';
import type { Expected } from '../spec.ts';

/** No Pod runs on that nobody looks after. */
export function straysProbe({ namespace, allow }: Expected<'strays'>, id: string): Probe {
  return {
    id,
    station: 'pod',
    title: { en: `Pods in namespace ${namespace}`, zh: `命名空间 ${namespace} 中的 Pod` },
    command: `kubectl get pods -n ${namespace} --show-labels`,
    async look({ view }) {
      const pods = await view.list<Pod>(resources.pods, namespace);
      const strays = pods
        .filter(
          ({ metadata }) =>
            !metadata.deletionTimestamp &&
            !metadata.ownerReferences?.some(({ controller }) => controller) &&
            !Object.entries(checkerLabel).every(([key, value]) => metadata.labels?.[key] === value),
        )
        .map(nameOf)
        .filter((name) => !allow.includes(name));
      const others = allow.length ? `, but for ${allow.join(', ')}` : '';
      const exceptions = allow.length ? `（${allow.join('、')} 除外）` : '';
      return found(
        strays.length === 0,
        { en: `each belongs to a controller${others}`, zh: `每个都属于某个控制器${exceptions}` },
        strays.length ? same(strays.join(', ')) : { en: 'no others', zh: '没有别的' },
      );
    },
  };
}
