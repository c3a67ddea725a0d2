import { errors } from '../../../kube/status.ts';
import type { TokenIssuer } from '../access/tokens.ts';
import type { Kubelets } from '../../process.ts';
import { proxyTo, type DialFromServer } from '../subresources/proxy.ts';
import type { ResourceContext } from '../request/context.ts';
import { wantsWatch } from '../request/info.ts';
import { podLog } from '../subresources/log.ts';
import { bindPod, evictPod } from '../subresources/pods.ts';
import { readScale, writeScale } from '../subresources/scale.ts';
import { requestToken } from '../subresources/token.ts';
import { finalizeNamespace } from '../subresources/finalize.ts';
import { getOne, list, watchMany } from './read.ts';
import { create, patch, remove, removeCollection, replace } from './write.ts';

/** What stands behind the API server beside its store. */
export interface Backends {
  kubelets: Kubelets;
  tokens: TokenIssuer;
  dial: DialFromServer;
}

/** Sends a request for a resource to its handler. @throws StatusError 404, 405, and the handlers' */
export function dispatch(context: ResourceContext, backends: Backends): Promise<Response> | Response {
  const { definition, info, query, request } = context;
  const { name, subresource } = info;
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (!isRead && !definition.writable) throw errors.methodNotAllowed();
  // Without a namespace only the objects of all namespaces can be read.
  if (definition.type.namespaced && info.namespace === undefined && (!isRead || name !== undefined)) {
    throw name === undefined ? errors.methodNotAllowed() : errors.noSuchPath();
  }
  if (!definition.type.namespaced && info.namespace !== undefined) throw errors.noSuchPath();
  if (subresource !== undefined) return dispatchSubresource(context, backends, name!, subresource);
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      if (wantsWatch(query)) return watchMany(context, name);
      return name === undefined ? list(context) : getOne(context, name);
    case 'POST':
      if (name === undefined) return create(context);
      break;
    case 'PUT':
      if (name !== undefined) return replace(context, name);
      break;
    case 'PATCH':
      if (name !== undefined) return patch(context, name);
      break;
    case 'DELETE':
      return name === undefined ? removeCollection(context) : remove(context, name);
  }
  throw errors.methodNotAllowed();
}

/** Subresources that are parts of the object itself. */
const parts = new Set(['status', 'resize', 'ephemeralcontainers']);

function dispatchSubresource(
  context: ResourceContext,
  backends: Backends,
  name: string,
  subresource: string,
): Promise<Response> | Response {
  const { definition, request, info } = context;
  if (!definition.subresources.includes(subresource) || (info.rest.length > 0 && subresource !== 'proxy')) {
    throw errors.noSuchPath();
  }
  const { method } = request;
  if (parts.has(subresource)) {
    if (method === 'GET') return getOne(context, name);
    if (method === 'PUT') return replace(context, name, subresource);
    if (method === 'PATCH') return patch(context, name, subresource);
  } else if (subresource === 'scale') {
    if (method === 'GET') return readScale(context, name);
    if (method === 'PUT' || method === 'PATCH') return writeScale(context, name);
  } else if (subresource === 'log' && method === 'GET') return podLog(context, backends.kubelets, name);
  else if (subresource === 'binding' && method === 'POST') return bindPod(context, name);
  else if (subresource === 'eviction' && method === 'POST') return evictPod(context, name);
  else if (subresource === 'token' && method === 'POST') return requestToken(context, backends.tokens, name);
  else if (subresource === 'finalize' && method === 'PUT') return finalizeNamespace(context, name);
  else if (subresource === 'proxy' && info.namespace !== undefined)
    return proxyTo(context, backends.dial, name);
  else if (subresource === 'exec' || subresource === 'attach' || subresource === 'portforward') {
    throw errors.badRequest('Upgrade request required');
  }
  throw errors.methodNotAllowed();
}
