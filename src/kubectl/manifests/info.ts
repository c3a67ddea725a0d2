import { resourcePath, type KubeClient } from '../../kube/client.ts';
import { StatusError } from '../../kube/status.ts';
import type { AnyObject } from '../../kube/types.ts';
import { CommandError } from '../command.ts';
import { goJson } from './gojson.ts';
import { apiVersionOf, objectName, type ApiResource } from '../resources.ts';

/** One object that a command works on. Models cli-runtime pkg/resource Info. */
export interface Info {
  resource: ApiResource;
  /** '' for cluster-scoped kinds. */
  namespace: string;
  name: string;
  /** The file it was read from, or '' if it was named. */
  source: string;
  object: AnyObject;
}

export type PatchType = 'json' | 'merge' | 'strategic-merge' | 'apply';

export interface WriteOptions {
  /** Sent with the request, as `fieldValidation`, `fieldManager`, `dryRun`, `force`. */
  query?: Record<string, string | undefined>;
  subresource?: string;
}

/** `service/web` */
export function infoName(info: Info): string {
  return objectName(info.resource, info.name);
}

/** As Go prints an Info in apply's errors. */
export function describeInfo({ resource, name, namespace }: Info): string {
  const { group, version } = resource;
  return (
    `Resource: "${group}/${version}, Resource=${resource.resource}", ` +
    `GroupVersionKind: "${group}/${version}, Kind=${resource.kind}"\nName: "${name}", Namespace: "${namespace}"`
  );
}

function query(options: WriteOptions): string {
  const given = Object.entries(options.query ?? {}).filter((pair): pair is [string, string] => !!pair[1]);
  return given.length ? `?${new URLSearchParams(given).toString()}` : '';
}

function objectPath(info: Info, subresource?: string): string {
  if (info.name === '') throw new CommandError('resource name may not be empty');
  return resourcePath(info.resource, info.namespace, info.name, subresource);
}

/** Go sends maps with their keys sorted, and the server tells of errors in that order. */
function inOrder(value: unknown): unknown {
  return JSON.parse(goJson(value));
}

/** @throws StatusError; CommandError if the object has no name */
export async function getObject(client: KubeClient, info: Info, subresource?: string): Promise<AnyObject> {
  return (await (await client.request('GET', objectPath(info, subresource))).json()) as AnyObject;
}

export async function createObject(
  client: KubeClient,
  info: Info,
  options: WriteOptions = {},
): Promise<AnyObject> {
  const path = resourcePath(info.resource, info.namespace) + query(options);
  // What was read from a server can be created again: its version is that server's affair.
  const { resourceVersion: _, ...metadata } = info.object.metadata;
  const object = inOrder({ ...info.object, metadata });
  return (await (await client.request('POST', path, object)).json()) as AnyObject;
}

export async function replaceObject(
  client: KubeClient,
  info: Info,
  options: WriteOptions = {},
): Promise<AnyObject> {
  const path = objectPath(info, options.subresource) + query(options);
  return (await (await client.request('PUT', path, inOrder(info.object))).json()) as AnyObject;
}

/** @param patch a value, or the JSON text itself */
export async function patchObject(
  client: KubeClient,
  info: Info,
  patch: unknown,
  type: PatchType,
  options: WriteOptions = {},
): Promise<AnyObject> {
  const path = objectPath(info, options.subresource) + query(options);
  const contentType = type === 'apply' ? 'application/apply-patch+yaml' : `application/${type}-patch+json`;
  return (await (await client.request('PATCH', path, inOrder(patch), contentType)).json()) as AnyObject;
}

export async function deleteObject(
  client: KubeClient,
  info: Info,
  options: Record<string, unknown>,
): Promise<AnyObject> {
  const body = { kind: 'DeleteOptions', apiVersion: 'v1', ...options };
  return (await (await client.request('DELETE', objectPath(info), body)).json()) as AnyObject;
}

/** An Info of an object that the server sent; items of lists come without apiVersion and kind. */
export function infoOf(resource: ApiResource, object: AnyObject, source = ''): Info {
  const { name = '', namespace = '' } = object.metadata;
  const whole = { ...object, apiVersion: apiVersionOf(resource), kind: resource.kind };
  return { resource, name, namespace, source, object: whole };
}

/**
 * Tells in an error what was being done to which file.
 * Models kubectl pkg/cmd/util AddSourceToErr.
 */
export function addSource(verb: string, source: string, error: unknown): unknown {
  if (source === '') return error;
  if (error instanceof StatusError) {
    return new StatusError({ ...error.status, message: `error when ${verb} "${source}": ${error.message}` });
  }
  if (error instanceof CommandError) {
    return new CommandError(`error when ${verb} "${source}": ${error.message}`);
  }
  return error;
}

export function isStatus(error: unknown, code: number): error is StatusError {
  return error instanceof StatusError && error.code === code;
}

/** Throws what was collected: one error as it is, several as an AggregateError. */
export function throwAll(errors: readonly unknown[]): void {
  const flat = errors.flatMap((error) =>
    error instanceof AggregateError ? (error.errors as unknown[]) : [error],
  );
  if (flat.length === 1) throw flat[0];
  if (flat.length > 1) throw new AggregateError(flat);
}
