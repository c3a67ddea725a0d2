import { resourcePath, type ResourceType } from '../../kube/client.ts';
import { StatusError } from '../../kube/status.ts';
import type { AnyObject } from '../../kube/types.ts';
import {
  CommandError,
  filenameFlags,
  printFlags,
  selectorFlag,
  type Command,
  type Context,
} from '../command.ts';
import { JsonPath, relaxedPath } from '../output/jsonpath.ts';
import { goText } from '../output/go-value.ts';
import { objectPrinter } from '../output/printer.ts';
import { objectName, type ApiResource } from '../resources.ts';
import { nothingNamed } from '../manifests/targets.ts';
import { fetchTargets, gatherTargets } from './get/fetch.ts';

/** Models kubectl pkg/cmd/wait. */
export const wait: Command = {
  name: 'wait',
  group: 'Advanced Commands',
  short: 'Wait for a specific condition on one or many resources',
  long: `Wait until resources meet a condition.

 The condition can be one of the object's status, that the object exists, that it is gone, or the value of a field.`,
  examples: `# Until a Pod is ready
kubectl wait --for=condition=Ready pod/client

# Until all Pods of a Service are ready, a minute at most
kubectl wait --for=condition=Ready pod -l app=web --timeout=60s

# Until a field has a value
kubectl wait --for=jsonpath='{.status.phase}'=Running pod/client

# Until a Pod is gone
kubectl wait --for=delete pod/client --timeout=60s`,
  usage:
    "([-f FILENAME] | resource.group/resource.name | resource.group [(-l label | --all)]) [--for=create|--for=delete|--for condition=available|--for=jsonpath='{}'[=value]]",
  completes: 'resources',
  flags: [
    { name: 'all', kind: 'bool', help: 'All objects of the types named, in the namespace.' },
    { name: 'all-namespaces', short: 'A', kind: 'bool', help: 'Look in all namespaces; -n is ignored.' },
    {
      name: 'field-selector',
      kind: 'string',
      help: "Field query to filter on; supports '=', '==' and '!='.",
    },
    ...filenameFlags.filter(({ name }) => name !== 'kustomize'),
    {
      name: 'for',
      kind: 'string',
      help: "What to wait for: create, delete, condition=NAME[=VALUE], jsonpath='{PATH}'[=VALUE]. A condition's value is true if absent.",
    },
    ...printFlags,
    selectorFlag,
    {
      name: 'timeout',
      kind: 'duration',
      default: '30s',
      help: 'How long to wait. Zero: check once; negative: a week.',
    },
  ],
  run,
};

const week = 7 * 24 * 3_600_000;
type Check = (object: AnyObject | undefined) => boolean;

async function run(context: Context): Promise<void> {
  const { flags, io } = context;
  const what = flags.string('for');
  const check = checkOf(what);
  const timeout = flags.duration('timeout') < 0 ? week : flags.duration('timeout');
  const deadline = io.clock.now() + timeout;
  const printer = await objectPrinter(flags, io);
  const targets = await objectsToWaitFor(context, what.toLowerCase(), deadline);
  if (targets.length === 0 && what.toLowerCase() !== 'delete')
    throw new CommandError('no matching resources found');
  const errors: unknown[] = [];
  for (const { resource, object } of targets) {
    try {
      const last = await waitFor(context, resource, object, check, deadline);
      context.out(
        printer
          ? printer(last ?? object)
          : `${objectName(resource, object.metadata.name ?? '')} condition met\n`,
      );
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      errors.push(error);
    }
  }
  if (errors.length) throw new AggregateError(errors);
}

async function objectsToWaitFor(context: Context, what: string, deadline: number) {
  const { flags, io } = context;
  if (context.args.length === 0 && flags.list('filename').length === 0) {
    throw new CommandError(nothingNamed);
  }
  const request = await gatherTargets(context);
  const byName = request.targets.every(({ name }) => name !== undefined);
  if (!byName && !flags.bool('all') && !flags.string('selector') && !flags.string('field-selector')) {
    throw new CommandError('resource(s) were provided, but no name was specified');
  }
  for (;;) {
    const { found, errors } = await fetchTargets(context, request, false);
    const objects = found.flatMap(({ resource, object }) => {
      const items = object!['items'] as AnyObject[] | undefined;
      return (items ?? [object!]).map((item) => ({
        resource,
        object: {
          ...item,
          apiVersion: item.apiVersion ?? object!.apiVersion,
          kind: item.kind ?? resource.kind,
        },
      }));
    });
    const missing = errors.every((error) => error instanceof StatusError && error.code === 404);
    if (what === 'create' && missing && objects.length < request.targets.length) {
      if (io.clock.now() >= deadline) {
        throw new CommandError('timed out waiting for the condition');
      }
      await io.clock.sleep(500, io.signal);
      continue;
    }
    if (errors.length && !(what === 'delete' && missing)) throw new AggregateError(errors);
    return objects;
  }
}

