import type { AnyObject } from '../../../kube/types.ts';
import { any, atApps, atCaller, callerFails, requestsFail, touch, type Injector } from '../injector.ts';
import { apply, deployment, jsonPatch, mergePatch, misspelt, remove, rolledOut } from '../script.ts';
import { clientNamespace, urlOf, type App, type Topology } from '../topology.ts';

/** Faults on the client's side of the way: policies, and the client program's own address. */

interface Policy extends AnyObject {
  metadata: { name: string; namespace: string };
}

function policy(name: string, namespace: string, spec: Record<string, unknown>): Policy {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace },
    spec: { podSelector: {}, ...spec },
  };
}

const named = ({ metadata: { name, namespace } }: Policy) => ({ kind: 'networkpolicy', name, namespace });
const guard = ({ name, namespace }: App) => ({ kind: 'networkpolicy', name: `${name}-clients`, namespace });
const policies = (app: App) => [touch.policies(app.namespace)];

const denyIngress: Injector = {
  id: 'policy-denies-ingress',
  station: 'client',
  level: 1,
  title: { en: 'A NetworkPolicy keeps everybody out', zh: 'NetworkPolicy 把所有人挡在外面' },
  sites: (topology) =>
    atApps(
      topology,
      policies,
      ({ guarded }) => !guarded,
      (app) => {
        const { namespace } = app;
        const deny = policy('default-deny', namespace, { policyTypes: ['Ingress'] });
        return {
          break: apply(deny),
          repair: remove(named(deny)),
          felt: requestsFail(app),
          what: {
            en: `NetworkPolicy \`default-deny\` selects every Pod in \`${namespace}\` and allows no ingress at all. Packets are dropped without an answer, so names, Services and endpoints look healthy and requests time out.`,
            zh: `NetworkPolicy \`default-deny\` 选中了 \`${namespace}\` 里的所有 Pod，却没有允许任何入站流量。数据包被悄悄丢弃，所以名称、Service 和端点看上去都正常，请求却超时。`,
          },
          see: [
            `kubectl get networkpolicy -n ${namespace}`,
            `kubectl describe networkpolicy -n ${namespace}`,
          ],
        };
      },
    ),
};

const wrongPeer: Injector = {
  id: 'policy-wrong-peer',
  station: 'client',
  level: 2,
  title: { en: 'The policy lets in others than the clients', zh: '策略放行的不是这些客户端' },
  sites: (topology) =>
    atApps(
      topology,
      policies,
      ({ guarded }) => guarded,
      (app, random) => {
        const path = '/spec/ingress/0/from/0/podSelector/matchLabels/role';
        const wrong = random.pick(['clients', 'caller', 'frontend', 'customer']);
        return {
          break: jsonPatch(guard(app), [{ op: 'replace', path, value: wrong }]),
          repair: jsonPatch(guard(app), [{ op: 'replace', path, value: 'client' }]),
          felt: requestsFail(app),
          what: {
            en: `NetworkPolicy \`${app.name}-clients\` allows Pods labelled \`role=${wrong}\`; the clients carry \`role=client\`. A policy that allows nobody who exists is a wall: requests time out, and nothing in the Service shows it.`,
            zh: `NetworkPolicy \`${app.name}-clients\` 放行带有标签 \`role=${wrong}\` 的 Pod，而客户端的标签是 \`role=client\`。放行的来源并不存在，这条策略就成了一堵墙：请求超时，从 Service 上什么也看不出来。`,
          },
          see: [
            `kubectl describe networkpolicy ${app.name}-clients -n ${app.namespace}`,
            `kubectl get pods -n ${clientNamespace(topology)} --show-labels`,
          ],
        };
      },
    ),
};

