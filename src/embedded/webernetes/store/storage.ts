import type { Cluster } from '@ngrok/webernetes';
import { errors } from '../../../kube/status.ts';
import type { AnyObject, ContainerStatus, Pod } from '../../../kube/types.ts';
import type { Storage, StorageEvent } from '../../apiserver/storage.ts';
import { deepFreeze } from '../../apiserver/value.ts';
import { completeStatus } from './container-status.ts';
import { sha256 } from '../../service/proxy/sha256.ts';

type Etcd = Cluster['etcd'];
interface KeyValue {
  key: { toString(): string };
  value: { toString(): string };
  mod_revision: string;
}

function decode(pair: KeyValue): AnyObject {
  const object = JSON.parse(pair.value.toString()) as AnyObject;
  object.metadata ??= {};
  object.metadata.resourceVersion = pair.mod_revision;
  tidy(object);
  return object;
}

/** Decoded values by key: of each the two newest that were read, since every watcher asks for what was and what is. */
class Decoded {
  readonly #newest = new Map<string, { revision: string; object: AnyObject }[]>();

  /** Shared and frozen: whoever wants to change it takes a copy. */
  of(pair: KeyValue): AnyObject {
    const key = pair.key.toString();
    const known = this.#newest.get(key) ?? [];
    const same = known.find(({ revision }) => revision === pair.mod_revision);
    if (same) return same.object;
    const object = deepFreeze(decode(pair));
    known.push({ revision: pair.mod_revision, object });
    known.sort((a, b) => Number(b.revision) - Number(a.revision));
    this.#newest.set(key, known.slice(0, 2));
    return object;
  }

  forget(key: string): void {
    this.#newest.delete(key);
  }
}

const emptiable = ['initContainerStatuses', 'ephemeralContainerStatuses', 'containerStatuses'];

/** The engine stores empty lists and maps that the real components leave out, and ids of its own making. */
function tidy(object: AnyObject): void {
  const { metadata } = object;
  if (metadata.finalizers?.length === 0) delete metadata.finalizers;
  if (metadata.annotations && Object.keys(metadata.annotations).length === 0) delete metadata.annotations;
  const status = object['status'] as Record<string, unknown> | undefined;
  if (!status) return;
  // Counts of a Deployment that are zero are left out, but for those that Go points to.
  if (object.kind === 'Deployment')
    for (const [field, value] of Object.entries(status))
      if (value === 0 && field !== 'terminatingReplicas') Reflect.deleteProperty(status, field);
  if (object.kind === 'Pod')
    for (const condition of (status['conditions'] ?? []) as { lastProbeTime?: string | null }[])
      condition.lastProbeTime ??= null;
  for (const field of emptiable) {
    const list = status[field];
    if (!Array.isArray(list)) continue;
    if (list.length === 0) Reflect.deleteProperty(status, field);
    else for (const item of list as ContainerStatus[]) tidyContainer(item);
  }
  if (object.kind === 'Pod') completeStatus(object as unknown as Pod);
}

function tidyContainer(status: ContainerStatus): void {
  for (const part of [status, status.state?.terminated, status.lastState?.terminated]) {
    const id = /^simulator:\/\/(.+)$/.exec(part?.containerID ?? '')?.[1];
    if (part && id !== undefined) part.containerID = `containerd://${hex(id)}`;
  }
  for (const terminated of [status.state?.terminated, status.lastState?.terminated]) {
    if (terminated) terminated.reason ??= endReasons[terminated.exitCode] ?? 'Error';
  }
  if (status.lastState?.waiting && !status.lastState.waiting.reason) delete status.lastState;
  const { waiting } = status.state ?? {};
  if (waiting?.message)
    waiting.message = waiting.message.replace(
      /^back-off (\d+)ms /,
      (_, ms) => `back-off ${goDuration(Number(ms))} `,
    );
  if (status.imageID === status.image && status.imageID !== '')
    status.imageID = `sha256:${hex(status.image)}`;
  if (status.containerID) status.image = fullReference(status.image);
}

/** How containerd names an image of Docker Hub. */
function fullReference(image: string): string {
  const [first = '', ...rest] = image.split('/');
  if (rest.length === 0) return `docker.io/library/${image}`;
  return /[.:]|^localhost$/.test(first) ? image : `docker.io/${image}`;
}

