import { atApps, requestsFail, touch, type Injector } from '../injector.ts';
import { serviceOf } from '../manifests.ts';
import { apply, jsonPatch, mergePatch, misspelt, remove, service } from '../script.ts';
import type { App } from '../topology.ts';

/** Faults in what the Service says: its ports, its protocol, its kind of address. */

const touches = (app: App) => [touch.service(app)];
const withAddress = ({ headless }: App) => !headless;
const ports = '/spec/ports/0';
const describe = ({ name, namespace }: App) => `kubectl describe service ${name} -n ${namespace}`;
const listens = ({ name, namespace }: App) => `kubectl logs -n ${namespace} deployment/${name} --tail=5`;

const wrongPort: Injector = {
  id: 'service-port',
  station: 'service',
  level: 1,
  title: { en: "The Service's port is another", zh: 'Service 的端口不对' },
  sites: (topology) =>
    atApps(topology, touches, withAddress, (app) => {
      const wrong = app.servicePort + 10;
      const path = `${ports}/port`;
      return {
        break: jsonPatch(service(app), [{ op: 'replace', path, value: wrong }]),
        repair: jsonPatch(service(app), [{ op: 'replace', path, value: app.servicePort }]),
        felt: requestsFail(app),
        what: {
          en: `Service \`${app.name}\` offered port ${wrong}; clients use ${app.servicePort}. The nodes have no rule for a port that is not listed, so the packets left for an address that exists nowhere, and requests timed out.`,
          zh: `Service \`${app.name}\` 提供的是端口 ${wrong}，而客户端用的是 ${app.servicePort}。没有列出的端口在节点上没有规则，数据包于是发往一个并不存在的地址，请求超时。`,
        },
        see: [`kubectl get service ${app.name} -n ${app.namespace}`],
      };
    }),
};

const wrongTargetPort: Injector = {
  id: 'target-port',
  station: 'service',
  level: 1,
  title: { en: 'targetPort is a port where nothing listens', zh: 'targetPort 上没有进程监听' },
  sites: (topology) =>
    atApps(topology, touches, withAddress, (app, random) => {
      const wrong = app.containerPort + random.pick([1, 10, 100]);
      const path = `${ports}/targetPort`;
      return {
        break: jsonPatch(service(app), [{ op: 'replace', path, value: wrong }]),
        repair: jsonPatch(service(app), [{ op: 'replace', path, value: app.targetPort }]),
        felt: requestsFail(app),
        what: {
          en: `Service \`${app.name}\` sent to port ${wrong} of its Pods, which listen on ${app.containerPort}. The endpoints were there, and each of them refused at once.`,
          zh: `Service \`${app.name}\` 把流量送到 Pod 的 ${wrong} 端口，而它们监听的是 ${app.containerPort}。端点都在，却个个立刻拒绝连接。`,
        },
        see: [describe(app), listens(app)],
      };
    }),
};

const targetPortName: Injector = {
  id: 'target-port-name',
  station: 'service',
  level: 2,
  title: { en: 'targetPort is a name that no Pod has', zh: 'targetPort 是 Pod 没有的端口名称' },
  sites: (topology) =>
    atApps(topology, touches, withAddress, (app) => {
      const wrong = misspelt(app.portName, topology);
      const path = `${ports}/targetPort`;
      return {
        break: jsonPatch(service(app), [{ op: 'replace', path, value: wrong }]),
        repair: jsonPatch(service(app), [{ op: 'replace', path, value: app.targetPort }]),
        felt: requestsFail(app),
        what: {
          en: `\`targetPort: ${wrong}\` of Service \`${app.name}\` names a container port that its Pods do not have; theirs is \`${app.portName}\`. The EndpointSlice listed the Pods' addresses with port \`<unset>\`, and the nodes refused.`,
          zh: `Service \`${app.name}\` 的 \`targetPort: ${wrong}\` 引用了 Pod 没有的容器端口，它们的端口叫 \`${app.portName}\`。EndpointSlice 列出了 Pod 的地址，端口却是 \`<unset>\`，节点于是拒绝。`,
        },
        see: [
          `kubectl get endpointslices -n ${app.namespace} -l kubernetes.io/service-name=${app.name}`,
          describe(app),
        ],
      };
    }),
};

const protocol: Injector = {
  id: 'protocol-udp',
  station: 'service',
  level: 2,
  title: { en: 'The port is declared for UDP', zh: '端口声明为 UDP' },
  sites: (topology) =>
    atApps(topology, touches, withAddress, (app) => {
      const path = `${ports}/protocol`;
      return {
        break: jsonPatch(service(app), [{ op: 'replace', path, value: 'UDP' }]),
        repair: jsonPatch(service(app), [{ op: 'replace', path, value: 'TCP' }]),
        felt: requestsFail(app),
        what: {
          en: `The port of Service \`${app.name}\` was declared for UDP. Nodes translate only what a rule names: TCP to the same number was left alone and timed out.`,
          zh: `Service \`${app.name}\` 的端口声明成了 UDP。节点只转换规则里写明的流量：发往同一端口号的 TCP 请求没有规则处理，最终超时。`,
        },
        see: [`kubectl get service ${app.name} -n ${app.namespace}`],
      };
    }),
};

