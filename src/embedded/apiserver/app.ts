import { Hono } from 'hono';
import { errors, StatusError } from '../../kube/status.ts';
import { Authorizer } from './access/authorizer.ts';
import type { User } from './access/rules.ts';
import { TokenIssuer } from './access/tokens.ts';
import { catalogOf } from './discovery/catalog.ts';
import { aggregated, coreVersions, group, groupList, resourceList } from './discovery/documents.ts';
import { encodeOpenApiV2, openApiV2ContentType, openApiV2Protobuf } from './discovery/openapi-protobuf.ts';
import { openApiV2, openApiV3, openApiV3Index } from './discovery/openapi.ts';
import { dispatch, type Backends } from './handlers/dispatch.ts';
import { health, healthCheck, healthProbes } from './output/health.ts';
import { respond, respondError, warningHeader } from './output/respond.ts';
import { contextOf } from './request/context.ts';
import { parseResourcePath } from './request/info.ts';
import { negotiate, parseAccept } from './request/negotiate.ts';
import { attributesOf, authenticate, authorize, impersonate } from './request/user.ts';
import type { Registry } from './registry/registry.ts';
import { isReview, review } from './subresources/reviews.ts';
import { versionInfo } from './version.ts';

/**
 * The routes of the API server.
 * @param signal ends what goes on beside the requests
 */
export function createApp(
  registry: Registry,
  { kubelets, dial }: Pick<Backends, 'kubelets' | 'dial'>,
  signal: AbortSignal,
): Hono {
  const app = new Hono();
  const { definitions } = registry;
  const catalog = catalogOf(definitions);
  const authorizer = new Authorizer(registry, signal);
  const tokens = new TokenIssuer();

  async function userOf(request: Request): Promise<User> {
    const user = await authenticate(request, tokens, registry.clock.now());
    return impersonate(request, user, authorizer);
  }

  app.use('*', async (c, next) => {
    const { pathname } = new URL(c.req.url);
    // Requests for resources are looked at when it is known what they ask for.
    if (!parseResourcePath(pathname)) {
      const verb = c.req.method === 'HEAD' ? 'get' : c.req.method.toLowerCase();
      await authorize(await userOf(c.req.raw), { verb, path: pathname }, authorizer);
    }
    await next();
  });
  for (const probe of healthProbes) {
    app.get(`/${probe}`, (c) => health(probe, c.req.raw));
    app.get(`/${probe}/:check{.+}`, (c) => healthCheck(probe, c.req.param('check')));
  }
  app.get('/version', (c) => c.json(versionInfo));
  app.get('/api', (c) => discovery(c.req.raw, () => coreVersions(), true));
  app.get('/apis', (c) => discovery(c.req.raw, () => groupList(catalog), false));
  app.get('/apis/:group', (c) => found(c.req.raw, group(catalog, c.req.param('group'))));
  app.get('/api/:version', (c) => found(c.req.raw, listOf('', c.req.param('version'))));
  app.get('/apis/:group/:version', (c) =>
    found(c.req.raw, listOf(c.req.param('group'), c.req.param('version'))),
  );
  app.get('/openapi/v3', (c) => c.json(openApiV3Index(definitions)));
  app.get('/openapi/v3/*', (c) => {
    const root = c.req.path.replace(/^\/openapi\/v3\/|\/$/g, '');
    return found(c.req.raw, openApiV3(definitions, root));
  });
  app.get('/openapi/v2', (c) => {
    const document = openApiV2(definitions);
    if (c.req.header('accept')?.includes(openApiV2Protobuf))
      return c.body(encodeOpenApiV2(document), 200, { 'content-type': openApiV2ContentType });
    if (!acceptsJson(c.req.raw))
      throw errors.notAcceptable('only the following media types are accepted: application/json');
    return c.json(document);
  });
  app.all('*', (c) => resource(c.req.raw));
  app.onError((error) => respondError(asStatusError(error)));

  function listOf(name: string, version: string) {
    const entry = catalog.find((other) => other.group === name && other.version === version);
    return entry && resourceList(entry);
  }

  function discovery(request: Request, plain: () => object, core: boolean): Response {
    for (const { parameters } of parseAccept(request.headers.get('accept'))) {
      const { g, v, as } = parameters;
      if (g !== 'apidiscovery.k8s.io' || as !== 'APIGroupDiscoveryList' || (v !== 'v2' && v !== 'v2beta1'))
        continue;
      const headers = { 'content-type': `application/json;g=${g};v=${v};as=${as}` };
      return new Response(JSON.stringify(aggregated(catalog, core, `${g}/${v}`)), { headers });
    }
    return found(request, plain());
  }

  async function resource(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const info = parseResourcePath(url.pathname);
    if (!info) throw errors.noSuchPath();
    const user = await userOf(request);
    const resource = `${info.group}/${info.resource}`;
    const asked = attributesOf(request, info);
    if (isReview(resource)) {
      await authorize(user, asked, authorizer);
      const reviewer = { authorizer, tokens, now: registry.clock.now() };
      const answer = await review(resource, request, user, reviewer);
      return respond(answer ?? {}, negotiate(request, url.searchParams), 201);
    }
    const definition = definitions.find(
      ({ type }) =>
        type.group === info.group && type.version === info.version && type.resource === info.resource,
    );
    // Who may not even ask does not learn what there is.
    await authorize(user, asked, authorizer);
    if (!definition) throw errors.noSuchPath();
    const context = contextOf(registry, definition, info, request);
    let response: Response;
    try {
      response = await dispatch(context, { kubelets, tokens, dial });
    } catch (error) {
      response = respondError(asStatusError(error));
    }
    for (const text of context.warnings) response.headers.append('warning', warningHeader(text));
    return response;
  }

  return app;
}

function found(request: Request, document: object | undefined): Response {
  if (!document) throw errors.noSuchPath();
  return respond(document, negotiate(request, new URLSearchParams()));
}

function acceptsJson(request: Request): boolean {
  const clauses = parseAccept(request.headers.get('accept'));
  return clauses.length === 0 || clauses.some(({ type }) => type === 'application/json' || type === '*/*');
}

/** What went wrong in here is told as the real server does after a panic; the text helps to find it. */
function asStatusError(error: unknown): StatusError {
  if (error instanceof StatusError) return error;
  return errors.internal(error instanceof Error ? error.message : String(error));
}
