import { stringify } from 'yaml';
import type { StatusError } from '../../../kube/status.ts';
import type { AnyObject } from '../../../kube/types.ts';
import type { ResourceDefinition } from '../definition.ts';
import type { Representation } from '../request/negotiate.ts';
import { apiVersionOf } from '../registry/normalize.ts';
import { metadataOf, tableOf } from './table.ts';

/** Writes a value in the format asked for. */
export function respond(value: unknown, { format, contentType }: Representation, code = 200): Response {
  const body = format === 'yaml' ? stringify(value) : JSON.stringify(value) + '\n';
  return new Response(body, { status: code, headers: { 'content-type': contentType } });
}

/** As the real server sends them; they also make an HTTP bridge pass the head on before there is a body. */
export const streamHeaders = { 'transfer-encoding': 'chunked', 'cache-control': 'no-cache, private' };

/** An error is always a plain Status, whatever form was asked for. */
export function respondError(error: StatusError): Response {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  const retry = error.status.details?.retryAfterSeconds;
  if (retry !== undefined) headers['retry-after'] = String(retry);
  return new Response(JSON.stringify(error.status) + '\n', { status: error.code, headers });
}

/** Type first, then metadata: the order in which the API writes an object. */
export function ordered(object: AnyObject): AnyObject {
  const { kind, apiVersion, metadata, ...rest } = object;
  return { kind, apiVersion, metadata, ...rest } as AnyObject;
}

/** One object, or its row, or its metadata. */
export function viewOf(
  definition: ResourceDefinition,
  object: AnyObject,
  form: Representation,
  now: number,
): unknown {
  if (form.as === 'table') {
    const metadata = { resourceVersion: object.metadata.resourceVersion };
    return tableOf(definition, [object], form.includeObject, now, metadata);
  }
  return form.as === 'metadata' ? metadataOf(object) : ordered(object);
}

export function listViewOf(
  definition: ResourceDefinition,
  items: readonly AnyObject[],
  metadata: Record<string, unknown>,
  form: Representation,
  now: number,
): unknown {
  if (form.as === 'table') return tableOf(definition, items, form.includeObject, now, metadata);
  if (form.as === 'metadata') {
    const head = { kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1', metadata };
    return { ...head, items: items.map(metadataOf) };
  }
  // Items of a list carry no type of their own: the list says it.
  const bare = items.map(({ kind: _kind, apiVersion: _apiVersion, ...rest }) => rest);
  return { kind: `${definition.kind}List`, apiVersion: apiVersionOf(definition), metadata, items: bare };
}

/** A Warning header's value, as RFC 7234 has it. */
export function warningHeader(text: string): string {
  const plain = text.replace(/[\r\n]+/g, ' ').replace(/[^\x20-\x7e]/g, '?');
  return `299 - "${plain.replace(/(["\\])/g, '\\$1')}"`;
}