const headless: Injector = {
  id: 'headless-by-mistake',
  station: 'service',
  level: 2,
  title: { en: 'The Service has no virtual IP', zh: 'Service 没有虚拟 IP' },
  sites: (topology) =>
    atApps(topology, touches, withAddress, (app) => ({
      break: remove(service(app)) + apply(serviceOf(app, { headless: true })),
      repair: remove(service(app)) + apply(serviceOf(app)),
      felt: requestsFail(app),
      what: {
        en: `Service \`${app.name}\` was headless: its name stood for the Pods' own addresses, where nobody translates port ${app.servicePort} into ${app.containerPort}. A clusterIP cannot be changed afterwards, so the Service had to be made anew.`,
        zh: `Service \`${app.name}\` 成了无头 Service：名称直接对应 Pod 的地址，没有谁把端口 ${app.servicePort} 转换成 ${app.containerPort}。clusterIP 事后不能修改，只能重新创建 Service。`,
      },
      see: [`kubectl get service ${app.name} -n ${app.namespace}`],
    })),
};

const notHeadless: Injector = {
  id: 'headless-lost',
  station: 'service',
  level: 2,
  title: { en: 'A headless Service got a virtual IP', zh: '无头 Service 有了虚拟 IP' },
  sites: (topology) =>
    atApps(
      topology,
      touches,
      (app) => app.headless,
      (app) => ({
        break: remove(service(app)) + apply(serviceOf(app, { headless: false })),
        repair: remove(service(app)) + apply(serviceOf(app)),
        felt: {
          en: `\`${app.name}\` no longer resolves to its Pods`,
          zh: `\`${app.name}\` 不再解析为它的各个 Pod`,
        },
        what: {
          en: `Service \`${app.name}\` should be headless, so that its name stands for each Pod. It had a clusterIP: requests were answered, but the name led to one virtual address.`,
          zh: `Service \`${app.name}\` 应当是无头 Service，让名称对应每个 Pod。它却有了 clusterIP：请求有应答，但名称只指向一个虚拟地址。`,
        },
        see: [`kubectl get service ${app.name} -n ${app.namespace}`],
      }),
    ),
};

const localOnly: Injector = {
  id: 'internal-traffic-local',
  station: 'service',
  level: 3,
  title: { en: 'Traffic stays on its own node', zh: '流量不出本节点' },
  sites: (topology) =>
    atApps(
      topology,
      touches,
      (app) => withAddress(app) && app.replicas === 1,
      (app) => {
        const path = '/spec/internalTrafficPolicy';
        return {
          break: jsonPatch(service(app), [{ op: 'replace', path, value: 'Local' }]),
          repair: jsonPatch(service(app), [{ op: 'replace', path, value: 'Cluster' }]),
          felt: requestsFail(app),
          what: {
            en: `Service \`${app.name}\` had \`internalTrafficPolicy: Local\` and one Pod. Only clients on that Pod's node got through; every other node dropped the packets.`,
            zh: `Service \`${app.name}\` 设了 \`internalTrafficPolicy: Local\`，又只有一个 Pod。只有与它同节点的客户端能访问，其他节点都丢弃数据包。`,
          },
          see: [describe(app), `kubectl get pods -n ${app.namespace} -o wide`],
        };
      },
    ),
};

const affinity: Injector = {
  id: 'session-affinity',
  station: 'service',
  level: 2,
  title: { en: 'Every client is pinned to one Pod', zh: '每个客户端都被固定到一个 Pod' },
  sites: (topology) =>
    atApps(
      topology,
      touches,
      ({ spread }) => spread,
      (app) => {
        const pin = (sessionAffinity: string) => mergePatch(service(app), { spec: { sessionAffinity } });
        return {
          break: pin('ClientIP'),
          repair: pin('None'),
          felt: {
            en: `one client of \`${app.name}\` hears the same Pod again and again`,
            zh: `\`${app.name}\` 的同一个客户端总是由同一个 Pod 应答`,
          },
          what: {
            en: `Service \`${app.name}\` had \`sessionAffinity: ClientIP\`. Each client was pinned to one Pod until it had been silent for three hours; more replicas would have changed nothing.`,
            zh: `Service \`${app.name}\` 设了 \`sessionAffinity: ClientIP\`。每个客户端都被固定到一个 Pod，直到连续三个小时没有请求；增加副本也无济于事。`,
          },
          see: [describe(app)],
        };
      },
    ),
};

export const serviceInjectors: readonly Injector[] = [
  wrongPort,
  wrongTargetPort,
  targetPortName,
  protocol,
  headless,
  notHeadless,
  localOnly,
  affinity,
];
