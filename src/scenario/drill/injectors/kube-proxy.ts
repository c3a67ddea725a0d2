import type { Localized } from '../../../checker/report.ts';
import { atApps, requestsFail, touch, type Injector, type Wound } from '../injector.ts';
import { serviceOf } from '../manifests.ts';
import type { Random } from '../random.ts';
import {
  apply,
  deployment,
  editConfigMap,
  jsonPatch,
  podsGone,
  remove,
  restart,
  rolledOut,
  selectorOf,
  service,
} from '../script.ts';
import type { App } from '../topology.ts';

/**
 * Faults by which nodes keep old rules: kube-proxy is kept from its work, then something changes that the
 * rules would have to follow. The lifecycle puts the DaemonSet and its ConfigMap back.
 */

const namespace = 'kube-system';
const proxy = { kind: 'daemonset', name: 'kube-proxy', namespace };
const pods = 'k8s-app=kube-proxy';
const look = [
  `kubectl get daemonset kube-proxy -n ${namespace}`,
  `kubectl get pods -n ${namespace} -l ${pods} -o wide`,
];
const nodes = ['service-clinic-worker', 'service-clinic-worker2'] as const;
const selectorPath = '/spec/template/spec/nodeSelector/proxy';

const serviceAnew = (app: App) => remove(service(app)) + apply(serviceOf(app));

/** Every Pod anew, each under another address. */
const podsAnew = (app: App) =>
  `kubectl delete pods -n ${app.namespace} -l ${selectorOf(app)}\n` + rolledOut(deployment(app));

/** A node writes its rules about a second after the endpoints became ready; other Services shall have theirs. */
const settled = 'sleep 3\n';
const stop =
  settled +
  jsonPatch(proxy, [{ op: 'add', path: selectorPath, value: 'enabled' }]) +
  podsGone(namespace, pods);
const resume = jsonPatch(proxy, [{ op: 'remove', path: selectorPath }]) + rolledOut(proxy);

function injector(
  id: string,
  level: Injector['level'],
  title: Localized,
  plant: (app: App, random: Random) => Omit<Wound, 'felt'>,
): Injector {
  return {
    id,
    station: 'kube-proxy',
    level,
    title,
    sites: (topology) =>
      atApps(
        topology,
        (app) => [touch.cluster, touch.service(app), touch.pods(app)],
        ({ headless }) => !headless,
        (app, random) => ({ ...plant(app, random), felt: requestsFail(app) }),
      ),
  };
}

export const kubeProxyInjectors: readonly Injector[] = [
  injector(
    'kube-proxy-stopped-new-service',
    2,
    { en: 'kube-proxy runs nowhere, and a Service is new', zh: 'kube-proxy 没有运行，而 Service 是新的' },
    (app) => ({
      break: stop + serviceAnew(app),
      repair: resume,
      what: {
        en: `DaemonSet \`kube-proxy\` asked for nodes labelled \`proxy=enabled\`, and there are none. The rules of old Services stayed on the nodes and worked; Service \`${app.name}\` had been made anew, and no node had rules for its address.`,
        zh: `DaemonSet \`kube-proxy\` 要求节点带有标签 \`proxy=enabled\`，而没有这样的节点。旧 Service 的规则还在节点上，照常工作；Service \`${app.name}\` 是重新创建的，没有哪个节点上有它这个地址的规则。`,
      },
      see: look,
    }),
  ),
  injector(
    'kube-proxy-stopped-new-pods',
    2,
    { en: 'kube-proxy runs nowhere, and the Pods are new', zh: 'kube-proxy 没有运行，而 Pod 换了一批' },
    (app) => ({
      break: stop + podsAnew(app),
      repair: resume,
      what: {
        en: `DaemonSet \`kube-proxy\` asked for nodes labelled \`proxy=enabled\`, and there are none. The Pods of \`${app.name}\` had been replaced; the EndpointSlice knew the new ones, the nodes' rules still led to the dead.`,
        zh: `DaemonSet \`kube-proxy\` 要求节点带有标签 \`proxy=enabled\`，而没有这样的节点。\`${app.name}\` 的 Pod 换过一批；EndpointSlice 里是新的，节点上的规则却仍指向已消失的 Pod。`,
      },
      see: [
        ...look,
        `kubectl get endpointslices -n ${app.namespace} -l kubernetes.io/service-name=${app.name}`,
      ],
    }),
  ),
  injector(
    'kube-proxy-off-one-node',
    3,
    { en: 'One node has no kube-proxy', zh: '有一个节点没有 kube-proxy' },
    (app, random) => {
      const node = random.pick(nodes);
      const path = '/spec/template/spec/affinity';
      const expression = { key: 'kubernetes.io/hostname', operator: 'NotIn', values: [node] };
      const affinity = {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [expression] }],
          },
        },
      };
      const goneFrom = `kubectl wait pod -n ${namespace} -l ${pods} --field-selector=spec.nodeName=${node} --for=delete --timeout=120s\n`;
      return {
        break:
          settled +
          jsonPatch(proxy, [{ op: 'add', path, value: affinity }]) +
          goneFrom +
          rolledOut(proxy) +
          serviceAnew(app),
        repair: jsonPatch(proxy, [{ op: 'remove', path }]) + rolledOut(proxy),
        what: {
          en: `DaemonSet \`kube-proxy\` shunned node \`${node}\`. It counted as complete, since nobody wanted a Pod there; yet that node learnt nothing new, and from it the new Service \`${app.name}\` could not be reached.`,
          zh: `DaemonSet \`kube-proxy\` 避开了节点 \`${node}\`。它看上去一个不少，因为那里本来就不要求有 Pod；可那个节点得不到任何新变化，从那里访问不到新的 Service \`${app.name}\`。`,
        },
        see: [`kubectl get nodes`, ...look],
      };
    },
  ),
  injector(
    'kube-proxy-bad-mode',
    3,
    { en: 'kube-proxy does not accept its configuration', zh: 'kube-proxy 不接受自己的配置' },
    (app, random) => {
      const wrong = random.pick(['iptable', 'nftable', 'ebpf']);
      return {
        break:
          settled +
          editConfigMap('kube-proxy', `s/^    mode: iptables *$/    mode: ${wrong}/`) +
          restart(proxy) +
          // A rolling update may wait for one Pod that never is ready; all of them shall meet the new text.
          `kubectl delete pods -n ${namespace} -l ${pods}\n` +
          serviceAnew(app),
        repair:
          editConfigMap('kube-proxy', `s/^    mode: ${wrong} *$/    mode: iptables/`) +
          restart(proxy) +
          `kubectl delete pods -n ${namespace} -l ${pods}\n` +
          rolledOut(proxy),
        what: {
          en: `ConfigMap \`kube-proxy\` said \`mode: ${wrong}\`, which is no mode. kube-proxy ended at every start and left the old rules as they were; Service \`${app.name}\` was new and had none.`,
          zh: `ConfigMap \`kube-proxy\` 里写着 \`mode: ${wrong}\`，而并没有这种模式。kube-proxy 每次启动都立即退出，旧规则原样留着；Service \`${app.name}\` 是新的，没有规则。`,
        },
        see: [...look, `kubectl logs -n ${namespace} -l ${pods} --tail=5`],
      };
    },
  ),
];
