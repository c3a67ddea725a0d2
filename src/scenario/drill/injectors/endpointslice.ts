import type { AnyObject } from '../../../kube/types.ts';
import { any, atApps, requestsFail, touch, type Injector } from '../injector.ts';
import { deploymentOf, serviceOf } from '../manifests.ts';
import { apply, deployment, jsonPatch, mergePatch, misspelt, remove, rolledOut, service } from '../script.ts';
import type { App } from '../topology.ts';

/** Faults by which the Service has no endpoints, or wrong ones: selectors, labels and slices. */

const touches = (app: App) => [touch.service(app)];
const withAddress = ({ headless }: App) => !headless;
const slices = ({ name, namespace }: App) =>
  `kubectl get endpointslices -n ${namespace} -l kubernetes.io/service-name=${name}`;
const selects = ({ name, namespace }: App) => [
  `kubectl get service ${name} -n ${namespace} -o wide`,
  `kubectl get pods -n ${namespace} --show-labels`,
];
const select = (app: App, selector: Record<string, string | null>) =>
  mergePatch(service(app), { spec: { selector } });

const selectorTypo: Injector = {
  id: 'selector-typo',
  station: 'endpointslice',
  level: 1,
  title: { en: 'The selector matches no Pod', zh: '选择算符没有匹配任何 Pod' },
  sites: (topology) =>
    atApps(topology, touches, any, (app) => {
      const { key, value } = app.selector;
      const wrong = misspelt(value, topology);
      return {
        break: select(app, { [key]: wrong }),
        repair: select(app, { [key]: value }),
        felt: requestsFail(app),
        what: {
          en: `Service \`${app.name}\` selected \`${key}=${wrong}\`; the Pods carry \`${key}=${value}\`. No Pod matched, so there was no endpoint.`,
          zh: `Service \`${app.name}\` 选择的是 \`${key}=${wrong}\`，而 Pod 带的是 \`${key}=${value}\`。没有 Pod 匹配，也就没有端点。`,
        },
        see: [slices(app), ...selects(app)],
      };
    }),
};

const selectorExtraKey: Injector = {
  id: 'selector-extra-key',
  station: 'endpointslice',
  level: 1,
  title: { en: 'The selector asks for one label too many', zh: '选择算符多要了一个标签' },
  sites: (topology) =>
    atApps(topology, touches, any, (app, random) => {
      const [key, value] = random.pick([
        ['tier', 'backend'],
        ['track', 'stable'],
        ['release', 'blue'],
        ['version', 'v2'],
      ] as const);
      return {
        break: select(app, { [key]: value }),
        repair: select(app, { [key]: null }),
        felt: requestsFail(app),
        what: {
          en: `The selector of Service \`${app.name}\` also demanded \`${key}=${value}\`. A Pod must carry every label of a selector, and none of these did.`,
          zh: `Service \`${app.name}\` 的选择算符还要求 \`${key}=${value}\`。Pod 必须带有选择算符里的每一个标签，而这些 Pod 都没有。`,
        },
        see: [slices(app), ...selects(app)],
      };
    }),
};

const selectorMissing: Injector = {
  id: 'selector-missing',
  station: 'endpointslice',
  level: 2,
  title: { en: 'The Service has no selector', zh: 'Service 没有选择算符' },
  sites: (topology) =>
    // A headless one without a selector asks for both families of addresses, and takes no selector any more.
    atApps(topology, touches, withAddress, (app) => ({
      break: remove(service(app)) + apply(serviceOf(app, { selector: null })),
      repair: select(app, { [app.selector.key]: app.selector.value }),
      felt: requestsFail(app),
      what: {
        en: `Service \`${app.name}\` had no selector. Nobody writes EndpointSlices for such a Service: there was not even an empty one.`,
        zh: `Service \`${app.name}\` 没有选择算符。没有谁会为这样的 Service 写 EndpointSlice：连空的都没有。`,
      },
      see: [slices(app), `kubectl describe service ${app.name} -n ${app.namespace}`],
    })),
};

/** Another application of its namespace whose Pods are ready behind a port that the Service would find. */
const neighbours = (app: App, apps: readonly App[]) =>
  apps.filter(
    (other) =>
      other !== app &&
      other.namespace === app.namespace &&
      (typeof app.targetPort === 'number' || other.portName === app.targetPort),
  );

