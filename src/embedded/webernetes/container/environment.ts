import type { KubeClient } from '../../../kube/client.ts';
import type { EnvVar, Pod } from '../../../kube/types.ts';
import { resourceText, type ResourceFieldRef } from './downward.ts';
import type { KubeletInternals } from '../internals.ts';
import { readData } from './volumes.ts';

interface KeyRef {
  name: string;
  key: string;
  optional?: boolean;
}
interface EnvFrom {
  prefix?: string;
  configMapRef?: { name: string; optional?: boolean };
  secretRef?: { name: string; optional?: boolean };
}

/**
 * Teaches the engine's kubelet env from ConfigMaps, Secrets and resources, which it lacks.
 * An error here becomes CreateContainerConfigError, with the text that the real kubelet gives.
 */
export function extendEnvironment(kubelet: KubeletInternals, api: () => KubeClient): void {
  const original = kubelet.makeEnvironmentVariables.bind(kubelet);
  kubelet.makeEnvironmentVariables = async (ctx, pod, container, podIP, podIPs) => {
    const spec = container as { name?: string; env?: EnvVar[]; envFrom?: EnvFrom[] };
    const env: EnvVar[] = [];
    try {
      for (const source of spec.envFrom ?? []) env.push(...(await fromSource(api(), pod, source)));
      for (const variable of spec.env ?? []) {
        const resolved = await resolve(api(), pod, spec.name ?? '', variable);
        if (resolved) env.push(resolved);
      }
    } catch (error) {
      return [[], error instanceof Error ? error : new Error(String(error))];
    }
    return original(ctx, pod, { ...spec, env }, podIP, podIPs);
  };
}

async function fromSource(api: KubeClient, pod: Pod, source: EnvFrom): Promise<EnvVar[]> {
  const kind = source.configMapRef ? 'configmap' : 'secret';
  const ref = source.configMapRef ?? source.secretRef;
  if (!ref) return [];
  const data = await readData(api, kind, pod.metadata.namespace ?? 'default', ref.name);
  if (!data && !ref.optional) throw new Error(`${kind} "${ref.name}" not found`);
  return Object.entries(data ?? {}).map(([key, value]) => ({ name: (source.prefix ?? '') + key, value }));
}

async function resolve(
  api: KubeClient,
  pod: Pod,
  container: string,
  variable: EnvVar,
): Promise<EnvVar | undefined> {
  const from = variable.valueFrom as
    { configMapKeyRef?: KeyRef; secretKeyRef?: KeyRef; resourceFieldRef?: ResourceFieldRef } | undefined;
  if (from?.resourceFieldRef)
    return { name: variable.name, value: await resourceText(api, pod, container, from.resourceFieldRef) };
  const kind = from?.configMapKeyRef ? 'configmap' : 'secret';
  const ref = from?.configMapKeyRef ?? from?.secretKeyRef;
  if (!ref) return variable;
  const namespace = pod.metadata.namespace ?? 'default';
  const data = await readData(api, kind, namespace, ref.name);
  const value = data?.[ref.key];
  if (value !== undefined) return { name: variable.name, value };
  if (ref.optional) return undefined;
  if (!data) throw new Error(`${kind} "${ref.name}" not found`);
  const word = kind === 'configmap' ? 'ConfigMap' : 'Secret';
  throw new Error(`couldn't find key ${ref.key} in ${word} ${namespace}/${ref.name}`);
}
