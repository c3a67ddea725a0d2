import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Progress } from '../../scenario/lifecycle.ts';
import { mustRun, runCommand } from '../command.ts';
import type { Settings } from '../settings.ts';
import { kindConfig } from './config.ts';

/** Where the kubeconfig of the labs' kind cluster is kept. */
export function kubeconfigPath({ stateDirectory, clusterName }: Settings): string {
  return join(stateDirectory, `${clusterName}.kubeconfig`);
}

export async function kindClusterExists({ clusterName }: Settings): Promise<boolean> {
  const names = (await mustRun('kind', ['get', 'clusters'])).split('\n');
  return names.includes(clusterName);
}

/**
 * Creates the labs' cluster, or takes the one that is there, with the labs' images on its nodes.
 * @returns the path of its kubeconfig
 * @throws MissingProgram when docker or kind is not there; Error with their own words when they fail
 */
export async function ensureKindCluster(settings: Settings, progress: Progress): Promise<string> {
  const { clusterName, nodeImage, stateDirectory } = settings;
  const kubeconfig = kubeconfigPath(settings);
  await mkdir(stateDirectory, { recursive: true, mode: 0o700 });
  if (await kindClusterExists(settings)) {
    progress({ en: `Using the kind cluster ${clusterName}`, zh: `使用已有的 kind 集群 ${clusterName}` });
    const config = await mustRun('kind', ['get', 'kubeconfig', '--name', clusterName]);
    await writeFile(kubeconfig, config, { mode: 0o600 });
  } else {
    progress({
      en: `Creating the kind cluster ${clusterName} (the first time, its image of some 400 MB is pulled)`,
      zh: `正在创建 kind 集群 ${clusterName}（第一次需要拉取约 400 MB 的镜像）`,
    });
    await create(settings, kubeconfig, nodeImage, progress);
  }
  await loadImages(settings, progress);
  return kubeconfig;
}

async function create(
  { clusterName }: Settings,
  kubeconfig: string,
  image: string,
  progress: Progress,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'service-clinic-'));
  try {
    const config = join(folder, 'kind.yaml');
    await writeFile(config, kindConfig(clusterName));
    const args = ['create', 'cluster', '--name', clusterName, '--config', config, '--image', image];
    await mustRun('kind', [...args, '--kubeconfig', kubeconfig, '--wait', '180s'], {
      // kind tells its steps on stderr; they are shown as they are.
      onLine: (line) => progress({ en: line.trim(), zh: line.trim() }),
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function loadImages({ labImages, clusterName }: Settings, progress: Progress): Promise<void> {
  for (const { name, source } of labImages) {
    if (!(await isLocal(name))) {
      if (!(await isLocal(source))) {
        progress({ en: `Pulling ${source}`, zh: `正在拉取 ${source}` });
        await mustRun('docker', ['pull', source]);
      }
      if (source !== name) await mustRun('docker', ['tag', source, name]);
    }
    progress({ en: `Loading ${name} onto the nodes`, zh: `正在把 ${name} 载入各节点` });
    const load = await runCommand('kind', ['load', 'docker-image', name, '--name', clusterName]);
    if (load.exitCode !== 0) await loadArchive(name, clusterName, load.stderr);
  }
}

/**
 * Docker's containerd image store keeps only the pulled platform of an image, and `kind load
 * docker-image` then misses the others. An archive of the one platform loads.
 */
async function loadArchive(name: string, clusterName: string, why: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'service-clinic-'));
  try {
    const archive = join(folder, 'image.tar');
    const platform = (
      await mustRun('docker', ['version', '--format', '{{.Server.Os}}/{{.Server.Arch}}'])
    ).trim();
    await mustRun('docker', ['image', 'save', '--platform', platform, '-o', archive, name]);
    await mustRun('kind', ['load', 'image-archive', archive, '--name', clusterName]);
  } catch (error) {
    throw new Error(
      `cannot load ${name} onto the nodes: ${why.trim()}; as an archive: ${(error as Error).message}`,
      { cause: error },
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function isLocal(image: string): Promise<boolean> {
  return (await runCommand('docker', ['image', 'inspect', image])).exitCode === 0;
}

/** Deletes the labs' cluster with the containers that belong to it, and nothing else. */
export async function deleteKindCluster(settings: Settings): Promise<void> {
  const kubeconfig = kubeconfigPath(settings);
  await mustRun('kind', ['delete', 'cluster', '--name', settings.clusterName, '--kubeconfig', kubeconfig]);
  await rm(kubeconfig, { force: true });
  await deleteLoadBalancers(settings);
}

/** cloud-provider-kind runs a proxy beside the nodes for each load balancer; kind knows nothing of them. */
async function deleteLoadBalancers({ clusterName }: Settings): Promise<void> {
  const ofCluster = `label=io.x-k8s.cloud-provider-kind.cluster=${clusterName}`;
  const ids = (await mustRun('docker', ['ps', '--all', '--quiet', '--filter', ofCluster])).split('\n');
  const left = ids.filter((id) => id.trim() !== '');
  if (left.length > 0) await mustRun('docker', ['rm', '--force', ...left]);
}
