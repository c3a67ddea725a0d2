import { any, atApps, requestsFail, touch, type Injector } from '../injector.ts';
import { commandOf, imageOf, probePathOf } from '../manifests.ts';
import {
  container,
  deployment,
  jsonPatch,
  podsGone,
  rolledOut,
  scale,
  selectorOf,
  withoutPods,
  type JsonPatch,
} from '../script.ts';
import type { App } from '../topology.ts';

/** Faults of the Pods themselves: none, not started, not ready, or listening elsewhere. */

const touches = (app: App) => [touch.pods(app)];
const getPods = ({ namespace }: App) => `kubectl get pods -n ${namespace}`;
const describe = (app: App) => `kubectl describe pods -n ${app.namespace} -l ${selectorOf(app)}`;
const logs = (app: App) => `kubectl logs -n ${app.namespace} -l ${selectorOf(app)} --tail=5`;

/** A template that is changed and changed back by JSON patches. */
function template(app: App, wrong: JsonPatch, right: JsonPatch): { break: string; repair: string } {
  const me = deployment(app);
  return {
    break: withoutPods(app, jsonPatch(me, wrong)),
    repair: jsonPatch(me, right) + rolledOut(me),
  };
}

const replace = (path: string, value: unknown): JsonPatch => [
  { op: 'replace', path: `${container}/${path}`, value },
];

const noReplicas: Injector = {
  id: 'replicas-zero',
  station: 'pod',
  level: 1,
  title: { en: 'There are no Pods', zh: '一个 Pod 也没有' },
  sites: (topology) =>
    atApps(topology, touches, any, (app) => ({
      break: scale(deployment(app), 0) + podsGone(app.namespace, selectorOf(app)),
      repair: scale(deployment(app), app.replicas) + rolledOut(deployment(app)),
      felt: requestsFail(app),
      what: {
        en: `Deployment \`${app.name}\` was scaled to zero. Service and selector were right, and there was nobody to select.`,
        zh: `Deployment \`${app.name}\` 被缩容到零。Service 和选择算符都没错，只是没有 Pod 可选。`,
      },
      see: [`kubectl get deployment -n ${app.namespace}`],
    })),
};

const probePort: Injector = {
  id: 'readiness-port',
  station: 'pod',
  level: 1,
  title: { en: 'The readiness probe asks on another port', zh: '就绪探针探测的是别的端口' },
  sites: (topology) =>
    atApps(topology, touches, any, (app, random) => {
      const wrong = app.containerPort + random.pick([1, 2, 10]);
      const path = 'readinessProbe/httpGet/port';
      return {
        ...template(app, replace(path, wrong), replace(path, app.portName)),
        felt: requestsFail(app),
        what: {
          en: `The readiness probe of Deployment \`${app.name}\` asked on port ${wrong}; the program listens on ${app.containerPort}. The Pods ran and never became ready, and what is not ready gets no traffic.`,
          zh: `Deployment \`${app.name}\` 的就绪探针探测端口 ${wrong}，而程序监听的是 ${app.containerPort}。Pod 在运行，却始终没有就绪；没有就绪，就得不到流量。`,
        },
        see: [getPods(app), describe(app)],
      };
    }),
};

const probePath: Injector = {
  id: 'readiness-path',
  station: 'pod',
  level: 1,
  title: { en: 'The readiness probe asks for a page that is not there', zh: '就绪探针请求的页面不存在' },
  sites: (topology) =>
    atApps(
      topology,
      touches,
      // The servers of agnhost answer on any path.
      ({ flavour }) => flavour === 'httpd',
      (app, random) => {
        const wrong = random.pick(['/healthz', '/ready', '/status', '/live']);
        const path = 'readinessProbe/httpGet/path';
        return {
          ...template(app, replace(path, wrong), replace(path, probePathOf(app))),
          felt: requestsFail(app),
          what: {
            en: `The readiness probe of Deployment \`${app.name}\` asked for \`${wrong}\`, which its server does not have: 404. The Pods ran and never became ready.`,
            zh: `Deployment \`${app.name}\` 的就绪探针请求 \`${wrong}\`，而服务器没有这个页面：404。Pod 在运行，却始终没有就绪。`,
          },
          see: [getPods(app), describe(app)],
        };
      },
    ),
};

