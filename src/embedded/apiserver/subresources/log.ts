import { errors, type StatusCause } from '../../../kube/status.ts';
import type { Pod } from '../../../kube/types.ts';
import type { Kubelets, LogOptions } from '../../process.ts';
import { streamHeaders } from '../output/respond.ts';
import type { ResourceContext } from '../request/context.ts';
import { containerOf } from './containers.ts';

// How long a followed log may stay silent before the answer begins without a first line.
const patience = 100;

/** Models kubernetes pkg/registry/core/pod/rest LogREST. */
export async function podLog(context: ResourceContext, kubelets: Kubelets, name: string): Promise<Response> {
  const { registry, definition, info, query, request } = context;
  const options = optionsOf(query, name);
  const pod = (await registry.get(definition, info.namespace, name)) as unknown as Pod;
  const container = containerOf(pod, query.get('container') ?? undefined, 'only');
  const headers = { ...(options.follow ? streamHeaders : {}), 'content-type': 'text/plain' };
  // A Pod that is on no node yet has printed nothing.
  if (!pod.spec.nodeName) return new Response('', { headers });
  const stop = new AbortController();
  request.signal.addEventListener('abort', () => stop.abort(), { once: true });
  const pieces = kubelets.logs(pod, container, { ...options, signal: stop.signal })[Symbol.asyncIterator]();
  const first = pieces.next();
  // An error before the first piece is the answer's status; later ones can only break it off.
  if (options.follow) {
    await Promise.race([first, registry.clock.sleep(patience, stop.signal).catch(() => undefined)]);
  } else await first;
  return new Response(streamOf(first, pieces, stop), { headers });
}

function streamOf(
  first: Promise<IteratorResult<string>>,
  pieces: AsyncIterator<string>,
  stop: AbortController,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let next: Promise<IteratorResult<string>> | undefined = first;
  return new ReadableStream({
    pull: async (controller) => {
      const result = await (next ?? pieces.next());
      next = undefined;
      if (result.done) controller.close();
      else controller.enqueue(encoder.encode(result.value));
    },
    cancel: async () => {
      stop.abort();
      await pieces.return?.();
    },
  });
}

/** @throws StatusError 422. Models kubernetes pkg/apis/core/validation ValidatePodLogOptions. */
function optionsOf(query: URLSearchParams, pod: string): LogOptions {
  const causes: StatusCause[] = [];
  const flag = (name: string) => query.get(name) === 'true' || query.get(name) === '1';
  const integer = (name: string, minimum: number, rule: string): number | undefined => {
    const text = query.get(name);
    if (text === null || text === '') return undefined;
    const value = Number(text);
    if (!Number.isInteger(value)) {
      throw errors.badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
    }
    if (value < minimum) {
      causes.push({ reason: 'FieldValueInvalid', message: `Invalid value: ${value}: ${rule}`, field: name });
    }
    return value;
  };
  const options: LogOptions = {
    follow: flag('follow'),
    previous: flag('previous'),
    timestamps: flag('timestamps'),
  };
  const tailLines = integer('tailLines', 0, 'must be greater than or equal to 0');
  const limitBytes = integer('limitBytes', 1, 'must be greater than 0');
  const sinceSeconds = integer('sinceSeconds', 1, 'must be greater than 0');
  const sinceTime = query.get('sinceTime');
  if (sinceTime && sinceSeconds !== undefined) {
    const message = 'Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified';
    causes.push({ reason: 'FieldValueForbidden', message, field: '' });
  }
  if (causes.length > 0) throw errors.invalid('PodLogOptions', '', pod, causes);
  if (tailLines !== undefined) options.tailLines = tailLines;
  if (limitBytes !== undefined) options.limitBytes = limitBytes;
  if (sinceSeconds !== undefined) options.sinceSeconds = sinceSeconds;
  if (sinceTime) options.sinceTime = sinceTime;
  return options;
}