const wrongPeerNamespace: Injector = {
  id: 'policy-wrong-namespace',
  station: 'client',
  level: 2,
  title: { en: 'The policy looks for the clients in another namespace', zh: '策略在别的命名空间里找客户端' },
  sites: (topology) =>
    atApps(
      topology,
      policies,
      ({ guarded }) => guarded,
      (app) => {
        const path = '/spec/ingress/0/from/0/namespaceSelector/matchLabels/kubernetes.io~1metadata.name';
        const right = clientNamespace(topology);
        const wrong = topology.theme.namespaces[1];
        return {
          break: jsonPatch(guard(app), [{ op: 'replace', path, value: wrong }]),
          repair: jsonPatch(guard(app), [{ op: 'replace', path, value: right }]),
          felt: requestsFail(app),
          what: {
            en: `NetworkPolicy \`${app.name}-clients\` allows clients of namespace \`${wrong}\`; they are in \`${right}\`. Both selectors of one entry must match, so everybody was shut out.`,
            zh: `NetworkPolicy \`${app.name}-clients\` 放行的是命名空间 \`${wrong}\` 的客户端，而它们在 \`${right}\`。同一条目里的两个选择算符必须同时匹配，于是所有人都被挡住。`,
          },
          see: [`kubectl describe networkpolicy ${app.name}-clients -n ${app.namespace}`],
        };
      },
    ),
};

const guardsServicePort: Injector = {
  id: 'policy-service-port',
  station: 'client',
  level: 2,
  title: { en: "The policy opens the Service's port", zh: '策略开放的是 Service 的端口' },
  sites: (topology) =>
    atApps(
      topology,
      policies,
      ({ guarded, headless }) => guarded && !headless,
      (app) => {
        const path = '/spec/ingress/0/ports/0/port';
        return {
          break: jsonPatch(guard(app), [{ op: 'replace', path, value: app.servicePort }]),
          repair: jsonPatch(guard(app), [{ op: 'replace', path, value: app.containerPort }]),
          felt: requestsFail(app),
          what: {
            en: `NetworkPolicy \`${app.name}-clients\` opened port ${app.servicePort}, the Service's. A policy sees packets after kube-proxy has translated them: their port is the Pod's, ${app.containerPort}.`,
            zh: `NetworkPolicy \`${app.name}-clients\` 开放的是 ${app.servicePort}，即 Service 的端口。策略看到的是 kube-proxy 转换之后的数据包，其端口是 Pod 的 ${app.containerPort}。`,
          },
          see: [
            `kubectl describe networkpolicy ${app.name}-clients -n ${app.namespace}`,
            `kubectl describe service ${app.name} -n ${app.namespace}`,
          ],
        };
      },
    ),
};

/** Egress of the clients' namespace, limited to TCP `ports` and perhaps DNS. */
function egress(topology: Topology, ports: number[], dns: boolean): Policy {
  const tcp = [...new Set(ports)].map((port) => ({ protocol: 'TCP', port }));
  const names = ['UDP', 'TCP'].map((protocol) => ({ protocol, port: 53 }));
  return policy('limit-egress', clientNamespace(topology), {
    policyTypes: ['Egress'],
    egress: [{ to: [{ namespaceSelector: {} }], ports: dns ? [...tcp, ...names] : tcp }],
  });
}

const egressWithoutDns: Injector = {
  id: 'policy-egress-without-dns',
  station: 'client',
  level: 2,
  title: { en: 'An egress policy forgot DNS', zh: '出站策略忘了 DNS' },
  sites: (topology) => [
    {
      touches: [touch.policies(clientNamespace(topology))],
      plant: () => {
        const limit = egress(
          topology,
          topology.apps.map(({ containerPort }) => containerPort),
          false,
        );
        const { namespace } = limit.metadata;
        return {
          break: apply(limit),
          repair: remove(named(limit)),
          felt: {
            en: `in \`${namespace}\` no name resolves`,
            zh: `\`${namespace}\` 里任何名称都无法解析`,
          },
          what: {
            en: `NetworkPolicy \`limit-egress\` in \`${namespace}\` lets Pods out to the servers' ports only. Queries to port 53 are dropped, so every name times out, while clusterIPs answer and Pods of other namespaces notice nothing.`,
            zh: `\`${namespace}\` 里的 NetworkPolicy \`limit-egress\` 只允许 Pod 访问各个服务器的端口。发往 53 端口的查询被丢弃，于是所有名称都超时，而用 clusterIP 访问正常，其他命名空间的 Pod 毫无察觉。`,
          },
          see: [
            `kubectl exec -n ${namespace} client -- nslookup kubernetes.default.svc.cluster.local`,
            `kubectl describe networkpolicy -n ${namespace}`,
          ],
        };
      },
    },
  ],
};

