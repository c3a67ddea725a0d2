import { isReady } from '../../kube/conditions.ts';
import { resources } from '../../kube/client.ts';
import type { Node } from '../../kube/types.ts';
import { found, type Probe } from '../probe.ts';

const daemonSet = { kind: 'DaemonSet', object: 'kube-system/kube-proxy' } as const;

/** kube-proxy runs on every node, from its DaemonSet. Running is not yet working: see the canary. */
export function kubeProxyProbe(): Probe {
  return {
    id: 'kube-proxy-pods',
    station: 'kube-proxy',
    title: { en: 'kube-proxy on every node', zh: '每个节点上的 kube-proxy' },
    command: 'kubectl get daemonset,pods -n kube-system -l k8s-app=kube-proxy -o wide',
    async look({ view }) {
      const nodes = (await view.list<Node>(resources.nodes)).map(({ metadata }) => metadata.name!);
      const { pods } = await view.workload(daemonSet);
      const without = nodes.filter((node) => !pods.some((pod) => pod.spec.nodeName === node && isReady(pod)));
      const names = without.join(', ');
      return found(
        without.length === 0,
        {
          en: `a Ready Pod of DaemonSet kube-proxy on each of the ${nodes.length} nodes`,
          zh: `${nodes.length} 个节点上各有一个 DaemonSet kube-proxy 的就绪 Pod`,
        },
        without.length ? { en: `none on ${names}`, zh: `${names} 上没有` } : { en: 'on all', zh: '全部都有' },
      );
    },
  };
}
