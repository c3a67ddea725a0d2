import { matchesLabels } from '../../../kube/selector.ts';
import { addressOf, found, readyPods, skipped, wordsFor, type Probe } from '../../probe.ts';
import type { Backend } from '../../spec.ts';
import { isKept, readyAddresses, type View } from '../../view.ts';
import { portOf, type Way } from './way.ts';

/** The EndpointSlices list the ready Pods, and will go on doing so when a Pod is replaced. */
export function sliceProbe(way: Way, id: string): Probe {
  const { namespace, name, port } = way;
  const who = wordsFor(way.backends);
  const kept = way.slices === 'controller';
  return {
    id,
    station: 'endpointslice',
    title: { en: `EndpointSlices of ${name}`, zh: `${name} 的 EndpointSlice` },
    command: `kubectl get endpointslices -n ${namespace} -l kubernetes.io/service-name=${name}`,
    async look(scene) {
      const expected = {
        en: `list exactly the ready Pods of ${who.en}${kept ? ', kept by the EndpointSlice controller' : ''}`,
        zh: `恰好列出 ${who.zh} 的就绪 Pod${kept ? '，并由 EndpointSlice 控制器维护' : ''}`,
      };
      const service = await scene.view.service(way.service);
      if (!service) return skipped(expected, 'service');
      const slices = await scene.view.slices(way.service);
      const portName = portOf(service, port)?.name ?? '';
      const listed = [...new Set(readyAddresses(slices, portName).map(({ ip }) => ip))].sort();
      const wanted = (await readyPods(scene, way.backends)).flat().map(addressOf).sort();
      const byHand = kept ? slices.filter(({ metadata }) => !isKept(metadata)) : [];
      const lacking = kept ? await templatesWithout(scene.view, way.backends, service.spec.selector) : [];
      const good =
        byHand.length === 0 && lacking.length === 0 && wanted.length > 0 && listed.join() === wanted.join();
      const hand = byHand.map(({ metadata }) => metadata.name).join(', ');
      const pods = wanted.join(', ') || '–';
      const seen = listed.join(', ') || '–';
      const templates = lacking.join(', ');
      return found(good, expected, {
        en:
          `addresses: ${seen}; ready Pods: ${pods}` +
          (hand ? `; written by hand: ${hand}` : '') +
          (templates ? `; the Pod template of ${templates} lacks a label of the selector` : ''),
        zh:
          `地址：${seen}；就绪的 Pod：${pods}` +
          (hand ? `；手写的切片：${hand}` : '') +
          (templates ? `；${templates} 的 Pod 模板缺少选择算符要求的标签` : ''),
      });
    },
  };
}

/** Backends whose next Pod would not be selected: a label on a living Pod is lost with the Pod. */
async function templatesWithout(
  view: View,
  backends: Backend[],
  selector: Record<string, string> | undefined,
) {
  const workloads = await Promise.all(backends.map((backend) => view.workload(backend)));
  return backends
    .filter((_, i) => {
      const labels = workloads[i]!.object?.spec.template.metadata?.labels;
      return workloads[i]!.object && !matchesLabels(labels, selector ?? {});
    })
    .map(({ object }) => object.split('/')[1]!);
}
