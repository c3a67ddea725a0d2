import { errors, StatusError } from '../../../kube/status.ts';
import type { AnyObject, WatchEvent } from '../../../kube/types.ts';
import type { ResourceDefinition } from '../definition.ts';
import type { StorageEvent } from '../storage.ts';
import { prefixOf } from './keys.ts';
import { apiVersionOf, normalizeShared } from './normalize.ts';
import type { Registry } from './registry.ts';
import type { Matcher } from './selectors.ts';

export interface WatchRequest {
  resourceVersion: string;
  bookmarks: boolean;
  /** Starts with what there is, then a bookmark that says so. */
  sendInitialEvents: boolean;
}

const bookmarkPeriod = 60_000;

/**
 * Changes as a client sees them that selects: an object that starts to match is ADDED, one that no longer
 * does is DELETED. Ends with the signal. An error is an event too.
 * Models kubernetes apiserver pkg/storage/cacher.
 */
export async function* watch(
  registry: Registry,
  definition: ResourceDefinition,
  namespace: string | undefined,
  matches: Matcher,
  request: WatchRequest,
  signal: AbortSignal,
): AsyncGenerator<WatchEvent> {
  let after = Number(request.resourceVersion || 0);
  if (!Number.isInteger(after)) {
    throw errors.badRequest(`invalid resource version: ${JSON.stringify(request.resourceVersion)}`);
  }
  if (request.sendInitialEvents || after === 0) {
    const { items, revision } = await registry.list(definition, namespace, matches);
    for (const object of items) yield { type: 'ADDED', object };
    after = revision;
    if (request.sendInitialEvents && request.bookmarks) yield bookmark(definition, revision, true);
  }
  try {
    const changes = registry.storage.watch(prefixOf(definition, namespace), after, signal);
    for await (const event of changes) {
      const seen = asSeen(definition, event, matches);
      if (seen) yield seen;
    }
  } catch (error) {
    if (signal.aborted) return;
    if (!(error instanceof StatusError)) throw error;
    yield { type: 'ERROR', object: error.status as unknown as AnyObject };
  }
}

function asSeen(
  definition: ResourceDefinition,
  event: StorageEvent,
  matches: Matcher,
): WatchEvent | undefined {
  const now = normalizeShared(definition, event.object);
  const before = event.previous && normalizeShared(definition, event.previous);
  const was = before !== undefined && matches(before);
  if (event.type === 'delete') return was ? { type: 'DELETED', object: now } : undefined;
  if (matches(now)) return { type: was ? 'MODIFIED' : 'ADDED', object: now };
  if (!was) return undefined;
  // The client knows the old state; only the version is new.
  const metadata = { ...before.metadata, resourceVersion: now.metadata.resourceVersion };
  return { type: 'DELETED', object: { ...before, metadata } as AnyObject };
}

export function bookmark(definition: ResourceDefinition, revision: number, initial = false): WatchEvent {
  const annotations = { 'k8s.io/initial-events-end': 'true' };
  return {
    type: 'BOOKMARK',
    object: {
      kind: definition.kind,
      apiVersion: apiVersionOf(definition),
      metadata: { resourceVersion: String(revision), ...(initial ? { annotations } : {}) },
    },
  };
}

/** Calls back each minute of the cluster's clock with the store's revision, until the signal aborts. */
export async function everyMinute(
  registry: Registry,
  signal: AbortSignal,
  callback: (revision: number) => void,
): Promise<void> {
  while (!signal.aborted) {
    const revision = registry.storage.revision();
    try {
      await registry.clock.sleep(bookmarkPeriod, signal);
    } catch {
      return;
    }
    // All changes up to the revision of a minute ago have been delivered by now.
    callback(revision);
  }
}
