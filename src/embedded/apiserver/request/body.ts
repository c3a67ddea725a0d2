import { parse } from 'yaml';
import { errors } from '../../../kube/status.ts';
import { decodeProtobuf } from '../protobuf/decode.ts';
import type { StructSchema } from '../schema/types.ts';
import { goSyntaxError } from './go-json.ts';

export function mediaTypeOf(request: Request): string {
  return (request.headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase();
}

const acceptedTypes = new Set(['', 'application/json', 'application/yaml', 'text/plain']);

/**
 * The body as data; undefined when it is empty. YAML where the content type says so.
 * @param schema what protobuf is read by; without it only text is taken
 * @throws StatusError 415 for another type, 400 when it cannot be read
 */
export async function readBody(request: Request, kind: string, schema?: StructSchema): Promise<unknown> {
  const type = mediaTypeOf(request);
  if (type === 'application/vnd.kubernetes.protobuf' && schema)
    return await readProtobuf(request, kind, schema);
  if (!acceptedTypes.has(type)) {
    const accepted = 'application/json, application/yaml';
    throw errors.unsupportedMediaType(
      `the body of the request was in an unknown format - accepted media types include: ${accepted}`,
    );
  }
  const text = await request.text();
  if (text.trim() === '') return undefined;
  try {
    return type === 'application/yaml' ? parseYaml(text) : parseJson(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw errors.badRequest(
      `the object provided is unrecognized (must be of type ${kind}): couldn't get version/kind; json parse error: ${reason}`,
    );
  }
}

// Kubernetes reads YAML 1.1 (`yes` is a boolean), without its dates and base-60 numbers.
const foreignTags = new Set(['timestamp', 'binary', 'omap', 'pairs', 'set']);

/** @throws Error when it is no YAML */
export function parseYaml(text: string): unknown {
  return parse(text, {
    schema: 'yaml-1.1',
    uniqueKeys: false,
    customTags: (tags) =>
      tags.filter((tag) => {
        if (typeof tag === 'string') return !foreignTags.has(tag);
        return (
          !('format' in tag && tag.format === 'TIME') && !foreignTags.has(tag.tag.split(':').at(-1) ?? '')
        );
      }),
  }) as unknown;
}

async function readProtobuf(request: Request, kind: string, schema: StructSchema): Promise<unknown> {
  const bytes = new Uint8Array(await request.arrayBuffer());
  if (bytes.length === 0) return undefined;
  try {
    return decodeProtobuf(bytes, schema);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw errors.badRequest(`the object provided is unrecognized (must be of type ${kind}): ${reason}`);
  }
}

/** @throws Error with the text of Go's JSON package */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Error(goSyntaxError(text));
  }
}
