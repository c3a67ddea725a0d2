import type { Service } from '../kube/types.ts';
import { isReady, readyAddresses, type Facts } from './facts.ts';
import { lookup, request, type Requests } from './request.ts';
import type { Prober } from './prober.ts';
import type { Localized, ProbeResult, Station } from './report.ts';
import type { CheckSpec } from './spec.ts';

/** Everything that the probes of one attempt look at. */
export interface Scene {
  spec: CheckSpec;
  facts: Facts;
  probers: Prober[];
  /** The clusterIP of `namespace/name`, if that Service has one. */
  clusterIP(service: string): Promise<string | undefined>;
}

type Finding = Pick<ProbeResult, 'state' | 'expected' | 'seen'>;

export interface Probe {
  id: string;
  station: Station;
  title: Localized;
  command: string;
  look(scene: Scene): Promise<Finding>;
}

const requestsPerPod = 10;

/** The probes of a check, in the order of the request's way; the client's own experience comes first. */
export function probesOf(spec: CheckSpec): Probe[] {
  return [
    clientProbe(spec),
    nameProbe(spec),
    ...moreNames(spec),
    serviceProbe(spec),
    sliceProbe(spec),
    proxyProbe(spec),
    podProbe(spec),
  ];
}

function fqdn({ service }: CheckSpec): string {
  return `${service.name}.${service.namespace}.svc.cluster.local`;
}

function clientProbe(spec: CheckSpec): Probe {
  const url = `http://${fqdn(spec)}:${spec.service.port}${spec.service.path}`;
  return {
    id: 'client',
    station: 'client',
    title: { en: 'What a client gets', zh: '客户端得到什么' },
    command: `kubectl exec -n ${spec.client.namespace} client -- wget -qO- -T 3 ${url}`,
    async look({ facts, probers }) {
      const names = facts.pods.filter(isReady).map((pod) => pod.metadata.name!);
      const count = requestsPerPod * Math.max(names.length, spec.backend.replicas);
      const share = Math.ceil(count / probers.length);
      const runs = await Promise.all(probers.map((prober) => request(prober, url, share)));
      const all = merge(runs);
      const strangers = [...new Set(all.answers.filter((answer) => !names.includes(answer)))];
      const good = all.failures.length === 0 && strangers.length === 0 && all.answers.length >= count;
      return {
        state: good ? 'passed' : 'failed',
        expected: {
          en: `every request to ${url} is answered by a Pod of Deployment ${spec.backend.deployment}`,
          zh: `对 ${url} 的每个请求都由 Deployment ${spec.backend.deployment} 的 Pod 应答`,
        },
        seen: describeRequests(all, strangers),
      };
    },
  };
}

function nameProbe(spec: CheckSpec): Probe {
  return lookupProbe(spec, 'name', fqdn(spec), `${spec.service.namespace}/${spec.service.name}`);
}

function moreNames(spec: CheckSpec): Probe[] {
  return spec.resolve.map(({ name, service }) => lookupProbe(spec, `name:${name}`, name, service));
}

function lookupProbe({ client }: CheckSpec, id: string, name: string, service: string): Probe {
  return {
    id,
    station: 'name',
    title: { en: `The name ${name}`, zh: `名称 ${name}` },
    command: `kubectl exec -n ${client.namespace} client -- nslookup ${name}`,
    async look({ probers, clusterIP }) {
      const ip = await clusterIP(service);
      const found = await Promise.all(probers.map((prober) => lookup(prober, name)));
      const good = ip !== undefined && found.every(({ addresses }) => addresses.join() === ip);
      const odd = found.find(({ addresses }) => addresses.join() !== ip) ?? found[0]!;
      const seen = odd.addresses.join(', ') || odd.said;
      return {
        state: good ? 'passed' : 'failed',
        expected: {
          en: `resolves to the clusterIP of Service ${service}${ip ? ` (${ip})` : ''}, from every node`,
          zh: `在每个节点上都解析为 Service ${service} 的 clusterIP${ip ? `（${ip}）` : ''}`,
        },
        seen: good ? same(ip) : { en: seen || 'no answer', zh: seen || '没有应答' },
      };
    },
  };
}

