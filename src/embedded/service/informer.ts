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
  /** Called when a list or watch fails; it is tried again after a second. */
  onError?: (error: unknown) => void;
}

/** All objects of a kind, kept up to date by list and watch. Models client-go's Reflector. */
export class Informer<T extends KubeObject = AnyObject> {
  readonly #items = new Map<string, T>();
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

  async #run(): Promise<void> {
    const { api, clock, type, signal, onError } = this.#options;
    while (!signal.aborted) {
      try {
        const list = await api.list<T>(type);
        this.#replace(list.items);
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
    const key = keyOf(object.metadata.namespace, object.metadata.name ?? '');
    const old = this.#items.get(key);
    if (gone) this.#items.delete(key);
    else this.#items.set(key, object);
    if (old?.metadata.resourceVersion === object.metadata.resourceVersion && !gone) return;
    this.#options.onChange?.(gone ? undefined : object, gone ? (old ?? object) : old);
  }
}

function keyOf(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`;
}