const egressServicePort: Injector = {
  id: 'policy-egress-service-port',
  station: 'client',
  level: 3,
  title: { en: "An egress policy counts with the Services' ports", zh: '出站策略写的是 Service 的端口' },
  sites: (topology) =>
    atApps(
      topology,
      () => [touch.policies(clientNamespace(topology))],
      // The policy is for all: it must open no other application's port by chance.
      (app) => !app.headless && topology.apps.every(({ servicePort }) => servicePort !== app.containerPort),
      (app) => {
        const limit = egress(
          topology,
          topology.apps.map(({ servicePort }) => servicePort),
          true,
        );
        const { namespace } = limit.metadata;
        return {
          break: apply(limit),
          repair: remove(named(limit)),
          felt: requestsFail(app),
          what: {
            en: `NetworkPolicy \`limit-egress\` in \`${namespace}\` allows DNS and the ports of the Services. Outgoing packets are judged after the clusterIP became a Pod's address, so the Pods' ports would have to be open.`,
            zh: `\`${namespace}\` 里的 NetworkPolicy \`limit-egress\` 允许 DNS 和各 Service 的端口。策略判断出站数据包时，clusterIP 已被换成 Pod 的地址，所以必须开放的是 Pod 的端口。`,
          },
          see: [`kubectl describe networkpolicy limit-egress -n ${namespace}`],
        };
      },
    ),
};

const callerUrl: Injector = {
  id: 'caller-wrong-address',
  station: 'client',
  level: 1,
  title: { en: 'The client asks at the wrong address', zh: '客户端用错了地址' },
  sites: (topology) =>
    atCaller(topology, any, (caller, random) => {
      const { app, name } = caller;
      const namespace = clientNamespace(topology);
      const right = urlOf(app, namespace);
      const wrong = random.pick([
        urlOf({ ...app, servicePort: app.servicePort + 1 }, namespace),
        urlOf({ ...app, name: misspelt(app.name, topology) }, namespace),
        ...(app.namespace === namespace ? [] : [urlOf(app, app.namespace)]),
      ]);
      const me = deployment({ name, namespace });
      const change = (value: string) =>
        jsonPatch(me, [{ op: 'replace', path: '/spec/template/spec/containers/0/env/0/value', value }]) +
        rolledOut(me);
      return {
        break: change(wrong),
        repair: change(right),
        felt: callerFails(caller),
        what: {
          en: `The program in \`${name}\` asks \`${wrong}\`; Service \`${app.name}\` is at \`${right}\`. Everybody else reached it, so nothing on the server's side was wrong.`,
          zh: `\`${name}\` 里的程序访问的是 \`${wrong}\`，而 Service \`${app.name}\` 位于 \`${right}\`。其他客户端都能访问，可见服务器一侧没有问题。`,
        },
        see: [
          `kubectl logs -n ${namespace} deployment/${name} --tail=3`,
          `kubectl describe deployment ${name} -n ${namespace}`,
        ],
      };
    }),
};

const callerUntrusted: Injector = {
  id: 'caller-not-admitted',
  station: 'client',
  level: 2,
  title: { en: 'The client lost the label that the policy asks for', zh: '客户端丢了策略要求的标签' },
  sites: (topology) =>
    atCaller(
      topology,
      ({ app }) => app.guarded,
      (caller) => {
        const { app, name } = caller;
        const namespace = clientNamespace(topology);
        const me = deployment({ name, namespace });
        const change = (role: string | null) =>
          mergePatch(me, { spec: { template: { metadata: { labels: { role } } } } }) + rolledOut(me);
        return {
          break: change(null),
          repair: change('client'),
          felt: callerFails(caller),
          what: {
            en: `The Pods of \`${name}\` no longer carried \`role=client\`, which NetworkPolicy \`${app.name}-clients\` asks of those it lets in. Other clients went on; this one timed out.`,
            zh: `\`${name}\` 的 Pod 不再带有 \`role=client\`，而 NetworkPolicy \`${app.name}-clients\` 只放行带这个标签的 Pod。其他客户端一切照常，只有它超时。`,
          },
          see: [
            `kubectl get pods -n ${namespace} --show-labels`,
            `kubectl describe networkpolicy ${app.name}-clients -n ${app.namespace}`,
          ],
        };
      },
    ),
};

export const clientInjectors: readonly Injector[] = [
  denyIngress,
  wrongPeer,
  wrongPeerNamespace,
  guardsServicePort,
  egressWithoutDns,
  egressServicePort,
  callerUrl,
  callerUntrusted,
];
