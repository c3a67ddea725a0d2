import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Localized } from '../checker/report.ts';
import { resources, KubeClient } from '../kube/client.ts';
import type { Cluster } from '../kube/cluster.ts';
import type { Need } from '../scenario/schema.ts';
import { MissingProgram, runCommand } from './command.ts';

/** The nodes as the scenarios' scripts name them. */
const nodes = ['control-plane', 'worker', 'worker2'].map((role) => `service-clinic-${role}`);

/** Says why a cluster behind a kubeconfig does not have what a scenario needs beside kubectl. */
export async function lacks(need: Need, cluster: Cluster): Promise<Localized | undefined> {
  if (need === 'load-balancer') return (await isOnPath('cloud-provider-kind')) ? undefined : noProvider;
  const present = await new KubeClient(cluster).list(resources.nodes);
  const names = present.items.map(({ metadata }) => metadata.name!);
  for (const node of nodes)
    if (!names.includes(node) || !(await isContainer(node))) return noContainer(node, names);
  return undefined;
}

const noProvider: Localized = {
  en: 'This scenario needs cloud-provider-kind, which is not on PATH. Install it (https://github.com/kubernetes-sigs/cloud-provider-kind), or do this lab in the page, which brings one (npm start). Nothing was changed.',
  zh: '这个场景需要 cloud-provider-kind，但 PATH 中没有。请安装它（https://github.com/kubernetes-sigs/cloud-provider-kind），或者在自带它的页面中做这个实验（npm start）。没有改动任何东西。',
};

function noContainer(node: string, names: string[]): Localized {
  const found = names.join(', ');
  return {
    en: `This scenario works on the nodes themselves, with “docker exec ${node} …”, and there is no such node here (the cluster has: ${found}). Use --on kind without SERVICE_CLINIC_CLUSTER, or do this lab in the page (npm start). Nothing was changed.`,
    zh: `这个场景要用 “docker exec ${node} …” 操作节点本身，而这里没有这样的节点（集群中有：${found}）。请使用未设置 SERVICE_CLINIC_CLUSTER 的 --on kind，或者在页面中做这个实验（npm start）。没有改动任何东西。`,
  };
}

/**
 * The embedded cluster has all that, but its nodes and its host live in its own process: a terminal of
 * this machine reaches its API only.
 */
export const onlyInPage: Localized = {
  en: 'This scenario is worked on with docker or cloud-provider-kind as well, and a terminal of this machine reaches only the API of an embedded cluster. Do this lab in the page (npm start), or use --on kind.',
  zh: '做这个场景还要用到 docker 或 cloud-provider-kind，而这台机器的终端只能访问嵌入式集群的 API。请在页面中做这个实验（npm start），或者使用 --on kind。',
};

async function isContainer(name: string): Promise<boolean> {
  try {
    return (await runCommand('docker', ['container', 'inspect', name])).exitCode === 0;
  } catch (error) {
    if (error instanceof MissingProgram) return false;
    throw error;
  }
}

async function isOnPath(program: string): Promise<boolean> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    try {
      await access(join(folder, program), constants.X_OK);
      return true;
    } catch {
      // Not in this folder.
    }
  }
  return false;
}
