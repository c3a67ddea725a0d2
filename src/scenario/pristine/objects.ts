import { resourcePath, type KubeClient, type ResourceType } from '../../kube/client.ts';
import { StatusError } from '../../kube/status.ts';
import type { AnyObject } from '../../kube/types.ts';

/** Annotations that controllers write, and count up. */
const counters = new Set(['deployment.kubernetes.io/revision', 'deprecated.daemonset.template.generation']);

/** The object as somebody would write it: nothing that the server fills in or counts. */
export function withoutState({
  status: _status,
  apiVersion,
  kind,
  metadata,
  ...object
}: AnyObject): AnyObject {
  const { name, namespace, labels, annotations } = metadata;
  const kept = Object.entries(annotations ?? {}).filter(([key]) => !counters.has(key));
  return {
    apiVersion,
    kind,
    metadata: {
      ...(name ? { name } : {}),
      ...(namespace ? { namespace } : {}),
      ...(labels ? { labels } : {}),
      ...(kept.length ? { annotations: Object.fromEntries(kept) } : {}),
    },
    ...object,
  };
}

/** All objects of a kind, which a list's items do not name; none where the cluster does not know it. */
export async function listAll(
  client: KubeClient,
  type: ResourceType,
  namespace?: string,
): Promise<AnyObject[]> {
  try {
    const { apiVersion, kind, items } = await client.list(type, namespace);
    return items.map((item) => ({ ...item, apiVersion, kind: kind.replace(/List$/, '') }));
  } catch (error) {
    if (error instanceof StatusError && error.code === 404) return [];
    throw error;
  }
}

/**
 * Makes the object what it was, whatever became of it meanwhile.
 * @param text a saved object, as JSON
 * @returns whether anything had to be done
 */
export async function putBack(
  client: KubeClient,
  type: ResourceType,
  namespace: string | undefined,
  text: string,
): Promise<boolean> {
  const wanted = JSON.parse(text) as AnyObject;
  const name = wanted.metadata.name!;
  for (let attempt = 1; ; attempt++) {
    const present = await client.find(type, namespace, name);
    if (present && JSON.stringify(withoutState(present)) === text) return false;
    try {
      if (!present) {
        await client.create(type, namespace, wanted);
      } else {
        const { resourceVersion } = present.metadata;
        const body = { ...wanted, metadata: { ...wanted.metadata, resourceVersion } };
        await client.request('PUT', resourcePath(type, namespace, name), body);
      }
      return true;
    } catch (error) {
      if (!(error instanceof StatusError) || attempt === 5) throw error;
      // Some fields cannot be changed back (a clusterIP, a selector, a roleRef): the object is made anew.
      if (present && error.code === 422) await client.delete(type, namespace, name);
      // A controller was faster, or what was deleted is still on its way out.
      else if (error.code !== 409 && error.code !== 404) throw error;
    }
  }
}

/** Deletes the object; that it is gone already is fine. */
export async function remove(
  client: KubeClient,
  type: ResourceType,
  namespace: string | undefined,
  name: string,
  options: { gracePeriodSeconds?: number } = {},
): Promise<void> {
  try {
    await client.delete(type, namespace, name, options);
  } catch (error) {
    if (!(error instanceof StatusError) || error.code !== 404) throw error;
  }
}
