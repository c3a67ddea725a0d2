import type { Localized } from '../../../checker/report.ts';
import { touch, type Injector, type Wound } from '../injector.ts';
import {
  deployment,
  editConfigMap,
  jsonPatch,
  mergePatch,
  podsGone,
  restart,
  rolledOut,
  scale,
} from '../script.ts';

/** Faults of the cluster's DNS, which is a Service like any other. The lifecycle puts these objects back. */

const namespace = 'kube-system';
const coredns = deployment({ name: 'coredns', namespace });
const kubeDns = { kind: 'service', name: 'kube-dns', namespace };
const pods = 'k8s-app=kube-dns';
const path = `kubectl get service,endpointslices,deployment,pods -n ${namespace} -l ${pods}`;
const corefile = `kubectl get configmap coredns -n ${namespace} -o jsonpath='{.data.Corefile}'`;

const felt: Localized = {
  en: 'no name of a Service resolves any more, in any namespace',
  zh: '任何命名空间里都无法再解析 Service 的名称',
};

function injector(
  id: string,
  level: Injector['level'],
  title: Localized,
  wound: Omit<Wound, 'felt'>,
): Injector {
  return {
    id,
    station: 'name',
    level,
    title,
    sites: () => [{ touches: [touch.cluster], plant: () => ({ ...wound, felt }) }],
  };
}

export const clusterDnsInjectors: readonly Injector[] = [
  injector(
    'dns-off',
    1,
    { en: 'CoreDNS has no Pods', zh: 'CoreDNS 没有 Pod' },
    {
      break: scale(coredns, 0) + podsGone(namespace, pods),
      repair: scale(coredns, 2) + rolledOut(coredns),
      what: {
        en: 'Deployment `coredns` was scaled to zero. Service `kube-dns` kept its address but had no endpoint, so every query was refused, while requests to a clusterIP went well.',
        zh: 'Deployment `coredns` 被缩容到零。Service `kube-dns` 的地址还在，却没有端点，于是每个查询都被拒绝，而用 clusterIP 访问一切正常。',
      },
      see: [path],
    },
  ),
  injector(
    'dns-service-selector',
    2,
    { en: 'Service kube-dns selects no Pod', zh: 'Service kube-dns 没有选中任何 Pod' },
    {
      break: mergePatch(kubeDns, { spec: { selector: { 'k8s-app': 'core-dns' } } }),
      repair: mergePatch(kubeDns, { spec: { selector: { 'k8s-app': 'kube-dns' } } }),
      what: {
        en: 'Service `kube-dns` selected `k8s-app=core-dns`; the Pods of CoreDNS carry `k8s-app=kube-dns`. They were healthy and nobody reached them.',
        zh: 'Service `kube-dns` 选择的是 `k8s-app=core-dns`，而 CoreDNS 的 Pod 带的是 `k8s-app=kube-dns`。它们都健康，只是谁也访问不到。',
      },
      see: [`kubectl describe service kube-dns -n ${namespace}`, path],
    },
  ),
  injector(
    'dns-service-port',
    3,
    { en: 'Service kube-dns sends to the wrong port', zh: 'Service kube-dns 发往错误的端口' },
    {
      break: jsonPatch(kubeDns, [
        { op: 'replace', path: '/spec/ports/0/targetPort', value: 5353 },
        { op: 'replace', path: '/spec/ports/1/targetPort', value: 5353 },
      ]),
      repair: jsonPatch(kubeDns, [
        { op: 'replace', path: '/spec/ports/0/targetPort', value: 53 },
        { op: 'replace', path: '/spec/ports/1/targetPort', value: 53 },
      ]),
      what: {
        en: 'Service `kube-dns` sent queries to port 5353 of the CoreDNS Pods, which listen on 53. It had endpoints, and they were ready; only the port agreed with nothing.',
        zh: 'Service `kube-dns` 把查询发到 CoreDNS Pod 的 5353 端口，而它们监听的是 53。端点都在、都就绪，只是端口号对不上。',
      },
      see: [`kubectl describe service kube-dns -n ${namespace}`],
    },
  ),
  injector(
    'dns-zone',
    3,
    { en: 'CoreDNS serves another zone', zh: 'CoreDNS 负责的是另一个区域' },
    {
      // A restart makes it felt now; a reload by itself takes up to 90 seconds.
      break:
        editConfigMap('coredns', 's/kubernetes cluster[.]local/kubernetes cluster.test/') +
        restart(coredns) +
        rolledOut(coredns),
      repair:
        editConfigMap('coredns', 's/kubernetes cluster[.]test/kubernetes cluster.local/') +
        restart(coredns) +
        rolledOut(coredns),
      what: {
        en: 'The Corefile gave plugin `kubernetes` the zone `cluster.test`. CoreDNS ran, was ready, and answered NXDOMAIN for every name under `cluster.local`.',
        zh: 'Corefile 里插件 `kubernetes` 的区域写成了 `cluster.test`。CoreDNS 在运行、也就绪，却对 `cluster.local` 下的每个名称都回答 NXDOMAIN。',
      },
      see: [corefile],
    },
  ),
  injector(
    'dns-crash',
    2,
    { en: 'CoreDNS cannot read its Corefile', zh: 'CoreDNS 读不懂 Corefile' },
    {
      // With a rolling restart alone the old Pods would go on answering.
      break:
        scale(coredns, 0) +
        podsGone(namespace, pods) +
        editConfigMap('coredns', 's/^\\( *\\)ready *$/\\1redy/') +
        restart(coredns) +
        scale(coredns, 2),
      repair:
        editConfigMap('coredns', 's/^\\( *\\)redy *$/\\1ready/') + restart(coredns) + rolledOut(coredns),
      what: {
        en: 'A directive in the Corefile was misspelt: `redy`. CoreDNS ended at once with `Unknown directive`, its Pods were in CrashLoopBackOff, and `kube-dns` had no ready endpoint.',
        zh: 'Corefile 里有一条指令拼错了：`redy`。CoreDNS 一启动就以 `Unknown directive` 退出，Pod 处于 CrashLoopBackOff，`kube-dns` 没有就绪的端点。',
      },
      see: [
        `kubectl get pods -n ${namespace} -l ${pods}`,
        `kubectl logs -n ${namespace} -l ${pods} --tail=5`,
      ],
    },
  ),
];
