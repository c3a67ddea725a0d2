import { any, atApps, atCaller, callerFails, requestsFail, touch, type Injector } from '../injector.ts';
import { serviceOf } from '../manifests.ts';
import { apply, deployment, jsonPatch, mergePatch, misspelt, remove, rolledOut, service } from '../script.ts';
import { clientNamespace, type App } from '../topology.ts';

/** Faults by which a name leads nowhere or elsewhere, for everybody or for one client. */

const services = (app: App) => [touch.service(app)];

const missing: Injector = {
  id: 'service-missing',
  station: 'name',
  level: 1,
  title: { en: 'The Service does not exist', zh: 'Service 不存在' },
  sites: (topology) =>
    atApps(topology, services, any, (app) => ({
      break: remove(service(app)),
      repair: apply(serviceOf(app)),
      felt: requestsFail(app),
      what: {
        en: `Somebody deleted Service \`${app.name}\`. Its Pods ran on, but without the object there is no name and no address: clients were told \`bad address\`.`,
        zh: `有人删掉了 Service \`${app.name}\`。它的 Pod 照常运行，但没有这个对象就没有名称和地址：客户端得到的是 \`bad address\`。`,
      },
      see: [`kubectl get service -n ${app.namespace}`],
    })),
};

const renamed: Injector = {
  id: 'service-misspelt',
  station: 'name',
  level: 1,
  title: { en: "The Service's name is misspelt", zh: 'Service 的名称拼错了' },
  sites: (topology) =>
    atApps(topology, services, any, (app) => {
      const wrong = misspelt(app.name, topology);
      const stray = serviceOf(app, { name: wrong });
      return {
        break: remove(service(app)) + apply(stray),
        repair: remove({ ...service(app), name: wrong }) + apply(serviceOf(app)),
        felt: requestsFail(app),
        what: {
          en: `The Service was called \`${wrong}\`; clients ask for \`${app.name}\`. A Service's name cannot be edited: another one has to be made.`,
          zh: `Service 叫作 \`${wrong}\`，而客户端要找的是 \`${app.name}\`。Service 的名称不能修改，只能另建一个。`,
        },
        see: [`kubectl get service -n ${app.namespace}`],
      };
    }),
};

const wrongNamespace: Injector = {
  id: 'service-wrong-namespace',
  station: 'name',
  level: 1,
  title: { en: 'The Service is in another namespace', zh: 'Service 在别的命名空间里' },
  sites: (topology) =>
    atApps(
      topology,
      services,
      () => topology.namespaces.length > 1,
      (app) => {
        const elsewhere = topology.namespaces.find((name) => name !== app.namespace)!;
        return {
          break: remove(service(app)) + apply(serviceOf(app, { namespace: elsewhere })),
          repair: remove({ ...service(app), namespace: elsewhere }) + apply(serviceOf(app)),
          felt: requestsFail(app),
          what: {
            en: `Service \`${app.name}\` was in namespace \`${elsewhere}\`, its Pods in \`${app.namespace}\`. A selector never looks beyond its own namespace, and the name was another one, too.`,
            zh: `Service \`${app.name}\` 位于命名空间 \`${elsewhere}\`，它的 Pod 却在 \`${app.namespace}\`。选择算符从不跨越命名空间，名称也因此不同了。`,
          },
          see: [`kubectl get service -A`],
        };
      },
    ),
};

const externalName: Injector = {
  id: 'service-external-name',
  station: 'name',
  level: 2,
  title: { en: 'The Service became an alias', zh: 'Service 变成了别名' },
  sites: (topology) =>
    atApps(
      topology,
      services,
      ({ headless }) => !headless,
      (app) => {
        const alias = `${app.name}-next.${app.namespace}.svc.cluster.local`;
        return {
          break: mergePatch(service(app), { spec: { type: 'ExternalName', externalName: alias } }),
          repair: mergePatch(service(app), { spec: { type: 'ClusterIP', externalName: null } }),
          felt: requestsFail(app),
          what: {
            en: `Service \`${app.name}\` was of type ExternalName: an alias of \`${alias}\`, which does not exist. Its selector and old EndpointSlices were still there, which makes it look alive.`,
            zh: `Service \`${app.name}\` 的类型成了 ExternalName：它只是 \`${alias}\` 的别名，而后者并不存在。选择算符和旧的 EndpointSlice 都还在，所以看上去还在正常工作。`,
          },
          see: [`kubectl get service ${app.name} -n ${app.namespace} -o wide`],
        };
      },
    ),
};

