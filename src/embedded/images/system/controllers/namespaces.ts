import { resources, type ResourceType } from '../../../../kube/client.ts';
import { StatusError } from '../../../../kube/status.ts';
import type { AnyObject, Namespace } from '../../../../kube/types.ts';
import type { Process } from '../../../process.ts';
import { Informer } from '../../../service/informer.ts';
import { WorkQueue } from '../../../service/work-queue.ts';

const serviceAccounts: ResourceType = {
  group: '',
  version: 'v1',
  resource: 'serviceaccounts',
  namespaced: true,
};

/**
 * Puts into every namespace what is always there: the ServiceAccount `default` and the ConfigMap
 * `kube-root-ca.crt`. Models the serviceaccount and root-ca-cert-publisher controllers.
 */
export function runNamespaceDefaults(process: Process, certificate: string): void {
  const { api, clock, signal } = process;
  const queue = new WorkQueue({ clock, signal, sync });
  new Informer<Namespace>({
    api,
    clock,
    signal,
    type: resources.namespaces,
    onChange: (namespace) => {
      if (namespace && !namespace.metadata.deletionTimestamp) queue.add(namespace.metadata.name!);
    },
  });
  for (const type of [serviceAccounts, resources.configmaps]) {
    new Informer<AnyObject>({
      api,
      clock,
      signal,
      type,
      onChange: (object, old) => {
        if (!object && old?.metadata.namespace) queue.add(old.metadata.namespace);
      },
    });
  }

  async function sync(namespace: string): Promise<void> {
    const current = await api.find<Namespace>(resources.namespaces, undefined, namespace);
    if (!current || current.metadata.deletionTimestamp) return;
    await ensure(serviceAccounts, namespace, {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'default', namespace },
    });
    await ensure(resources.configmaps, namespace, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'kube-root-ca.crt',
        namespace,
        annotations: {
          'kubernetes.io/description':
            'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.',
        },
      },
      data: { 'ca.crt': certificate },
    });
  }

  async function ensure(type: ResourceType, namespace: string, object: AnyObject): Promise<void> {
    if (await api.find(type, namespace, object.metadata.name!)) return;
    try {
      await api.create(type, namespace, object);
    } catch (error) {
      if (!(error instanceof StatusError && [403, 404, 409].includes(error.code))) throw error;
    }
  }
}
