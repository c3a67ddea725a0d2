import type { AnyObject } from '../../kube/types.ts';

/**
 * The API server's view of etcd. Keys are those of webernetes' own stores, so that its kubelets and
 * controllers see every write at once: `/registry/pods/<namespace>/<name>`.
 */
export interface Storage {
  /** The object with metadata.resourceVersion set to its revision, or undefined. */
  get(key: string): Promise<AnyObject | undefined>;
  /** All objects whose key starts with `prefix`, sorted by key, and the store's revision. */
  list(prefix: string): Promise<{ items: AnyObject[]; revision: number }>;
  /**
   * Writes if the stored revision is still `expected` (0: must not exist yet).
   * @returns the object with its new resourceVersion, or undefined when somebody was faster
   */
  put(key: string, object: AnyObject, expected: number): Promise<AnyObject | undefined>;
  /** @returns the revision of the deletion, or undefined when somebody was faster */
  delete(key: string, expected: number): Promise<number | undefined>;
  /**
   * Changes under `prefix` after revision `after`, in order, until the signal aborts.
   * @throws StatusError `gone` when `after` has been compacted
   */
  watch(prefix: string, after: number, signal: AbortSignal): AsyncIterable<StorageEvent>;
  /** The newest revision. */
  revision(): number;
}

export interface StorageEvent {
  type: 'put' | 'delete';
  key: string;
  /** With resourceVersion; for a delete, the last state at the deletion's revision. */
  object: AnyObject;
  /** State before, if any: tells ADDED from MODIFIED, also under a selector. */
  previous: AnyObject | undefined;
  revision: number;
}
