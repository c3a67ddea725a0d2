import type { ResourceDefinition } from '../definition.ts';
import type { Registry } from '../registry/registry.ts';
import type { WriteOptions } from '../registry/options.ts';
import type { RequestInfo } from './info.ts';
import { negotiate, type Representation } from './negotiate.ts';
import { dryRunOf } from './validation.ts';

/** One request for a resource, as its handlers see it. */
export interface ResourceContext {
  readonly registry: Registry;
  readonly definition: ResourceDefinition;
  readonly info: RequestInfo;
  readonly request: Request;
  readonly query: URLSearchParams;
  readonly form: Representation;
  /** Texts of Warning headers, each once. */
  readonly warnings: Set<string>;
}

export function contextOf(
  registry: Registry,
  definition: ResourceDefinition,
  info: RequestInfo,
  request: Request,
): ResourceContext {
  const query = new URL(request.url).searchParams;
  const warnings = new Set(definition.deprecation === undefined ? [] : [definition.deprecation]);
  return { registry, definition, info, request, query, form: negotiate(request, query), warnings };
}

/** @param kind of the options, for errors: `CreateOptions` */
export function writeOptionsOf(context: ResourceContext, kind: string): WriteOptions {
  return {
    dryRun: dryRunOf(context.query.getAll('dryRun'), kind),
    manager: managerOf(context),
    warn: (text) => context.warnings.add(text),
  };
}

/** Models kubernetes apiserver managedfields: the field manager asked for, else the program's name. */
function managerOf({ query, request }: ResourceContext): string {
  const asked = query.get('fieldManager');
  if (asked) return asked;
  return (request.headers.get('user-agent') ?? '').split('/')[0]!.slice(0, 128) || 'unknown';
}
