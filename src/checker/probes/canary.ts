import { isReady } from '../../kube/conditions.ts';
import { resources } from '../../kube/client.ts';
import type { Pod } from '../../kube/types.ts';
import { found, same, type Probe, type Scene } from '../probe.ts';
import { checkerLabel } from '../prober.ts';
import type { Localized } from '../report.ts';
import { request } from '../request.ts';

const image = 'registry.k8s.io/e2e-test-images/agnhost:2.53';
const port = 8080;
const readyTimeout = 20_000;
/** From an endpoint that is ready to rules on every node. */
const rulesTimeout = 10_000;

/** Something quite new works: what only goes on from old rules does not show here. */
export function canaryProbe(): Probe {
  const expected: Localized = {
    en: 'a Deployment and a Service made just now answer by name from every node',
    zh: '刚刚创建的 Deployment 和 Service 在每个节点上都能按名称访问',
  };
  return {
    id: 'canary',
    station: 'kube-proxy',
    title: { en: 'A Service made for this check', zh: '为这次检查新建的 Service' },
    command: 'kubectl get pods -n kube-system -o wide',
    async look(scene) {
      const name = `checker-${Math.abs(scene.clock.now() % 1_000_000)}`;
      try {
        return found(...(await tryOut(scene, name, expected)));
      } finally {
        await takeAway(scene, name);
      }
    },
  };
}

async function tryOut(
  scene: Scene,
  name: string,
  expected: Localized,
): Promise<[boolean, Localized, Localized]> {
  const { namespace } = scene.spec.client;
  const labels = { app: name, ...checkerLabel };
  const { client } = scene.view;
  await client.create(resources.deployments, namespace, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace, labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels },
        spec: {
          terminationGracePeriodSeconds: 0,
          containers: [{ name: 'canary', image, args: ['serve-hostname', `--port=${port}`] }],
        },
      },
    },
  } as never);
  await client.create(resources.services, namespace, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace, labels },
    spec: { selector: { app: name }, ports: [{ port: 80, targetPort: port }] },
  } as never);
  const pod = await readyPodOf(scene, name);
  if (!pod) {
    const seconds = readyTimeout / 1000;
    return [
      false,
      expected,
      { en: `its Pod was not Ready within ${seconds} seconds`, zh: `它的 Pod 在 ${seconds} 秒内没有就绪` },
    ];
  }
  const url = `http://${name}.${namespace}.svc.cluster.local`;
  const deadline = scene.clock.now() + rulesTimeout;
  for (;;) {
    const lines = await Promise.all(
      scene.probers.of().map(async (prober) => {
        const { answers, failures } = await request(prober, url, 1);
        return { node: prober.node, said: answers[0] ?? failures[0] ?? '–' };
      }),
    );
    const bad = lines.filter(({ said }) => said !== pod.metadata.name);
    if (bad.length === 0)
      return [true, expected, { en: 'answered on every node', zh: '在每个节点上都有应答' }];
    if (scene.clock.now() > deadline)
      return [false, expected, same(bad.map(({ node, said }) => `${node}: ${said}`).join('; '))];
    await scene.clock.sleep(1000);
  }
}

async function readyPodOf({ view, clock, spec }: Scene, name: string): Promise<Pod | undefined> {
  const deadline = clock.now() + readyTimeout;
  while (clock.now() < deadline) {
    const pods = await view.client.list<Pod>(resources.pods, spec.client.namespace, {
      labelSelector: `app=${name}`,
    });
    const ready = pods.items.find(isReady);
    if (ready) return ready;
    await clock.sleep(200);
  }
  return undefined;
}

/** Each by itself: where the garbage collector does not run, nothing follows its owner. */
async function takeAway({ view, spec }: Scene, name: string): Promise<void> {
  const { client } = view;
  const { namespace } = spec.client;
  const labelSelector = `app=${name}`;
  const gone = { gracePeriodSeconds: 0 };
  await Promise.allSettled([
    client.delete(resources.deployments, namespace, name, gone),
    client.delete(resources.services, namespace, name, gone),
  ]);
  for (const type of [resources.replicasets, resources.pods]) {
    const { items } = await client.list(type, namespace, { labelSelector });
    await Promise.allSettled(
      items.map(({ metadata }) => client.delete(type, namespace, metadata.name!, gone)),
    );
  }
}
