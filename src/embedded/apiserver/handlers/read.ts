import { errors, StatusError } from '../../../kube/status.ts';
import type { AnyObject, WatchEvent } from '../../../kube/types.ts';
import { listViewOf, ordered, respond, streamHeaders, viewOf } from '../output/respond.ts';
import type { ResourceContext } from '../request/context.ts';
import { checkListOptions, continueToken, startOf } from '../request/list-options.ts';
import { parseSelectors, type Matcher } from '../registry/selectors.ts';
import { bookmark, everyMinute, watch } from '../registry/watch.ts';

export async function getOne(context: ResourceContext, name: string): Promise<Response> {
  const { registry, definition, info, form } = context;
  const object = await registry.get(definition, info.namespace, name);
  return respond(viewOf(definition, object, form, registry.clock.now()), form);
}

export async function list(context: ResourceContext): Promise<Response> {
  const { registry, definition, info, query, form } = context;
  checkListOptions(query);
  await waitForVersion(context);
  const { items, revision } = await registry.list(
    definition,
    info.namespace,
    parseSelectors(definition, query),
  );
  const page = paginate(items, revision, info.namespace, query);
  const metadata = { resourceVersion: String(revision), ...page.metadata };
  return respond(listViewOf(definition, page.items, metadata, form, registry.clock.now()), form);
}

// As the watch cache waits for a version that it has not seen.
const patience = 3000;

/** @throws StatusError 504 for a version of the future. Models apiserver pkg/storage/cacher waitUntilFreshAndBlock. */
async function waitForVersion({ registry, query, request }: ResourceContext): Promise<void> {
  const asked = query.get('resourceVersion') ?? '';
  if (query.get('continue') || asked === '') return;
  const version = Number(asked);
  if (!/^\d+$/.test(asked))
    throw errors.badRequest(
      `resourceVersion: Invalid value: ${JSON.stringify(asked)}: strconv.ParseUint: parsing ${JSON.stringify(asked)}: invalid syntax`,
    );
  if (version > registry.storage.revision()) await registry.clock.sleep(patience, request.signal);
  const current = registry.storage.revision();
  if (version <= current) return;
  const what = 'Too large resource version';
  throw new StatusError({
    ...{ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', code: 504, reason: 'Timeout' },
    message: `Timeout: ${what}: ${version}, current: ${current}`,
    details: { causes: [{ reason: 'ResourceVersionTooLarge', message: what }], retryAfterSeconds: 1 },
  });
}

/** The object's key behind that of its list. */
const keyIn = (namespace: string | undefined, { metadata }: AnyObject) =>
  namespace === undefined && metadata.namespace
    ? `${metadata.namespace}/${metadata.name ?? ''}`
    : (metadata.name ?? '');

/** Models `limit` and `continue`; a page goes on from the current state, not from a snapshot. */
function paginate(
  items: AnyObject[],
  revision: number,
  namespace: string | undefined,
  query: URLSearchParams,
) {
  const limit = Number(query.get('limit') ?? 0);
  const token = query.get('continue');
  let rest = items;
  if (token) {
    const start = startOf(token);
    rest = items.filter((item) => keyIn(namespace, item) > start);
  }
  if (!(limit > 0) || rest.length <= limit) return { items: rest, metadata: {} };
  const page = rest.slice(0, limit);
  const next = continueToken(keyIn(namespace, page.at(-1)!), revision);
  return { items: page, metadata: { continue: next, remainingItemCount: rest.length - limit } };
}

const gone = new DOMException('the reader has left', 'AbortError');

/** Streams changes, a JSON object a line, until the client leaves or `timeoutSeconds` are over. */
export function watchMany(context: ResourceContext, name?: string): Response {
  const { query, definition, form } = context;
  checkListOptions(query);
  const selected = parseSelectors(definition, query);
  const matches: Matcher =
    name === undefined ? selected : (object) => object.metadata.name === name && selected(object);
  const stop = new AbortController();
  if (context.request.signal.aborted) stop.abort();
  context.request.signal.addEventListener('abort', () => stop.abort(), { once: true });
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => void stream(context, matches, stop, controller),
    cancel: () => stop.abort(gone),
  });
  return new Response(body, { headers: { ...streamHeaders, 'content-type': form.contentType } });
}

async function stream(
  context: ResourceContext,
  matches: Matcher,
  stop: AbortController,
  controller: ReadableStreamDefaultController<Uint8Array>,
): Promise<void> {
  const { registry, definition, info, query } = context;
  const encoder = new TextEncoder();
  let first = true;
  const send = (event: WatchEvent) => {
    if (stop.signal.aborted) return;
    controller.enqueue(encoder.encode(lineOf(context, event, first)));
    if (event.type !== 'BOOKMARK' && event.type !== 'ERROR') first = false;
  };
  // The reader is told at once: when the cluster is being closed, its store may not say anything any more.
  let open = true;
  const close = () => {
    if (open && stop.signal.reason !== gone) controller.close();
    open = false;
  };
  stop.signal.addEventListener('abort', close, { once: true });
  const bookmarks = isTrue(query.get('allowWatchBookmarks'));
  if (bookmarks) {
    void everyMinute(registry, stop.signal, (revision) => send(bookmark(definition, revision)));
  }
  const seconds = Number(query.get('timeoutSeconds') ?? 0);
  if (seconds > 0)
    void registry.clock.sleep(seconds * 1000, stop.signal).then(
      () => stop.abort(),
      () => undefined,
    );
  const request = {
    resourceVersion: query.get('resourceVersion') ?? '',
    bookmarks,
    sendInitialEvents: isTrue(query.get('sendInitialEvents')),
  };
  try {
    for await (const event of watch(registry, definition, info.namespace, matches, request, stop.signal))
      send(event);
    close();
  } catch (error) {
    controller.error(error);
  } finally {
    open = false;
    stop.abort();
  }
}

/** Objects that several watchers are told of, as JSON. They are frozen, so it stays true. */
const written = new WeakMap<AnyObject, string>();

function lineOf(context: ResourceContext, event: WatchEvent, first: boolean): string {
  const { type, object } = event;
  const whole = context.form.as === 'object' && (type === 'ADDED' || type === 'MODIFIED');
  if (!whole) return JSON.stringify(shown(context, event, first)) + '\n';
  let json = written.get(object);
  if (json === undefined) written.set(object, (json = JSON.stringify(ordered(object))));
  return `{"type":"${type}","object":${json}}\n`;
}

const isTrue = (value: string | null) => value === 'true' || value === '1';

/** The event in the form asked for; only the first Table names its columns. */
function shown({ definition, form, registry }: ResourceContext, event: WatchEvent, first: boolean): unknown {
  if (event.type === 'ERROR') return event;
  if (event.type === 'BOOKMARK') {
    if (form.as !== 'table') return event;
    const { metadata } = event.object;
    const row = { cells: [], object: event.object };
    const table = {
      kind: 'Table',
      apiVersion: 'meta.k8s.io/v1',
      metadata,
      columnDefinitions: [],
      rows: [row],
    };
    return { type: event.type, object: table };
  }
  const view = viewOf(definition, event.object, form, registry.clock.now()) as Record<string, unknown>;
  if (form.as === 'table' && !first) view.columnDefinitions = [];
  return { type: event.type, object: view };
}
