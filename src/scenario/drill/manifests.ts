import { stringify } from 'yaml';
import type { AnyObject } from '../../kube/types.ts';
import { clientLabels, clientNamespace, urlOf, type App, type Caller, type Topology } from './topology.ts';

const agnhost = 'registry.k8s.io/e2e-test-images/agnhost:2.53';
const busybox = 'busybox:1.36';

export function imageOf({ flavour }: App): string {
  return flavour === 'httpd' ? busybox : agnhost;
}

/** The server's command line; `listen` is a port, or for httpd an address and a port. */
export function commandOf(
  { flavour, containerPort }: App,
  listen: string | number = containerPort,
): {
  command?: string[];
  args?: string[];
} {
  switch (flavour) {
    case 'hostname':
      return { args: ['serve-hostname', `--port=${listen}`] };
    case 'netexec':
      return { args: ['netexec', `--http-port=${listen}`] };
    case 'httpd': {
      const script = `mkdir -p /www && hostname > /www/index.html && exec httpd -f -p ${listen} -h /www`;
      return { command: ['sh', '-c', script] };
    }
  }
}

export function probePathOf({ flavour }: App): string {
  return flavour === 'netexec' ? '/healthz' : '/';
}

export function deploymentOf(app: App, { group }: Topology, value = app.selector.value): AnyObject {
  const labels = { [app.selector.key]: value };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: app.name, namespace: app.namespace },
    spec: {
      replicas: app.replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels: { ...labels, [group.key]: group.value } },
        spec: {
          terminationGracePeriodSeconds: 1,
          containers: [
            {
              name: 'server',
              image: imageOf(app),
              ...commandOf(app),
              ports: [{ name: app.portName, containerPort: app.containerPort }],
              readinessProbe: {
                httpGet: { path: probePathOf(app), port: app.portName },
                periodSeconds: 2,
              },
            },
          ],
        },
      },
    },
  };
}

/** What a Service may be given instead of what is right. */
export interface ServiceChange {
  name?: string;
  namespace?: string;
  headless?: boolean;
  selector?: Record<string, string> | null;
}

export function serviceOf(app: App, change: ServiceChange = {}): AnyObject {
  const { name = app.name, namespace = app.namespace, headless = app.headless } = change;
  const { selector = { [app.selector.key]: app.selector.value } } = change;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace },
    spec: {
      ...(headless ? { clusterIP: 'None' } : {}),
      ...(selector ? { selector } : {}),
      ports: [{ name: app.portName, port: app.servicePort, targetPort: app.targetPort }],
    },
  };
}

/** Lets in only the clients of the clients' namespace, and only where the Pods listen. */
export function guardOf(app: App, topology: Topology): AnyObject {
  const from = clientNamespace(topology);
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `${app.name}-clients`, namespace: app.namespace },
    spec: {
      podSelector: { matchLabels: { [app.selector.key]: app.selector.value } },
      policyTypes: ['Ingress'],
      ingress: [
        {
          from: [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': from } },
              podSelector: { matchLabels: clientLabels },
            },
          ],
          ports: [{ protocol: 'TCP', port: app.containerPort }],
        },
      ],
    },
  };
}

/** One line per request: `answer from <body>` or `failed: <what wget said>`. */
export const callerCommand = [
  'sh',
  '-c',
  'while true; do if answer=$(wget -q -O - -T 2 "$URL" 2>&1); then echo "answer from $answer"; ' +
    'else echo "failed: $answer"; fi; sleep 2; done',
];

export function callerOf({ name, app }: Caller, topology: Topology): AnyObject {
  const namespace = clientNamespace(topology);
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: {
      replicas: 1,
      selector: { matchLabels: { program: name } },
      template: {
        metadata: { labels: { program: name, ...clientLabels } },
        spec: {
          terminationGracePeriodSeconds: 0,
          containers: [
            {
              name: 'caller',
              image: busybox,
              command: callerCommand,
              env: [{ name: 'URL', value: urlOf(app, namespace) }],
            },
          ],
        },
      },
    },
  };
}

function clientPod(topology: Topology): AnyObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'client', namespace: clientNamespace(topology), labels: clientLabels },
    spec: {
      terminationGracePeriodSeconds: 0,
      containers: [{ name: 'client', image: busybox, command: ['sleep', '1000000'] }],
    },
  };
}

/** The manifests of the healthy cluster. */
export function healthyManifests(topology: Topology): string {
  const { apps, caller, namespaces } = topology;
  return toYaml(
    ...namespaces.map((name): AnyObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
    ...apps.flatMap((app) => [
      deploymentOf(app, topology),
      serviceOf(app),
      ...(app.guarded ? [guardOf(app, topology)] : []),
    ]),
    ...(caller ? [callerOf(caller, topology)] : []),
    clientPod(topology),
  );
}

export function toYaml(...objects: AnyObject[]): string {
  return objects
    .map((object) => stringify(object, { lineWidth: 0, aliasDuplicateObjects: false }))
    .join('---\n');
}
