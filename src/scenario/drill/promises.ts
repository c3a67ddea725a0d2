import type { z } from 'zod';
import type { checkSpecSchema } from '../../checker/spec.ts';
import { callerCommand, imageOf } from './manifests.ts';
import { clientLabels, clientNamespace, pathOf, type App, type Topology } from './topology.ts';

/** A check as one writes it, defaults left out. */
export type WrittenCheck = z.input<typeof checkSpecSchema>;
type Expectation = WrittenCheck['expect'][number];

const backendOf = (app: App) => ({
  object: `${app.namespace}/${app.name}`,
  replicas: app.replicas,
  image: imageOf(app),
});

/**
 * What must hold. It follows from the healthy cluster alone: a check that knew of the faults would
 * name them.
 */
export function promisesOf(topology: Topology): WrittenCheck {
  const { apps, caller } = topology;
  const namespace = clientNamespace(topology);
  const strangers = { namespace, labels: { role: 'stranger' } };
  const expect: Expectation[] = apps.map((app) => ({
    probe: 'answers',
    service: `${app.namespace}/${app.name}`,
    port: app.servicePort,
    path: pathOf(app),
    backends: [backendOf(app)],
    address: app.headless ? 'headless' : 'clusterIP',
    spread: app.spread,
  }));
  for (const app of apps.filter(({ guarded }) => guarded)) {
    expect.push({
      probe: 'refused',
      from: strangers,
      service: `${app.namespace}/${app.name}`,
      port: app.servicePort,
      path: pathOf(app),
    });
  }
  if (caller) {
    expect.push({
      probe: 'workload',
      object: `${namespace}/${caller.name}`,
      line: '^answer from (\\S+)$',
      backends: [backendOf(caller.app)],
      command: callerCommand,
    });
  }
  expect.push({ probe: 'dns' }, { probe: 'kube-proxy' });
  return { client: { namespace, labels: clientLabels }, expect };
}