function serviceProbe(spec: CheckSpec): Probe {
  const { namespace, name, port } = spec.service;
  return {
    id: 'service',
    station: 'service',
    title: { en: `Service ${name}`, zh: `Service ${name}` },
    command: `kubectl get service ${name} -n ${namespace} -o wide`,
    async look({ facts }) {
      const expected = {
        en: `exists in namespace ${namespace}, has a clusterIP and lists port ${port}/TCP`,
        zh: `存在于命名空间 ${namespace}，有 clusterIP，并列出端口 ${port}/TCP`,
      };
      const { service } = facts;
      if (!service)
        return { state: 'failed', expected, seen: { en: 'no such Service', zh: '没有这个 Service' } };
      const good = hasVirtualIP(service) && portOf(service, port) !== undefined;
      return { state: good ? 'passed' : 'failed', expected, seen: same(summary(service)) };
    },
  };
}

function sliceProbe(spec: CheckSpec): Probe {
  const { namespace, name, port } = spec.service;
  return {
    id: 'endpointslice',
    station: 'endpointslice',
    title: { en: 'EndpointSlices', zh: 'EndpointSlice' },
    command: `kubectl get endpointslices -n ${namespace} -l kubernetes.io/service-name=${name}`,
    async look({ facts }) {
      const expected = {
        en: `list exactly the ready Pods of Deployment ${spec.backend.deployment}, kept by the EndpointSlice controller`,
        zh: `恰好列出 Deployment ${spec.backend.deployment} 的就绪 Pod，并由 EndpointSlice 控制器维护`,
      };
      if (!facts.service) return skipped(expected, 'service');
      const portName = portOf(facts.service, port)?.name ?? '';
      const listed = readyAddresses(facts.slices, portName)
        .map(({ ip }) => ip)
        .sort();
      const wanted = facts.pods
        .filter(isReady)
        .map((pod) => pod.status?.podIP ?? '')
        .sort();
      const byHand = facts.slices.filter(
        ({ metadata }) =>
          metadata.labels?.['endpointslice.kubernetes.io/managed-by'] !== 'endpointslice-controller.k8s.io',
      );
      const good = byHand.length === 0 && wanted.length > 0 && listed.join() === wanted.join();
      const hand = byHand.map(({ metadata }) => metadata.name).join(', ');
      const pods = wanted.join(', ') || '–';
      const seen = listed.join(', ') || '–';
      return {
        state: good ? 'passed' : 'failed',
        expected,
        seen: {
          en: `addresses: ${seen}; ready Pods: ${pods}${hand ? `; written by hand: ${hand}` : ''}`,
          zh: `地址：${seen}；就绪的 Pod：${pods}${hand ? `；手写的切片：${hand}` : ''}`,
        },
      };
    },
  };
}

function proxyProbe(spec: CheckSpec): Probe {
  const { namespace, name, port, path } = spec.service;
  return {
    id: 'kube-proxy',
    station: 'kube-proxy',
    title: { en: 'kube-proxy: the clusterIP, from every node', zh: 'kube-proxy：从每个节点访问 clusterIP' },
    command: `kubectl exec -n ${spec.client.namespace} client -- wget -qO- -T 3 http://$(kubectl get svc ${name} -n ${namespace} -o jsonpath='{.spec.clusterIP}'):${port}${path}`,
    async look({ facts, probers }) {
      const ip = facts.service && hasVirtualIP(facts.service) ? facts.service.spec.clusterIP! : undefined;
      const expected = {
        en: `${ip ?? 'the clusterIP'}:${port} answers on every node`,
        zh: `在每个节点上，${ip ?? 'clusterIP'}:${port} 都有应答`,
      };
      if (!ip) return skipped(expected, 'service');
      const runs = await Promise.all(
        probers.map((prober) => request(prober, `http://${ip}:${port}${path}`, 4)),
      );
      const lines = probers.map((prober, i) => {
        const failure = runs[i]!.failures[0];
        return { node: prober.node, failure };
      });
      const good =
        lines.every(({ failure }) => failure === undefined) && runs.every((run) => run.answers.length > 0);
      return {
        state: good ? 'passed' : 'failed',
        expected,
        seen: {
          en: lines.map(({ node, failure }) => `${node}: ${failure ?? 'answered'}`).join('; '),
          zh: lines.map(({ node, failure }) => `${node}：${failure ?? '有应答'}`).join('；'),
        },
      };
    },
  };
}

