import { isReady } from '../../kube/conditions.ts';
import { resources } from '../../kube/client.ts';
import type { Pod } from '../../kube/types.ts';
import { addressOf, found, nameOf, same, type Probe, type Scene } from '../probe.ts';
import type { Localized } from '../report.ts';
import { lookup } from '../request.ts';
import { compareSlices } from '../slices.ts';
import type { Expected } from '../spec.ts';

const name = 'kubernetes.default.svc.cluster.local';
const service = 'kube-system/kube-dns';

/** The cluster's DNS as a whole: a Service in front and each Pod behind it. */
export function dnsProbes({ outside }: Expected<'dns'>): Probe[] {
  return [serviceProbe(), sliceProbe(), podsProbe(), ...(outside ? [outsideProbe(outside)] : [])];
}

function serviceProbe(): Probe {
  return {
    id: 'dns',
    station: 'name',
    title: { en: 'The DNS server that Pods are told to ask', zh: 'Pod 所使用的 DNS 服务器' },
    command: 'kubectl get service,endpointslices -n kube-system -l k8s-app=kube-dns',
    async look({ view, probers }) {
      const expected: Localized = {
        en: `the nameserver of every Pod answers for ${name} over UDP, and takes connections over TCP`,
        zh: `每个 Pod 的 nameserver 都能通过 UDP 解析 ${name}，并接受 TCP 连接`,
      };
      const wanted = await view.clusterIP('default/kubernetes');
      const lines = await Promise.all(
        probers.of().map(async (prober) => {
          const { addresses, said } = await lookup(prober, name);
          const tcp = await prober.run(
            "nc -w 3 $(grep -m 1 nameserver /etc/resolv.conf | cut -d ' ' -f 2) 53 </dev/null 2>&1",
          );
          const udpFails = wanted === undefined || addresses.join() !== wanted;
          const problems = [
            ...(udpFails ? [`UDP: ${addresses.join(', ') || said || '–'}`] : []),
            ...(tcp.exitCode === 0 ? [] : [`TCP: ${tcp.output.trim() || `exit code ${tcp.exitCode}`}`]),
          ];
          return { node: prober.node, problems };
        }),
      );
      const bad = lines.filter(({ problems }) => problems.length > 0);
      return found(
        bad.length === 0,
        expected,
        bad.length === 0
          ? { en: 'answers on every node', zh: '在每个节点上都有应答' }
          : same(bad.map(({ node, problems }) => `${node}: ${problems.join(', ')}`).join('; ')),
      );
    },
  };
}

/** Whoever replaces a Pod of CoreDNS need not tell anybody. */
function sliceProbe(): Probe {
  return {
    id: 'dns-slices',
    station: 'endpointslice',
    title: { en: 'EndpointSlices of kube-dns', zh: 'kube-dns 的 EndpointSlice' },
    command: 'kubectl get endpointslices -n kube-system -l kubernetes.io/service-name=kube-dns',
    async look(scene) {
      const slices = await scene.view.slices(service);
      const ports = (await scene.view.service(service))?.spec.ports;
      const udp = ports?.find(({ port, protocol }) => port === 53 && protocol === 'UDP')?.name ?? '';
      const ready = (await dnsPods(scene)).filter(isReady);
      const { good, seen } = compareSlices(slices, udp, ready, true);
      const expected = {
        en: 'list exactly the ready Pods of CoreDNS, kept by the EndpointSlice controller',
        zh: '恰好列出 CoreDNS 的就绪 Pod，并由 EndpointSlice 控制器维护',
      };
      return found(good, expected, seen);
    },
  };
}

function podsProbe(): Probe {
  return {
    id: 'dns-pods',
    station: 'name',
    title: { en: 'Each Pod of CoreDNS by itself', zh: '逐个检查 CoreDNS 的 Pod' },
    command: 'kubectl get pods -n kube-system -l k8s-app=kube-dns -o wide',
    async look(scene) {
      const expected: Localized = {
        en: `at least one, all Ready, each answering for ${name}`,
        zh: `至少有一个，全部就绪，并且每个都能解析 ${name}`,
      };
      const wanted = await scene.view.clusterIP('default/kubernetes');
      const pods = await dnsPods(scene);
      const prober = scene.probers.of()[0]!;
      const lines = await Promise.all(
        pods.map(async (pod) => {
          if (!isReady(pod)) return { pod: nameOf(pod), problem: { en: 'not Ready', zh: '未就绪' } };
          const { addresses, said } = await lookup(prober, name, addressOf(pod));
          const good = wanted !== undefined && addresses.join() === wanted;
          return { pod: nameOf(pod), problem: good ? undefined : same(addresses.join(', ') || said || '–') };
        }),
      );
      return found(pods.length > 0 && lines.every(({ problem }) => !problem), expected, {
        en: lines.map(({ pod, problem }) => `${pod}: ${problem?.en ?? 'answers'}`).join('; ') || 'no Pod',
        zh: lines.map(({ pod, problem }) => `${pod}：${problem?.zh ?? '有应答'}`).join('；') || '没有 Pod',
      });
    },
  };
}

function outsideProbe(outside: string): Probe {
  return {
    id: 'dns-outside',
    station: 'name',
    title: { en: `A name outside the cluster: ${outside}`, zh: `集群外的名称：${outside}` },
    command: `kubectl get configmap coredns -n kube-system -o yaml`,
    async look(scene) {
      const prober = scene.probers.of()[0]!;
      const pods = (await dnsPods(scene)).filter(isReady);
      const answers = await Promise.all(pods.map((pod) => lookup(prober, outside, addressOf(pod))));
      const refused = answers.find(({ said }) => said.includes('REFUSED'));
      return found(
        !refused,
        { en: 'CoreDNS passes the question on', zh: 'CoreDNS 把查询转发出去' },
        refused ? same(refused.said) : { en: 'not refused', zh: '没有被拒绝' },
      );
    },
  };
}

async function dnsPods({ view }: Scene): Promise<Pod[]> {
  const selector = (await view.service(service))?.spec.selector?.['k8s-app'] ?? 'kube-dns';
  const pods = await view.list<Pod>(resources.pods, 'kube-system');
  return pods.filter(
    ({ metadata }) =>
      !metadata.deletionTimestamp && [selector, 'kube-dns'].includes(metadata.labels?.['k8s-app'] ?? ''),
  );
}
