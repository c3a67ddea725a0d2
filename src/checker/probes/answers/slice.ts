import { matchesLabels } from '../../../kube/selector.ts';
import { found, readyPods, skipped, wordsFor, type Probe } from '../../probe.ts';
import { compareSlices } from '../../slices.ts';
import type { Backend } from '../../spec.ts';
import type { View } from '../../view.ts';
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
      const ready = (await readyPods(scene, way.backends)).flat();
      const { good, seen } = compareSlices(slices, portName, ready, kept);
      const lacking = kept ? await templatesWithout(scene.view, way.backends, service.spec.selector) : [];
      const templates = lacking.join(', ');
      return found(good && lacking.length === 0, expected, {
        en: seen.en + (templates ? `; the Pod template of ${templates} lacks a label of the selector` : ''),
        zh: seen.zh + (templates ? `；${templates} 的 Pod 模板缺少选择算符要求的标签` : ''),
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
