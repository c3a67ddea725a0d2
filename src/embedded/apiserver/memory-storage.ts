import { errors } from '../../kube/status.ts';
import type { AnyObject } from '../../kube/types.ts';
import type { Storage, StorageEvent } from './storage.ts';

interface Entry {
  object: AnyObject;
  revision: number;
}

/** A `Storage` in memory, for tests: the same rules as etcd's, nobody else writes to it. */
export class MemoryStorage implements Storage {
  private readonly entries = new Map<string, Entry>();
  private readonly history: StorageEvent[] = [];
  private readonly listeners = new Set<() => void>();
  private current = 1;
  private compacted = 0;

  get(key: string): Promise<AnyObject | undefined> {
    const entry = this.entries.get(key);
    return Promise.resolve(entry && structuredClone(entry.object));
  }

  list(prefix: string): Promise<{ items: AnyObject[]; revision: number }> {
    const items = [...this.entries]
      .filter(([key]) => key.startsWith(prefix))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, entry]) => structuredClone(entry.object));
    return Promise.resolve({ items, revision: this.current });
  }

  put(key: string, object: AnyObject, expected: number): Promise<AnyObject | undefined> {
    const previous = this.entries.get(key);
    if ((previous?.revision ?? 0) !== expected) return Promise.resolve(undefined);
    const revision = ++this.current;
    const stored = structuredClone(object);
    stored.metadata.resourceVersion = String(revision);
    this.entries.set(key, { object: stored, revision });
    this.record({ type: 'put', key, object: stored, previous: previous?.object, revision });
    return Promise.resolve(structuredClone(stored));
  }

  delete(key: string, expected: number): Promise<number | undefined> {
    const previous = this.entries.get(key);
    if (!previous || previous.revision !== expected) return Promise.resolve(undefined);
    const revision = ++this.current;
    this.entries.delete(key);
    const object = structuredClone(previous.object);
    object.metadata.resourceVersion = String(revision);
    this.record({ type: 'delete', key, object, previous: previous.object, revision });
    return Promise.resolve(revision);
  }

  revision(): number {
    return this.current;
  }

  /** Forgets the history up to now, as etcd's compaction does. */
  compact(): void {
    this.compacted = this.current;
    this.history.length = 0;
  }

  async *watch(prefix: string, after: number, signal: AbortSignal): AsyncGenerator<StorageEvent> {
    if (after < this.compacted) {
      throw errors.gone(`too old resource version: ${after} (${this.compacted})`);
    }
    let seen = after;
    while (!signal.aborted) {
      const events = this.history.filter((event) => event.revision > seen);
      seen = Math.max(seen, this.current);
      for (const event of events) {
        if (event.key.startsWith(prefix)) yield structuredClone(event);
      }
      if (this.current <= seen) await this.change(signal);
    }
  }

  private record(event: StorageEvent): void {
    this.history.push(event);
    for (const listener of [...this.listeners]) listener();
  }

  private change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.listeners.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.listeners.add(done);
      signal.addEventListener('abort', done, { once: true });
      if (signal.aborted) done();
    });
  }
}
