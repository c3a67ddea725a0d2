import { KubeClient, resources } from '../../../kube/client.ts';
import type { Pod } from '../../../kube/types.ts';
import type { Process } from '../../process.ts';

/** The API as the Pod's service account may use it: what its bindings do not grant is refused. */
export async function asServiceAccount({ api, container }: Process): Promise<KubeClient> {
  const { namespace, pod } = container;
  const found = await api.find<Pod>(resources.pods, namespace, pod);
  const user = `system:serviceaccount:${namespace}:${found?.spec.serviceAccountName ?? 'default'}`;
  const { cluster } = api;
  return new KubeClient({
    ...cluster,
    fetch: (request) => {
      const headers = new Headers(request.headers);
      headers.set('impersonate-user', user);
      return cluster.fetch(new Request(request, { headers }));
    },
  });
}
