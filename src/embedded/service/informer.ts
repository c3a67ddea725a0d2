import type { KubeClient, ResourceType } from '../../kube/client.ts';
import type { Clock } from '../../kube/cluster.ts';
import type { AnyObject, KubeObject } from '../../kube/types.ts';

export interface InformerOptions<T> {
  api: KubeClient;
  clock: Clock;
  type: ResourceType;
  signal: AbortSignal;
  /** Called after each change; `old` or `object` is absent when the object is new or gone. */
  onChange?: (object: T | undefined, old: T | undefined) => void;
  /** What to find objects by, beside their name. */
  index?: (object: T) => string | undefined;
  /** Called when a list or watch fails; it is tried again after a second. */
  onError?: (error: unknown) => void;
}

/** All objects of a kind, kept up to date by list and watch. Models client-go's Reflector. */
export class Informer<T extends KubeObject = AnyObject> {
  readonly #items = new Map<string, T>();
  readonly #byIndex = new Map<string, Map<string, T>>();
  /** Uids of objects that were deleted from here and whose deletion the watch has not told yet. */
  readonly #deleted = new Set<string>();
  readonly #options: InformerOptions<T>;
  readonly #synced: Promise<void>;
  #markSynced = () => {};
  #hasSynced = false;

  constructor(options: InformerOptions<T>) {
    this.#options = options;
    this.#synced = new Promise((resolve) => (this.#markSynced = resolve));
    void this.#run();
  }

  get hasSynced(): boolean {
    return this.#hasSynced;
  }

  /** Resolves after the first list. Never, if there is none before the signal aborts. */
  synced(): Promise<void> {
    return this.#synced;
  }

  list(): T[] {
    return [...this.#items.values()];
  }

  get(namespace: string | undefined, name: string): T | undefined {
    return this.#items.get(keyOf(namespace, name));
  }

  /** Objects whose `index` is that. */
  indexed(index: string): T[] {
    return [...(this.#byIndex.get(index)?.values() ?? [])];
  }

  /** An object as the server answered a write of ours: known before the watch tells. Models client-go's MutationCache. */
  written(object: T): void {
    this.#apply(object, false);
  }

  /** The server has taken our deletion of an object. */
  removed(object: T): void {
    const { namespace, name = '', uid = '' } = object.metadata;
    const known = this.get(namespace, name)?.metadata.uid === uid;
    this.#apply(object, true);
    if (known) this.#deleted.add(uid);
  }

  async #run(): Promise<void> {
    const { api, clock, type, signal, onError } = this.#options;
    while (!signal.aborted) {
      try {
        const list = await api.list<T>(type);
        // A list says of what kind its items are; each by itself tells it as those that are watched do.
        const { apiVersion } = list;
        const kind = list.kind.replace(/List$/, '');
        this.#replace(list.items.map((item) => ({ ...item, apiVersion, kind })));
        this.#hasSynced = true;
        this.#markSynced();
        const resourceVersion = list.metadata.resourceVersion ?? '0';
        for await (const event of api.watch<T>(type, undefined, { resourceVersion, signal })) {
          if (signal.aborted) return;
          if (event.type === 'ERROR') break;
          if (event.type !== 'BOOKMARK') this.#apply(event.object, event.type === 'DELETED');
        }
      } catch (error) {
        if (signal.aborted) return;
        onError?.(error);
        await clock.sleep(1000, signal).catch(() => {});
      }
    }
  }

  #replace(items: readonly T[]): void {
    const seen = new Set<string>();
    for (const item of items) {
      seen.add(keyOf(item.metadata.namespace, item.metadata.name ?? ''));
      this.#apply(item, false);
    }
    for (const [key, old] of [...this.#items]) if (!seen.has(key)) this.#apply(old, true);
  }

  #apply(object: T, gone: boolean): void {
    const { namespace, name = '', uid = '', resourceVersion } = object.metadata;
    const key = keyOf(namespace, name);
    const old = this.#items.get(key);
    if (this.#deleted.has(uid)) {
      if (gone) this.#deleted.delete(uid);
      return;
    }
    if (old && !gone && isOlder(resourceVersion, old.metadata.resourceVersion)) return;
    if (gone && old && old.metadata.uid !== uid) return;
    this.#store(key, old, gone ? undefined : object);
    if (gone ? !old : old?.metadata.resourceVersion === resourceVersion) return;
    this.#options.onChange?.(gone ? undefined : object, gone ? (old ?? object) : old);
  }

  #store(key: string, old: T | undefined, object: T | undefined): void {
    if (object) this.#items.set(key, object);
    else this.#items.delete(key);
    const indexOf = (item: T | undefined) => item && this.#options.index?.(item);
    const [before, now] = [indexOf(old), indexOf(object)];
    if (before !== undefined && before !== now) {
      const found = this.#byIndex.get(before);
      found?.delete(key);
      if (found?.size === 0) this.#byIndex.delete(before);
    }
    if (object && now !== undefined) {
      const found = this.#byIndex.get(now) ?? new Map<string, T>();
      this.#byIndex.set(now, found.set(key, object));
    }
  }
}

const isOlder = (version: string | undefined, than: string | undefined): boolean =>
  Number(version ?? 0) < Number(than ?? 0);

function keyOf(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`;
}