const callerDnsPolicy: Injector = {
  id: 'caller-dns-policy',
  station: 'name',
  level: 2,
  title: { en: "The client asks the node's resolver", zh: '客户端询问的是节点的域名服务器' },
  sites: (topology) =>
    atCaller(topology, any, (caller) => {
      const namespace = clientNamespace(topology);
      const me = deployment({ name: caller.name, namespace });
      const change = (dnsPolicy: string) =>
        mergePatch(me, { spec: { template: { spec: { dnsPolicy } } } }) + rolledOut(me);
      return {
        break: change('Default'),
        repair: change('ClusterFirst'),
        felt: callerFails(caller),
        what: {
          en: `The Pods of \`${caller.name}\` had \`dnsPolicy: Default\`, which despite its name is not the default: they asked the node's resolver, which has never heard of Services.`,
          zh: `\`${caller.name}\` 的 Pod 设了 \`dnsPolicy: Default\`。它虽叫 Default，却不是默认值：Pod 会去问节点的域名服务器，而后者从没听说过 Service。`,
        },
        see: [
          `kubectl exec -n ${namespace} deployment/${caller.name} -- cat /etc/resolv.conf`,
          `kubectl exec -n ${namespace} client -- cat /etc/resolv.conf`,
        ],
      };
    }),
};

const callerSearch: Injector = {
  id: 'caller-no-search-domains',
  station: 'name',
  level: 3,
  title: { en: 'The client has no search domains', zh: '客户端没有搜索域' },
  sites: (topology) =>
    atCaller(topology, any, (caller) => {
      const namespace = clientNamespace(topology);
      const me = deployment({ name: caller.name, namespace });
      return {
        break:
          mergePatch(me, {
            spec: { template: { spec: { dnsPolicy: 'None', dnsConfig: { nameservers: ['10.96.0.10'] } } } },
          }) + rolledOut(me),
        repair:
          mergePatch(me, { spec: { template: { spec: { dnsPolicy: 'ClusterFirst', dnsConfig: null } } } }) +
          rolledOut(me),
        felt: callerFails(caller),
        what: {
          en: `The Pods of \`${caller.name}\` wrote their own resolv.conf: the right nameserver, but no \`search\` line. Only full names such as \`${caller.app.name}.${caller.app.namespace}.svc.cluster.local\` resolved, and the program asks for a short one.`,
          zh: `\`${caller.name}\` 的 Pod 自带 resolv.conf：域名服务器没错，却没有 \`search\` 行。只有 \`${caller.app.name}.${caller.app.namespace}.svc.cluster.local\` 这样的完整名称才能解析，而程序用的是短名称。`,
        },
        see: [
          `kubectl exec -n ${namespace} deployment/${caller.name} -- cat /etc/resolv.conf`,
          `kubectl get deployment ${caller.name} -n ${namespace} -o jsonpath='{.spec.template.spec.dnsPolicy}'`,
        ],
      };
    }),
};

const callerHosts: Injector = {
  id: 'caller-host-alias',
  station: 'name',
  level: 2,
  title: { en: "An old line in the client's /etc/hosts", zh: '客户端 /etc/hosts 里的旧条目' },
  sites: (topology) =>
    atCaller(topology, any, (caller) => {
      const { app, name } = caller;
      const namespace = clientNamespace(topology);
      const me = deployment({ name, namespace });
      const host = app.namespace === namespace ? app.name : `${app.name}.${app.namespace}`;
      const hostAliases = [{ ip: '192.0.2.1', hostnames: [host] }];
      return {
        break: mergePatch(me, { spec: { template: { spec: { hostAliases } } } }) + rolledOut(me),
        repair: jsonPatch(me, [{ op: 'remove', path: '/spec/template/spec/hostAliases' }]) + rolledOut(me),
        felt: callerFails(caller),
        what: {
          en: `The Pod template of \`${name}\` had a \`hostAliases\` entry that sends \`${host}\` to 192.0.2.1. /etc/hosts is read before DNS is asked, so \`nslookup\` showed the right address and the program went to another.`,
          zh: `\`${name}\` 的 Pod 模板里有一条 \`hostAliases\`，把 \`${host}\` 指向 192.0.2.1。程序先读 /etc/hosts 再问 DNS，所以 \`nslookup\` 显示的地址是对的，程序却去了别处。`,
        },
        see: [`kubectl exec -n ${namespace} deployment/${name} -- cat /etc/hosts`],
      };
    }),
};

export const nameInjectors: readonly Injector[] = [
  missing,
  renamed,
  wrongNamespace,
  externalName,
  callerDnsPolicy,
  callerSearch,
  callerHosts,
];