const selectorTooBroad: Injector = {
  id: 'selector-too-broad',
  station: 'endpointslice',
  level: 2,
  title: { en: "The selector catches another application's Pods", zh: '选择算符选中了别的应用的 Pod' },
  sites: (topology) => {
    const { apps, group } = topology;
    return atApps(
      topology,
      touches,
      (app) => withAddress(app) && neighbours(app, apps).length > 0,
      (app) => {
        const { key, value } = app.selector;
        const path = '/spec/selector';
        return {
          break: jsonPatch(service(app), [{ op: 'replace', path, value: { [group.key]: group.value } }]),
          repair: jsonPatch(service(app), [{ op: 'replace', path, value: { [key]: value } }]),
          felt: {
            en: `some requests to \`${app.name}\` fail or are answered by somebody else`,
            zh: `发往 \`${app.name}\` 的请求有时失败，有时由别的程序应答`,
          },
          what: {
            en: `Service \`${app.name}\` selected \`${group.key}=${group.value}\`, which every application here carries. Pods of ${neighbours(
              app,
              apps,
            )
              .map(({ name }) => `\`${name}\``)
              .join(', ')} were endpoints as well and got a share of the requests.`,
            zh: `Service \`${app.name}\` 选择的是 \`${group.key}=${group.value}\`，而这里每个应用的 Pod 都带着这个标签。${neighbours(
              app,
              apps,
            )
              .map(({ name }) => `\`${name}\``)
              .join('、')} 的 Pod 也成了端点，分走了一部分请求。`,
          },
          see: [slices(app), `kubectl get pods -n ${app.namespace} -o wide --show-labels`],
        };
      },
    );
  },
};

const staleSlice: Injector = {
  id: 'stale-slice',
  station: 'endpointslice',
  level: 3,
  title: { en: 'A slice written by hand was left behind', zh: '遗留了一个手写的 EndpointSlice' },
  sites: (topology) =>
    atApps(topology, touches, withAddress, (app, random) => {
      const { namespace } = app;
      const name = `${app.name}-${random.pick(['old', 'legacy', 'migration', 'static'])}`;
      const last = random.between(2, 250);
      const slice: AnyObject = {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: { name, namespace, labels: { 'kubernetes.io/service-name': app.name } },
        addressType: 'IPv4',
        ports: [{ name: app.portName, port: app.containerPort, protocol: 'TCP' }],
        endpoints: [last, last + 1].map((byte) => ({ addresses: [`10.244.9.${byte}`] })),
      };
      return {
        break: apply(slice),
        repair: remove({ kind: 'endpointslice', name, namespace }),
        felt: {
          en: `a part of the requests to \`${app.name}\` times out`,
          zh: `发往 \`${app.name}\` 的请求有一部分超时`,
        },
        what: {
          en: `EndpointSlice \`${name}\`, written by hand, gave Service \`${app.name}\` two addresses where no Pod is. The controller tends its own slices only; \`kubectl get endpoints\` does not show this one.`,
          zh: `手写的 EndpointSlice \`${name}\` 给 Service \`${app.name}\` 添了两个没有 Pod 的地址。控制器只管自己的那些 EndpointSlice，\`kubectl get endpoints\` 也看不到它。`,
        },
        see: [slices(app), `kubectl get pods -n ${namespace} -o wide`],
      };
    }),
};

const podLabels: Injector = {
  id: 'pod-labels',
  station: 'endpointslice',
  level: 2,
  title: {
    en: 'The Pods carry another label than the Service asks for',
    zh: 'Pod 的标签与 Service 要的不同',
  },
  sites: (topology) =>
    atApps(
      topology,
      (app) => [touch.service(app), touch.pods(app)],
      any,
      (app) => {
        const { key, value } = app.selector;
        const wrong = `${value}-v2`;
        const me = deployment(app);
        return {
          break: remove(me) + apply(deploymentOf(app, topology, wrong)) + rolledOut(me),
          repair: remove(me) + apply(deploymentOf(app, topology)) + rolledOut(me),
          felt: requestsFail(app),
          what: {
            en: `The Pods of Deployment \`${app.name}\` carried \`${key}=${wrong}\`; Service \`${app.name}\` selects \`${key}=${value}\`. A Deployment's own selector cannot be changed, so either it is made anew or the Service follows.`,
            zh: `Deployment \`${app.name}\` 的 Pod 带的是 \`${key}=${wrong}\`，而 Service \`${app.name}\` 选择的是 \`${key}=${value}\`。Deployment 自己的选择算符不能修改，所以要么重新创建它，要么让 Service 跟着改。`,
          },
          see: [slices(app), ...selects(app)],
        };
      },
    ),
};

export const endpointSliceInjectors: readonly Injector[] = [
  selectorTypo,
  selectorExtraKey,
  selectorMissing,
  selectorTooBroad,
  staleSlice,
  podLabels,
];
