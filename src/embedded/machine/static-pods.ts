import { parse } from 'yaml';
import { resources, type KubeClient } from '../../kube/client.ts';
import type { Clock } from '../../kube/cluster.ts';
import { StatusError } from '../../kube/status.ts';
import type { Pod } from '../../kube/types.ts';
import { MemoryFs } from '../webernetes/container/files.ts';

const directory = '/etc/kubernetes/manifests/';

/** A node's files; tells when one that the kubelet watches has changed. */
export class NodeFs extends MemoryFs {
  #changed: (() => void) | undefined;

  /** @param changed called after every change in the directory of static Pods */
  watchManifests(changed: () => void): void {
    this.#changed = changed;
  }

  override write(path: string, text: string): void {
    super.write(path, text);
    if (path.startsWith(directory)) this.#changed?.();
  }

  override delete(path: string): boolean {
    const deleted = super.delete(path);
    if (deleted && path.startsWith(directory)) this.#changed?.();
    return deleted;
  }
}

export interface StaticPodsOptions {
  node: string;
  fs: NodeFs;
  api: KubeClient;
  clock: Clock;
  /** Whether the kubelet of the node is there to read the files. */
  isKubeletRunning: () => boolean;
}

interface Known {
  text: string;
  /** Absent where the file is no Pod. */
  pod: Pod | undefined;
}

const lookAgain = 500;

/**
 * The kubelet's static Pods: one for each file in the directory but hidden ones, run as long as the file is there.
 * A changed or renamed file is another Pod. The Pods of the files that are there at first run already.
 * Models kubernetes pkg/kubelet/config/file.go.
 */
export class StaticPods {
  readonly #options: StaticPodsOptions;
  readonly #known = new Map<string, Known>();
  #work = Promise.resolve();

  constructor(options: StaticPodsOptions) {
    this.#options = options;
    for (const [path, text] of this.#files()) this.#known.set(path, { text, pod: this.#podIn(text) });
    // One change after another: a Pod's successor has its name and must wait for its end.
    options.fs.watchManifests(() => {
      this.#work = this.#work.then(() => this.#sync()).catch(() => {});
    });
  }

  async #sync(): Promise<void> {
    const { clock, isKubeletRunning } = this.#options;
    while (!isKubeletRunning()) await clock.sleep(lookAgain);
    for (const [path, { text, pod }] of this.#known) {
      if (this.#files().get(path) === text) continue;
      this.#known.delete(path);
      if (pod) await this.#end(pod);
    }
    for (const [path, text] of this.#files()) {
      if (this.#known.has(path)) continue;
      const pod = this.#podIn(text);
      if (!pod || (await this.#begin(pod))) this.#known.set(path, { text, pod });
    }
  }

  #files(): Map<string, string> {
    const { fs } = this.#options;
    const paths = fs
      .paths()
      .filter((path) => path.startsWith(directory) && /^[^./][^/]*$/.test(path.slice(directory.length)));
    return new Map(paths.map((path) => [path, fs.read(path) ?? '']));
  }

  #podIn(text: string): Pod | undefined {
    const { node } = this.#options;
    try {
      const pod = parse(text) as Partial<Pod> | null;
      if (pod?.kind !== 'Pod' || !pod.metadata?.name || !pod.spec) return undefined;
      const { name, namespace = 'default' } = pod.metadata;
      return {
        ...(pod as Pod),
        metadata: { ...pod.metadata, name: `${name}-${node}`, namespace },
        spec: { ...pod.spec, nodeName: node },
      };
    } catch {
      return undefined;
    }
  }

  /** @returns false while another Pod has the name: its turn comes when that one's file is gone */
  async #begin(pod: Pod): Promise<boolean> {
    try {
      await this.#options.api.create(resources.pods, pod.metadata.namespace, pod);
    } catch (error) {
      // What else the API refuses the kubelet only writes into its log.
      return !(error instanceof StatusError && error.reason === 'AlreadyExists');
    }
    return true;
  }

  async #end({ metadata: { namespace, name } }: Pod): Promise<void> {
    const { api, clock } = this.#options;
    await api.delete(resources.pods, namespace, name!).catch(() => {});
    while (await api.find(resources.pods, namespace, name!)) await clock.sleep(lookAgain);
  }
}