/** Resolves to the object once it meets the condition, undefined if it is gone and that is the condition. */
async function waitFor(
  context: Context,
  resource: ApiResource,
  object: AnyObject,
  check: Check,
  deadline: number,
) {
  const { io, client } = context;
  if (check(object)) return object;
  const { name = '', namespace, uid } = object.metadata;
  if (context.flags.duration('timeout') === 0) {
    throw new CommandError(`condition not met for ${resource.resource}/${name}`);
  }
  const stop = new AbortController();
  const timedOut = new CommandError(`timed out waiting for the condition on ${resource.resource}/${name}`);
  const remaining = Math.max(0, deadline - io.clock.now());
  let late = false;
  void io.clock.sleep(remaining, stop.signal).then(
    () => {
      late = true;
      stop.abort(timedOut);
    },
    () => undefined,
  );
  try {
    while (!late) {
      const current = await currentObject(context, resource, namespace, name);
      const same = current?.metadata.uid === uid ? current : undefined;
      if (check(same)) return same;
      if (!current) throw new CommandError(`${resource.resource} "${name}" was deleted while waiting`);
      if (remaining === 0) break;
      const events = client.watch(resource, namespace, {
        fieldSelector: `metadata.name=${name}`,
        resourceVersion: current.metadata.resourceVersion,
        signal: stop.signal,
      });
      for await (const event of events) {
        const now = event.type === 'DELETED' ? undefined : event.object;
        if (check(now)) return now;
      }
    }
  } catch (error) {
    if (!late) throw error;
  } finally {
    stop.abort();
  }
  throw timedOut;
}

async function currentObject(
  { client }: Context,
  resource: ResourceType,
  namespace: string | undefined,
  name: string,
) {
  try {
    return (await (await client.request('GET', resourcePath(resource, namespace, name))).json()) as AnyObject;
  } catch (error) {
    if (error instanceof StatusError && error.code === 404) return undefined;
    throw error;
  }
}

/** @throws CommandError for what --for does not know */
function checkOf(what: string): Check {
  if (what.toLowerCase() === 'delete') return (object) => object === undefined;
  if (what.toLowerCase() === 'create') return (object) => object !== undefined;
  if (what.startsWith('condition=')) {
    const [name = '', value = 'true'] = what.slice('condition='.length).split('=');
    return (object) => conditionIs(object, name, value);
  }
  if (what.startsWith('jsonpath=')) return pathCheck(what.slice('jsonpath='.length));
  throw new CommandError(`unrecognized condition: "${what}"`);
}

function conditionIs(object: AnyObject | undefined, name: string, value: string): boolean {
  const status = object?.['status'] as
    { conditions?: Record<string, unknown>[]; observedGeneration?: number } | undefined;
  const condition = status?.conditions?.find(({ type }) => String(type).toLowerCase() === name.toLowerCase());
  if (!condition || !object) return false;
  const observed = (condition['observedGeneration'] ?? status?.observedGeneration) as number | undefined;
  // The status of an older spec says nothing about this one.
  if (observed !== undefined && observed < (object.metadata.generation ?? 0)) return false;
  return String(condition['status']).toLowerCase() === value.toLowerCase();
}

function pathCheck(text: string): Check {
  const [expression = '', ...values] = splitAtEquals(text);
  if (values.length > 1)
    throw new CommandError(
      "jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or --for=jsonpath='{.status.readyReplicas}'",
    );
  if (expression === '') throw new CommandError('jsonpath expression cannot be empty');
  const wanted = values[0]?.replace(/^['"]+|['"]+$/g, '');
  if (wanted === '') {
    throw new CommandError(
      "jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3",
    );
  }
  const relaxed = relaxedPath(expression);
  const path = new JsonPath(relaxed);
  return (object) => {
    if (!object) return false;
    const values = path.find(object).flat();
    if (wanted === undefined) return values.length > 0;
    if (values.length > 1) throw new CommandError('given jsonpath expression matches more than one value');
    if (typeof values[0] === 'object' && values[0] !== null) {
      throw new CommandError('jsonpath leads to a nested object or list which is not supported');
    }
    return values.length === 1 && goText(values[0]).trim() === wanted.trim();
  };
}

/** Parts between single `=`; one inside braces, and `==`, belong to the expression. */
function splitAtEquals(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const letter = text[i]!;
    if (letter === '{') depth++;
    if (letter === '}') depth--;
    const double = letter === '=' && text[i + 1] === '=';
    if (letter === '=' && depth <= 0 && !double) parts.push('');
    else parts[parts.length - 1] += double ? '==' : letter;
    if (double) i++;
  }
  return parts;
}
