import { CommandError } from './errors.ts';
import type { ApiResource, ResourceMapper } from './resources.ts';

/** What the words of a command line name: whole types, or single objects. */
export type Targets =
  | {
      kind: 'types';
      resources: ApiResource[];
      /** Whether several blocks of output can come: `a,b` or `all`. */ several: boolean;
    }
  | { kind: 'objects'; objects: { resource: ApiResource; name: string }[] };

/**
 * Reads `TYPE`, `TYPE,TYPE`, `TYPE NAME…`, `TYPE/NAME…`.
 * Models cli-runtime pkg/resource Builder.ResourceTypeOrNameArgs.
 * @returns undefined if there are no words
 * @throws CommandError for unknown types and mixed forms
 */
export function parseTargets(mapper: ResourceMapper, args: readonly string[]): Targets | undefined {
  if (args.length === 0) return undefined;
  const slashed = args.filter((arg) => arg.includes('/'));
  if (slashed.length > 0) {
    if (slashed.length < args.length) {
      throw new CommandError(
        'there is no need to specify a resource type as a separate argument when passing arguments in resource/name ' +
          "form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'",
      );
    }
    return { kind: 'objects', objects: args.map((arg) => slashTarget(mapper, arg)) };
  }
  const resources = parseTypes(mapper, args[0]!);
  const names = args.slice(1);
  if (names.length === 0) return { kind: 'types', resources, several: resources.length > 1 };
  if (args[0]!.split(',').includes('all')) throw new CommandError('you must specify only one resource');
  return {
    kind: 'objects',
    objects: resources.flatMap((resource) => names.map((name) => ({ resource, name }))),
  };
}

function slashTarget(mapper: ResourceMapper, arg: string) {
  const parts = arg.split('/');
  if (parts.length > 2) {
    throw new CommandError('arguments in resource/name form may not have more than one slash');
  }
  const [type = '', name = ''] = parts;
  if (type === '' || name === '' || type.includes(',')) {
    throw new CommandError('arguments in resource/name form must have a single resource and name');
  }
  return { resource: mapper.resolve(type), name };
}

/** `svc,deploy`, `all`. */
export function parseTypes(mapper: ResourceMapper, word: string): ApiResource[] {
  const found: ApiResource[] = [];
  for (const part of word.split(',')) {
    for (const resource of mapper.category(part) ?? [mapper.resolve(part)]) {
      if (!found.includes(resource)) found.push(resource);
    }
  }
  return found;
}
