import { createEmbeddedCluster } from '../../src/embedded/index.ts';
import { KubeClient, resources } from '../../src/kube/client.ts';
import type { Deployment, Node, Pod, Service } from '../../src/kube/types.ts';
import { runKubectl } from '../../src/kubectl/index.ts';
import type { ServicesFigures } from './services.ts';
import { median } from './start-lab.ts';

// Measures one size, the first argument, and prints its figures as JSON.
const size = Number(process.argv[2]);
const namespace = 'load';
const cluster = await createEmbeddedCluster({ clock: 'fast' });
const api = new KubeClient(cluster);

async function kubectl(...args: string[]): Promise<void> {
  let complaints = '';
  const exitCode = await runKubectl(
    args,
    {
      stdin: undefined,
      stdout: () => {},
      stderr: (text) => (complaints += text),
      tty: false,
      readFile: () => Promise.resolve(undefined),
      writeFile: () => Promise.resolve(),
      readDirectory: () => Promise.resolve(undefined),
      env: {},
      signal: new AbortController().signal,
      clock: cluster.clock,
    },
    { cluster, config: { currentContext: 'bench', contexts: [], server: 'https://cluster' } },
  );
  if (exitCode !== 0) throw new Error(`kubectl ${args.join(' ')}: ${complaints}`);
}

async function times(count: number, work: (run: number) => Promise<unknown>): Promise<number> {
  const each: number[] = [];
  for (let run = 0; run < count; run++) {
    const started = performance.now();
    await work(run);
    each.push(performance.now() - started);
  }
  return median(each);
}

const web: Deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace },
  spec: {
    replicas: 3,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: {
        containers: [
          {
            name: 'web',
            image: 'registry.k8s.io/e2e-test-images/agnhost:2.53',
            args: ['netexec', '--http-port=8080'],
          },
        ],
      },
    },
  },
} as Deployment;
const client = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'client', namespace },
  spec: { containers: [{ name: 'client', image: 'busybox:1.36', command: ['sleep', 'infinity'] }] },
} as Pod;
const service = (index: number) =>
  ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: `s${index}`, namespace },
    spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }] },
  }) as unknown as Service;

await api.create(resources.namespaces, undefined, {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: namespace },
});
await api.create(resources.deployments, namespace, web);
await api.create(resources.pods, namespace, client);
await kubectl('rollout', 'status', 'deploy/web', '-n', namespace);
await kubectl('wait', '-n', namespace, '--for=condition=Ready', 'pod/client');
const nodes = (await api.list<Node>(resources.nodes)).items.map(({ metadata }) => metadata.name!);

const before = dnatRules();
const started = performance.now();
for (let index = 0; index < size; index++) await api.create(resources.services, namespace, service(index));
const deadline = cluster.clock.now() + 600_000;
while (dnatRules().some((count, node) => count < before[node]! + 3 * size)) {
  if (cluster.clock.now() > deadline)
    throw new Error('the rules did not settle within ten minutes of the cluster');
  await cluster.clock.sleep(500);
}
const settleMs = performance.now() - started;

const getMs = await times(5, () => kubectl('get', 'svc', '-A'));
const middle = `s${Math.floor(size / 2)}`;
const target = { namespace, pod: 'client' };
const inClient = async (...command: string[]) => {
  const { exitCode, stderr } = await cluster.exec(target, command);
  if (exitCode !== 0) throw new Error(`${command.join(' ')}: ${stderr}`);
};
const { spec } = await api.get<Service>(resources.services, namespace, middle);
const lookUpMs = await times(30, () => inClient('nslookup', `${middle}.${namespace}.svc.cluster.local`));
const requestMs = await times(30, () => inClient('wget', '-qO-', '-T', '2', `http://${spec.clusterIP}/`));
globalThis.gc!();
const heapMB = process.memoryUsage().heapUsed / 1024 ** 2;
const figures: ServicesFigures = { services: size, settleMs, getMs, lookUpMs, requestMs, heapMB };

/** How many endpoints the rules of each node know. */
function dnatRules(): number[] {
  return nodes.map(
    (node) => cluster.iptablesSave(node, 'nat').match(/^-A KUBE-SEP-\S+ .*-j DNAT /gm)?.length ?? 0,
  );
}

console.log(JSON.stringify(figures));
process.exit();