const otherPort: Injector = {
  id: 'app-other-port',
  station: 'pod',
  level: 2,
  title: { en: 'The program listens on another port', zh: '程序监听在别的端口' },
  sites: (topology) =>
    atApps(
      topology,
      // A Service that sends elsewhere could meet it there.
      (app) => [touch.pods(app), touch.service(app)],
      any,
      (app, random) => {
        const wrong = app.containerPort + random.pick([1, 3, 1000]);
        const { command } = commandOf(app);
        const part = command ? 'command' : 'args';
        return {
          ...template(app, replace(part, commandOf(app, wrong)[part]), replace(part, commandOf(app)[part])),
          felt: requestsFail(app),
          what: {
            en: `The program in Deployment \`${app.name}\` was started on port ${wrong}. Container port, probe and Service all say ${app.containerPort}, where nothing listened: the Pods never became ready.`,
            zh: `Deployment \`${app.name}\` 里的程序启动后监听的是端口 ${wrong}。容器端口、探针和 Service 说的都是 ${app.containerPort}，那里没有进程监听：Pod 始终没有就绪。`,
          },
          see: [describe(app), logs(app)],
        };
      },
    ),
};

const localhost: Injector = {
  id: 'app-on-localhost',
  station: 'pod',
  level: 2,
  title: { en: 'The program listens on 127.0.0.1 only', zh: '程序只监听 127.0.0.1' },
  sites: (topology) =>
    atApps(
      topology,
      touches,
      ({ flavour }) => flavour === 'httpd',
      (app) => ({
        ...template(
          app,
          replace('command', commandOf(app, `127.0.0.1:${app.containerPort}`).command),
          replace('command', commandOf(app).command),
        ),
        felt: requestsFail(app),
        what: {
          en: `The program in Deployment \`${app.name}\` listened on 127.0.0.1 only. From inside the Pod it answered; from outside, the probe and every client were refused.`,
          zh: `Deployment \`${app.name}\` 里的程序只监听 127.0.0.1。在 Pod 里面访问有应答；从外面看，探针和每个客户端都被拒绝。`,
        },
        see: [describe(app), `kubectl exec -n ${app.namespace} deployment/${app.name} -- netstat -ltn`],
      }),
    ),
};

const crash: Injector = {
  id: 'crash-loop',
  station: 'pod',
  level: 1,
  title: { en: 'The program ends at every start', zh: '程序一启动就退出' },
  sites: (topology) =>
    atApps(topology, touches, any, (app) => {
      const { command, args } = commandOf(app);
      const [part, wrong, right] = command
        ? ([
            'command',
            [...command.slice(0, 2), command[2]!.replace('exec httpd', 'exec htppd')],
            command,
          ] as const)
        : (['args', args!.map((word) => word.replace('port=', 'prot=')), args] as const);
      return {
        ...template(app, replace(part, wrong), replace(part, right)),
        felt: requestsFail(app),
        what: {
          en: `The command line of Deployment \`${app.name}\` had a slip: \`${wrong.at(-1)}\`. The container ended at once, again and again, and its last words are in the log.`,
          zh: `Deployment \`${app.name}\` 的命令行有笔误：\`${wrong.at(-1)}\`。容器一次又一次地立即退出，它最后的输出留在日志里。`,
        },
        see: [getPods(app), logs(app)],
      };
    }),
};

