import { resourcePath, resources, type KubeClient } from '../../../kube/client.ts';
import type { Clock } from '../../../kube/cluster.ts';
import { StatusError } from '../../../kube/status.ts';
import type { Pod } from '../../../kube/types.ts';

/** Adds a key once more after some time. Models client-go's workqueue AddAfter. */
export function addAfter(
  queue: { add(key: string): void },
  key: string,
  ms: number,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): void {
  void clock.sleep(ms, signal).then(
    () => queue.add(key),
    () => {},
  );
}

/** What was there a moment ago may be gone; that is no failure. @returns whether it was still there */
export async function ifThere(action: () => Promise<unknown>): Promise<boolean> {
  try {
    await action();
    return true;
  } catch (error) {
    if (error instanceof StatusError && error.code === 404) return false;
    throw error;
  }
}

/** Deletes this very Pod, gracefully. */
export function deletePod(api: KubeClient, pod: Pod): Promise<unknown> {
  const { namespace, name, uid } = pod.metadata;
  return api.request('DELETE', resourcePath(resources.pods, namespace, name), {
    kind: 'DeleteOptions',
    apiVersion: 'v1',
    preconditions: { uid },
  });
}
