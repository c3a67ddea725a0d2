import { isReady } from '../../kube/conditions.ts';
import { BaseImage, Cluster, type ClusterApplyResource, type ProcessContext } from '@ngrok/webernetes';
import { parseAllDocuments } from 'yaml';
import type { AnyObject } from '../../kube/types.ts';

/** Stands in for whatever the manifests run: answers on the port in its arguments, or waits. */
class PlainServer extends BaseImage {
  static readonly imageName: string = 'registry.k8s.io/e2e-test-images/agnhost';
  static readonly imageVersion: string = '2.53';

  override async exec(context: ProcessContext): Promise<number> {
    const port = context.container.args
      .find((argument) => argument.startsWith('--port='))
      ?.slice('--port='.length);
    if (port)
      context.listenHttp(Number(port), () => Promise.resolve({ status: 200, header: {}, body: 'ok' }));
    return await context.waitUntilKilled();
  }
}

/**
 * Boots webernetes as it comes, with its own Service layer, applies the manifests, and waits until every
 * Pod is Ready: what the benchmark compares the embedded cluster's start with.
 * @returns how to end it
 */
export async function bootPlain(manifests: string): Promise<() => Promise<void>> {
  const cluster = new Cluster();
  cluster.registerImage(PlainServer);
  await cluster.init();
  const objects = parseAllDocuments(manifests).map((document) => document.toJS() as AnyObject);
  await cluster.apply(objects as unknown as ClusterApplyResource[]);
  const wanted = objects.reduce((sum, object) => sum + podsOf(object), 0);
  while ((await readyPods(cluster)) < wanted) await new Promise((resolve) => setTimeout(resolve, 5));
  return () => cluster.close();
}

function podsOf({ kind, ...object }: AnyObject): number {
  if (kind === 'Pod') return 1;
  return kind === 'Deployment' ? ((object['spec'] as { replicas?: number }).replicas ?? 1) : 0;
}

async function readyPods(cluster: Cluster): Promise<number> {
  const { items } = await cluster.api.corev1.listPodForAllNamespaces();
  return items.filter((pod) => pod.metadata?.namespace !== 'kube-system' && isReady(pod)).length;
}
