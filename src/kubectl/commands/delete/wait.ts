import { resourcePath, lines, statusErrorOf, type KubeClient } from '../../../kube/client.ts';
import type { Clock } from '../../../kube/cluster.ts';
import type { AnyObject, KubeList, WatchEvent } from '../../../kube/types.ts';
import { CommandError } from '../../command.ts';
import { getObject, isStatus, type Info } from '../../manifests/info.ts';

export interface WaitOptions {
  clock: Clock;
  signal: AbortSignal;
  /** Milliseconds; 0 or absent: as long as it takes. */
  timeout?: number;
}

/**
 * Watches the objects of one name, and calls `done` with what there is: first
 * the object itself (undefined if it does not exist), then every event.
 * @returns when `done` returns true
 * @throws CommandError `timed out waiting for the condition`
 */
export async function watchObject(
  client: KubeClient,
  info: Info,
  options: WaitOptions,
  done: (object: AnyObject | undefined) => boolean,
): Promise<void> {
  const ended = new AbortController();
  const signal = AbortSignal.any([options.signal, ended.signal]);
  let timedOut = false;
  if (options.timeout) {
    options.clock.sleep(options.timeout, signal).then(
      () => {
        timedOut = true;
        ended.abort();
      },
      () => undefined,
    );
  }
  try {
    await watchUntil(client, info, signal, done);
  } catch (error) {
    if (timedOut) throw new CommandError('timed out waiting for the condition');
    throw error;
  } finally {
    ended.abort();
  }
  if (timedOut) throw new CommandError('timed out waiting for the condition');
  options.signal.throwIfAborted();
}

async function watchUntil(
  client: KubeClient,
  info: Info,
  signal: AbortSignal,
  done: (object: AnyObject | undefined) => boolean,
): Promise<void> {
  const path = resourcePath(info.resource, info.namespace);
  const fieldSelector = `metadata.name=${info.name}`;
  // A watch may end at any time; then it begins again from a fresh list.
  while (!signal.aborted) {
    const listed = await client.request(
      'GET',
      `${path}?${new URLSearchParams({ fieldSelector }).toString()}`,
    );
    const { items, metadata } = (await listed.json()) as KubeList;
    if (done(items[0])) return;
    const query = new URLSearchParams({
      fieldSelector,
      resourceVersion: metadata.resourceVersion ?? '',
      watch: 'true',
    });
    const request = new Request(`http://cluster${path}?${query.toString()}`, { signal });
    const response = await client.cluster.fetch(request);
    if (!response.ok) throw await statusErrorOf(response);
    for await (const line of lines(response)) {
      const { type, object } = JSON.parse(line) as WatchEvent;
      if (type === 'ERROR') break;
      if (type !== 'BOOKMARK' && done(type === 'DELETED' ? undefined : object)) return;
    }
  }
}

/** Resolves when the object is gone, or another one has its name. @throws CommandError when it takes too long */
export async function waitUntilGone(client: KubeClient, info: Info, options: WaitOptions): Promise<void> {
  const { uid } = info.object.metadata;
  try {
    const current = await getObject(client, info);
    if (uid !== undefined && current.metadata.uid !== uid) return;
  } catch (error) {
    if (isStatus(error, 404)) return;
    throw error;
  }
  await watchObject(
    client,
    info,
    options,
    (object) => !object || (uid !== undefined && object.metadata.uid !== uid),
  );
}
