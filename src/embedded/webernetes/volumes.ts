import { resources, type KubeClient, type ResourceType } from '../../kube/client.ts';
import type { Clock } from '../../kube/cluster.ts';
import type { AnyObject, ConfigMap, Container as ContainerSpec, Pod } from '../../kube/types.ts';
import type { ContainerFs } from '../container-fs.ts';

export const secrets: ResourceType = { group: '', version: 'v1', resource: 'secrets', namespaced: true };

interface KeySource {
  name?: string;
  secretName?: string;
  optional?: boolean;
  items?: { key: string; path: string }[];
}
interface Projection {
  configMap?: KeySource;
  secret?: KeySource;
  downwardAPI?: unknown;
  serviceAccountToken?: { path: string };
}
type Volume = {
  name: string;
  configMap?: KeySource;
  secret?: KeySource;
  projected?: { sources?: Projection[] };
};

/** A volume that cannot be mounted; the text is the kubelet's. */
export class MountError extends Error {
  override name = 'MountError';
}

/**
 * The files of a Pod's volumes by volume name, each path relative to its mount.
 * Volumes of other kinds (emptyDir, hostPath) begin empty.
 * @throws MountError when a ConfigMap or Secret that is not optional is missing
 */
export async function readVolume(api: KubeClient, pod: Pod, volume: Volume): Promise<Record<string, string>> {
  const sources: Projection[] = volume.projected?.sources ?? [volume];
  const files: Record<string, string> = {};
  for (const source of sources) {
    if (source.configMap)
      Object.assign(files, await readKeys(api, pod, volume.name, 'configmap', source.configMap));
    if (source.secret) Object.assign(files, await readKeys(api, pod, volume.name, 'secret', source.secret));
  }
  return files;
}

async function readKeys(
  api: KubeClient,
  pod: Pod,
  volume: string,
  kind: 'configmap' | 'secret',
  source: KeySource,
): Promise<Record<string, string>> {
  const name = source.name ?? source.secretName ?? '';
  const data = await readData(api, kind, pod.metadata.namespace ?? 'default', name);
  if (!data) {
    if (source.optional) return {};
    throw new MountError(`MountVolume.SetUp failed for volume "${volume}" : ${kind} "${name}" not found`);
  }
  if (!source.items) return data;
  const files: Record<string, string> = {};
  for (const { key, path } of source.items) {
    const text = data[key];
    if (text !== undefined) files[path] = text;
    else if (!source.optional) {
      throw new MountError(
        `MountVolume.SetUp failed for volume "${volume}" : ${kind} references non-existent ${kind === 'configmap' ? 'config' : 'secret'} key: ${key}`,
      );
    }
  }
  return files;
}

/** The texts in a ConfigMap or Secret, or undefined if there is none. */
export async function readData(
  api: KubeClient,
  kind: 'configmap' | 'secret',
  namespace: string,
  name: string,
): Promise<Record<string, string> | undefined> {
  if (kind === 'configmap')
    return (await api.find<ConfigMap>(resources.configmaps, namespace, name))?.data ?? undefined;
  const secret = await api.find<AnyObject & { data?: Record<string, string> }>(secrets, namespace, name);
  if (!secret) return undefined;
  return Object.fromEntries(
    Object.entries(secret.data ?? {}).map(([key, value]) => [
      key,
      new TextDecoder().decode(Uint8Array.from(atob(value), (char) => char.charCodeAt(0))),
    ]),
  );
}

/**
 * Mounts the volumes of one container and keeps ConfigMaps and Secrets up to date until the signal aborts.
 * The kubelet looks again about once a minute; files under a `subPath` never change, as on a real node.
 * @throws MountError
 */
export async function mountVolumes(
  api: KubeClient,
  clock: Clock,
  pod: Pod,
  container: ContainerSpec,
  fs: ContainerFs,
  signal: AbortSignal,
): Promise<void> {
  const volumes = new Map((pod.spec.volumes ?? []).map((volume) => [volume.name, volume as Volume]));
  const live: { volume: Volume; path: string; files: Record<string, string> }[] = [];
  for (const mount of container.volumeMounts ?? []) {
    const volume = volumes.get(mount.name);
    if (!volume) continue;
    const files = await readVolume(api, pod, volume);
    const path = mount.mountPath.replace(/\/$/, '');
    if (mount.subPath !== undefined && mount.subPath !== '') {
      const text = files[mount.subPath];
      if (text !== undefined) fs.write(path, text);
      continue;
    }
    for (const [name, text] of Object.entries(files)) fs.write(`${path}/${name}`, text);
    if (volume.configMap || volume.secret || volume.projected) live.push({ volume, path, files });
  }
  if (live.length > 0) void refresh(api, clock, pod, fs, live, signal);
}

async function refresh(
  api: KubeClient,
  clock: Clock,
  pod: Pod,
  fs: ContainerFs,
  mounts: { volume: Volume; path: string; files: Record<string, string> }[],
  signal: AbortSignal,
): Promise<void> {
  try {
    for (;;) {
      await clock.sleep(60_000 + Math.random() * 30_000, signal);
      for (const mount of mounts) {
        // A ConfigMap that is gone by now leaves the files as they were.
        const files = await readVolume(api, pod, mount.volume).catch(() => undefined);
        if (!files || signal.aborted) continue;
        for (const name of Object.keys(mount.files)) if (!(name in files)) fs.delete(`${mount.path}/${name}`);
        for (const [name, text] of Object.entries(files)) fs.write(`${mount.path}/${name}`, text);
        mount.files = files;
      }
    }
  } catch {
    // The container ended.
  }
}
