import { resourcePath } from '../../kube/client.ts';
import type { AnyObject } from '../../kube/types.ts';
import { CommandError, type Context } from '../command.ts';
import type { ApiResource } from '../resources.ts';
import { getObject, infoOf, type Info } from './info.ts';
import { loadManifests } from './load.ts';

export interface TargetOptions {
  /** Words of the command line that name resources. */
  args: readonly string[];
  /** `--all`: every object of the types named. */
  all?: boolean;
  /** Label selector of the objects; by default what --selector says. */
  selector?: string;
  /** A type alone means all of its objects, as with `rollout` and `get`. */
  typeAlone?: boolean;
  /** `--field-selector` */
  fieldSelector?: string;
  /** Type of a word that is only a name, as `kubectl logs web`. */
  defaultType?: string;
  /** Take objects as they stand in the file, or by their names only. Otherwise they are read from the server. */
  local?: boolean;
}

/** What was found; an object that is missing is an error among others. */
export interface Targets {
  infos: Info[];
  errors: unknown[];
  /** One object was named, so a table or list would be out of place. */
  single: boolean;
}

export const nothingNamed =
  "You must provide one or more resources by argument or filename.\nExample resource specifications include:\n   '-f rsrc.yaml'\n" +
  "   '--filename=rsrc.json'\n   '<resource> <name>'\n   '<resource>'";

/**
 * Finds the objects that a command line names: -f, TYPE NAME…, TYPE/NAME…, TYPE -l …, TYPE --all.
 * Models cli-runtime pkg/resource Builder with ContinueOnError and Flatten.
 * @throws CommandError for a line that cannot be understood, StatusError from lists
 */
export async function findTargets(context: Context, options: TargetOptions): Promise<Targets> {
  const { flags } = context;
  const selector = options.selector ?? (flags.has('selector') ? flags.string('selector') : '');
  if (flags.has('filename') && (flags.list('filename').length > 0 || flags.string('kustomize'))) {
    if (options.args.length > 0) {
      throw new CommandError(
        'when paths, URLs, or stdin is provided as resource input, you may not specify resource arguments as well',
      );
    }
    return fromFiles(context, options.local ?? false);
  }
  if (options.args.length === 0) {
    if (selector) throw new CommandError('at least one resource must be specified to use a selector');
    throw new CommandError(nothingNamed);
  }
  if (options.args.some((word) => word.includes('/'))) return byTuples(context, options.args, options.local);
  if (options.defaultType && options.args.length === 1) {
    return byNames(context, [[await typeOf(context, options.defaultType), options.args[0]!]]);
  }
  const [words, ...names] = options.args;
  const types = await typesOf(context, words!);
  if (names.length > 0) {
    if (selector || options.all)
      throw new CommandError('name cannot be provided when a selector is specified');
    return byNames(
      context,
      types.flatMap((type) => names.map((name): [ApiResource, string] => [type, name])),
      options.local,
    );
  }
  if (selector || options.all || options.typeAlone || options.fieldSelector)
    return bySelector(context, types, selector, options.fieldSelector);
  throw new CommandError('resource(s) were provided, but no name was specified');
}

async function fromFiles(context: Context, local: boolean): Promise<Targets> {
  const { infos, errors } = await loadManifests(context);
  if (local) return { infos, errors, single: false };
  const found: Info[] = [];
  for (const info of infos) {
    try {
      found.push({ ...info, object: await getObject(context.client, info) });
    } catch (error) {
      errors.push(error);
    }
  }
  return { infos: found, errors, single: false };
}

async function typeOf(context: Context, word: string): Promise<ApiResource> {
  return (await context.resources()).resolve(word);
}

async function typesOf(context: Context, words: string): Promise<ApiResource[]> {
  const mapper = await context.resources();
  return words.split(',').flatMap((word) => mapper.category(word) ?? [mapper.resolve(word)]);
}

async function byTuples(context: Context, args: readonly string[], local?: boolean): Promise<Targets> {
  const pairs: [ApiResource, string][] = [];
  for (const word of args) {
    const parts = word.split('/');
    if (parts.length === 1) {
      throw new CommandError(
        'there is no need to specify a resource type as a separate argument when passing arguments in resource/name ' +
          "form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'",
      );
    }
    if (parts.length > 2) {
      throw new CommandError('arguments in resource/name form may not have more than one slash');
    }
    if (parts[0] === '' || parts[1] === '') {
      throw new CommandError('arguments in resource/name form must have a single resource and name');
    }
    pairs.push([await typeOf(context, parts[0]!), parts[1]!]);
  }
  return byNames(context, pairs, local);
}

async function byNames(
  context: Context,
  pairs: readonly [ApiResource, string][],
  local = false,
): Promise<Targets> {
  const targets: Targets = { infos: [], errors: [], single: pairs.length === 1 };
  for (const [resource, name] of pairs) {
    const namespace = resource.namespaced ? context.namespace : '';
    const info: Info = { resource, name, namespace, source: '', object: emptyObject };
    try {
      targets.infos.push(local ? info : { ...info, object: await getObject(context.client, info) });
    } catch (error) {
      targets.errors.push(error);
    }
  }
  return targets;
}

const emptyObject: AnyObject = { apiVersion: '', kind: '', metadata: {} };

async function bySelector(
  context: Context,
  types: readonly ApiResource[],
  labelSelector: string,
  fieldSelector: string | undefined,
): Promise<Targets> {
  const targets: Targets = { infos: [], errors: [], single: false };
  const everywhere = context.flags.has('all-namespaces') && context.flags.bool('all-namespaces');
  for (const type of types) {
    const path = resourcePath(type, everywhere ? undefined : context.namespace);
    const query = new URLSearchParams({
      ...(labelSelector ? { labelSelector } : {}),
      ...(fieldSelector ? { fieldSelector } : {}),
    }).toString();
    try {
      const response = await context.client.request('GET', query ? `${path}?${query}` : path);
      const { items } = (await response.json()) as { items: AnyObject[] };
      targets.infos.push(...items.map((item) => infoOf(type, item)));
    } catch (error) {
      targets.errors.push(error);
    }
  }
  return targets;
}