const image: Injector = {
  id: 'image-tag',
  station: 'pod',
  level: 1,
  title: { en: 'The image does not exist', zh: '镜像不存在' },
  sites: (topology) =>
    atApps(topology, touches, any, (app, random) => {
      const wrong = `${imageOf(app)}-${random.pick(['rc0', 'fixed', 'new', 'final'])}`;
      return {
        ...template(app, replace('image', wrong), replace('image', imageOf(app))),
        felt: requestsFail(app),
        what: {
          en: `Deployment \`${app.name}\` asked for image \`${wrong}\`, a tag that nobody ever pushed. The Pods had addresses but never a running container.`,
          zh: `Deployment \`${app.name}\` 要的镜像是 \`${wrong}\`，从来没有人推送过这个标签。Pod 有地址，却从来没有运行中的容器。`,
        },
        see: [getPods(app), describe(app)],
      };
    }),
};

const nodeSelector: Injector = {
  id: 'pending-node-selector',
  station: 'pod',
  level: 1,
  title: { en: 'No node is good enough for the Pods', zh: '没有符合要求的节点' },
  sites: (topology) =>
    atApps(topology, touches, any, (app, random) => {
      const [key, value] = random.pick([
        ['disk', 'ssd'],
        ['zone', 'north'],
        ['gpu', 'yes'],
      ] as const);
      const path = '/spec/template/spec/nodeSelector';
      return {
        ...template(app, [{ op: 'add', path, value: { [key]: value } }], [{ op: 'remove', path }]),
        felt: requestsFail(app),
        what: {
          en: `The Pods of Deployment \`${app.name}\` would only run on a node labelled \`${key}=${value}\`; none is. They stayed Pending, without an address.`,
          zh: `Deployment \`${app.name}\` 的 Pod 只肯运行在带标签 \`${key}=${value}\` 的节点上，而没有这样的节点。它们一直处于 Pending，没有地址。`,
        },
        see: [getPods(app), describe(app)],
      };
    }),
};

const tooBig: Injector = {
  id: 'pending-cpu',
  station: 'pod',
  level: 2,
  title: { en: 'The Pods ask for more than a node has', zh: 'Pod 请求的资源比任何节点都多' },
  sites: (topology) =>
    atApps(topology, touches, any, (app, random) => {
      const cpu = random.pick(['500', '800', '1000']);
      const path = `${container}/resources`;
      return {
        ...template(
          app,
          [{ op: 'add', path, value: { requests: { cpu } } }],
          [{ op: 'remove', path: `${path}/requests` }],
        ),
        felt: requestsFail(app),
        what: {
          en: `Each Pod of Deployment \`${app.name}\` requested ${cpu} CPUs. No node has that many, so none was ever placed: Pending, without an address.`,
          zh: `Deployment \`${app.name}\` 的每个 Pod 都请求 ${cpu} 个 CPU。没有节点有这么多，于是一个也没有被调度：Pending，没有地址。`,
        },
        see: [getPods(app), describe(app)],
      };
    }),
};

const noConfig: Injector = {
  id: 'config-missing',
  station: 'pod',
  level: 2,
  title: { en: 'The Pods wait for a ConfigMap that does not exist', zh: 'Pod 在等一个不存在的 ConfigMap' },
  sites: (topology) =>
    atApps(topology, touches, any, (app) => {
      const name = `${app.name}-settings`;
      const path = `${container}/envFrom`;
      return {
        ...template(
          app,
          [{ op: 'add', path, value: [{ configMapRef: { name } }] }],
          [{ op: 'remove', path }],
        ),
        felt: requestsFail(app),
        what: {
          en: `The containers of Deployment \`${app.name}\` take their environment from ConfigMap \`${name}\`, which nobody made. They could not be created: CreateContainerConfigError.`,
          zh: `Deployment \`${app.name}\` 的容器从 ConfigMap \`${name}\` 取环境变量，而没有人创建过它。容器无法创建：CreateContainerConfigError。`,
        },
        see: [getPods(app), describe(app)],
      };
    }),
};

export const podInjectors: readonly Injector[] = [
  noReplicas,
  probePort,
  probePath,
  otherPort,
  localhost,
  crash,
  image,
  nodeSelector,
  tooBig,
  noConfig,
];