/** runc could not start it: 128; everything else that fails is an Error. */
const endReasons: Readonly<Record<number, string>> = { 0: 'Completed', 128: 'StartError' };

/** Go's way to print whole seconds: `10s`, `1m20s`, `5m0s`. */
function goDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}

const hashes = new Map<string, string>();

/** A stable 64-digit id in place of the engine's readable one. */
function hex(text: string): string {
  let hash = hashes.get(text);
  if (hash === undefined) {
    hash = [...sha256(text)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    hashes.set(text, hash);
  }
  return hash;
}

/** The API server's storage over the engine's etcd, so that its kubelets and controllers see every write. */
export function createStorage(etcd: Etcd): Storage {
  let newest = 1;
  const decoded = new Decoded();
  const seen = (revision: string) => {
    newest = Math.max(newest, Number(revision));
    return Number(revision);
  };
  etcd
    .watch()
    .prefix('/')
    .watcher()
    .on('put', (pair: KeyValue) => seen(pair.mod_revision))
    .on('delete', (pair: KeyValue) => {
      decoded.forget(pair.key.toString());
      seen(pair.mod_revision);
    });

  return {
    async get(key) {
      const response = await etcd.get(key).exec();
      const pair = response.kvs[0];
      return pair && decoded.of(pair);
    },

    async list(prefix) {
      const response = await etcd.getAll().prefix(prefix).exec();
      const items = response.kvs
        .map((pair) => ({ key: pair.key.toString(), object: decoded.of(pair) }))
        .sort((a, b) => (a.key < b.key ? -1 : 1))
        .map(({ object }) => object);
      return { items, revision: seen(response.header.revision) };
    },

    async put(key, object, expected) {
      const { resourceVersion: _, ...metadata } = object.metadata;
      const value = JSON.stringify({ ...object, metadata });
      const guard = expected === 0 ? etcd.if(key, 'Version', '==', 0) : etcd.if(key, 'Mod', '==', expected);
      const response = await guard.then(etcd.put(key).value(value)).commit();
      if (!response.succeeded) return undefined;
      const written = JSON.parse(value) as AnyObject;
      written.metadata.resourceVersion = response.header.revision;
      seen(response.header.revision);
      return written;
    },

    async delete(key, expected) {
      const response = await etcd.if(key, 'Mod', '==', expected).then(etcd.delete().key(key)).commit();
      return response.succeeded ? seen(response.header.revision) : undefined;
    },

    watch: (prefix, after, signal) => watch(etcd, decoded, prefix, after, signal),
    revision: () => newest,
  };
}

/** The last state of a deleted object carries the revision of its deletion. */
const at = (object: AnyObject, resourceVersion: string): AnyObject =>
  deepFreeze({ ...object, metadata: { ...object.metadata, resourceVersion } });

async function* watch(
  etcd: Etcd,
  decoded: Decoded,
  prefix: string,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<StorageEvent> {
  const queue: StorageEvent[] = [];
  let failed: Error | undefined;
  let wake = () => {};
  const watcher = etcd
    .watch()
    .prefix(prefix)
    .startRevision(String(after + 1))
    .withPreviousKV()
    .watcher();
  const push = (type: 'put' | 'delete', pair: KeyValue, previous: KeyValue | null | undefined) => {
    const last = previous ? decoded.of(previous) : undefined;
    queue.push({
      type,
      key: pair.key.toString(),
      object: type === 'put' ? decoded.of(pair) : at(last ?? decode(pair), pair.mod_revision),
      previous: last,
      revision: Number(pair.mod_revision),
    });
    wake();
  };
  watcher.on('put', (pair, previous) => push('put', pair, previous));
  watcher.on('delete', (pair, previous) => push('delete', pair, previous));
  watcher.on('error', () => {
    failed = errors.gone(`too old resource version: ${after}`);
    wake();
  });
  const onAbort = () => wake();
  signal.addEventListener('abort', onAbort);
  try {
    while (!signal.aborted) {
      const next = queue.shift();
      if (next) yield next;
      else if (failed) throw failed;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    await watcher.cancel();
  }
}