function podProbe(spec: CheckSpec): Probe {
  const { namespace, name, port, path } = spec.service;
  const { deployment, replicas, readinessProbe } = spec.backend;
  return {
    id: 'pod',
    station: 'pod',
    title: { en: 'The Pods themselves', zh: 'Pod 本身' },
    command: `kubectl get pods -n ${namespace} -o wide`,
    async look({ facts, probers }) {
      const expected = {
        en: `at least ${replicas} Pods of Deployment ${deployment} are Ready${readinessProbe ? ', with their readiness probe,' : ''} and each answers on the port that Service ${name} sends to`,
        zh: `Deployment ${deployment} 至少有 ${replicas} 个 Pod 就绪${readinessProbe ? '、保留就绪探针' : ''}，且每个都在 Service ${name} 转发到的端口上应答`,
      };
      if (!facts.deployment) {
        return {
          state: 'failed',
          expected,
          seen: { en: `no Deployment ${deployment}`, zh: `没有 Deployment ${deployment}` },
        };
      }
      const ready = facts.pods.filter(isReady);
      const probeGone =
        readinessProbe &&
        !facts.deployment.spec.template.spec.containers.every((container) => container.readinessProbe);
      const portName = facts.service ? (portOf(facts.service, port)?.name ?? '') : '';
      const targets = readyAddresses(facts.slices, portName);
      const results = await Promise.all(
        targets.map(async (target, i) => ({
          address: `${target.ip}:${target.port}`,
          failure: (
            await request(probers[i % probers.length]!, `http://${target.ip}:${target.port}${path}`, 1)
          ).failures[0],
        })),
      );
      const good =
        ready.length >= replicas && !probeGone && results.every(({ failure }) => failure === undefined);
      const list = (answered: string) =>
        results.map(({ address, failure }) => `${address} ${failure ?? answered}`).join('; ');
      return {
        state: good ? 'passed' : 'failed',
        expected,
        seen: {
          en: `${ready.length} Ready${probeGone ? '; the readiness probe is gone' : ''}${results.length ? `; ${list('answers')}` : ''}`,
          zh: `${ready.length} 个就绪${probeGone ? '；就绪探针不见了' : ''}${results.length ? `；${list('有应答')}` : ''}`,
        },
      };
    },
  };
}

function merge(runs: Requests[]): Requests {
  return { answers: runs.flatMap((run) => run.answers), failures: runs.flatMap((run) => run.failures) };
}

function describeRequests({ answers, failures }: Requests, strangers: string[]): Localized {
  const reasons = [...new Set(failures)].join('; ');
  const others = strangers.slice(0, 3).join(', ');
  return {
    en:
      `${answers.length} answered` +
      (failures.length ? `, ${failures.length} failed: ${reasons}` : '') +
      (others ? `; answered by somebody else: ${others}` : ''),
    zh:
      `${answers.length} 个得到应答` +
      (failures.length ? `，${failures.length} 个失败：${reasons}` : '') +
      (others ? `；由别人应答：${others}` : ''),
  };
}

function skipped(expected: Localized, on: string): Finding {
  return {
    state: 'skipped',
    expected,
    seen: { en: `not looked at: depends on “${on}”`, zh: `未检查：取决于 “${on}”` },
  };
}

const same = (text: string): Localized => ({ en: text, zh: text });

function hasVirtualIP({ spec }: Service): boolean {
  return spec.type !== 'ExternalName' && !!spec.clusterIP && spec.clusterIP !== 'None';
}

function portOf(service: Service, port: number) {
  return service.spec.ports?.find((entry) => entry.port === port && (entry.protocol ?? 'TCP') === 'TCP');
}

function summary({ spec }: Service): string {
  const ports = (spec.ports ?? []).map(
    ({ port, protocol, targetPort }) => `${port}/${protocol ?? 'TCP'} → ${targetPort ?? port}`,
  );
  const selector = Object.entries(spec.selector ?? {}).map(([key, value]) => `${key}=${value}`);
  return `type ${spec.type ?? 'ClusterIP'}, clusterIP ${spec.clusterIP || '–'}, ${ports.join(', ') || '–'}, selector ${selector.join(',') || '–'}`;
}
