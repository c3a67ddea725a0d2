import { resources, type KubeClient, type ResourceType } from '../../../kube/client.ts';
import type { Clock } from '../../../kube/cluster.ts';
import type { AnyObject, ConfigMap, Container as ContainerSpec, Pod } from '../../../kube/types.ts';
import type { ContainerFs } from '../../container-fs.ts';
import { fieldText, resourceText, type FieldRef, type ResourceFieldRef } from './downward.ts';
import type { MemoryFs } from './files.ts';

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
  downwardAPI?: { items?: { path: string; fieldRef?: FieldRef; resourceFieldRef?: ResourceFieldRef }[] };
  serviceAccountToken?: { path: string };
}
type Volume = {
  name: string;
  configMap?: KeySource;
  secret?: KeySource;
  downwardAPI?: Projection['downwardAPI'];
  projected?: { sources?: Projection[] };
  emptyDir?: object;
  hostPath?: { path: string };
};

/** Volumes that hold what containers write: a Pod's own, and its node's files. */
export interface WritableVolumes {
  /** @param name of an emptyDir */
  ofPod(name: string): MemoryFs;
  readonly ofNode: MemoryFs;
}

/** A volume that cannot be mounted; the text is the kubelet's. */
export class MountError extends Error {
  override name = 'MountError';
}

/**
 * The files of a Pod's volumes by volume name, each path relative to its mount.
 * None for those of other kinds.
 * @throws MountError when a ConfigMap or Secret that is not optional is missing
 */
export async function readVolume(api: KubeClient, pod: Pod, volume: Volume): Promise<Record<string, string>> {
  const sources: Projection[] = volume.projected?.sources ?? [volume];
  const files: Record<string, string> = {};
  for (const source of sources) {
    if (source.configMap)
      Object.assign(files, await readKeys(api, pod, volume.name, 'configmap', source.configMap));
    for (const { path, fieldRef, resourceFieldRef } of source.downwardAPI?.items ?? []) {
      if (fieldRef) files[path] = fieldText(pod, fieldRef.fieldPath);
      else if (resourceFieldRef) files[path] = await resourceText(api, pod, '', resourceFieldRef);
    }
    if (source.serviceAccountToken) files[source.serviceAccountToken.path] = tokenOf(pod);
    if (source.secret) Object.assign(files, await readKeys(api, pod, volume.name, 'secret', source.secret));
  }
  return files;
}

/** Stands for the signed token; nothing here checks signatures. */
export const tokenOf = ({ metadata, spec }: Pod): string =>
  `embedded:${metadata.namespace}:${spec.serviceAccountName ?? 'default'}`;

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
  fs: MemoryFs,
  writable: WritableVolumes,
  signal: AbortSignal,
): Promise<void> {
  const volumes = new Map((pod.spec.volumes ?? []).map((volume) => [volume.name, volume as Volume]));
  const fresh = await api.find<Pod>(resources.pods, pod.metadata.namespace, pod.metadata.name ?? '');
  const current = fresh?.metadata.uid === pod.metadata.uid ? fresh! : pod;
  const live: { volume: Volume; path: string; files: Record<string, string> }[] = [];
  for (const mount of container.volumeMounts ?? []) {
    const volume = volumes.get(mount.name);
    if (!volume) continue;
    const path = mount.mountPath.replace(/\/$/, '');
    if (volume.emptyDir || volume.hostPath) {
      const shared = volume.emptyDir ? writable.ofPod(volume.name) : writable.ofNode;
      const under = [volume.hostPath?.path ?? '', mount.subPath ?? ''].map((part) =>
        part.replace(/^\/|\/$/g, ''),
      );
      fs.mount(path, shared, under.flatMap((part) => (part ? `/${part}` : [])).join(''));
      continue;
    }
    const files = await readVolume(api, current, volume);
    if (mount.subPath !== undefined && mount.subPath !== '') {
      const text = files[mount.subPath];
      if (text !== undefined) fs.write(path, text);
      continue;
    }
    for (const [name, text] of Object.entries(files)) fs.write(`${path}/${name}`, text);
    if (volume.configMap || volume.secret || volume.projected || volume.downwardAPI)
      live.push({ volume, path, files });
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
