import { resourcePath, resources, statusErrorOf } from '../../../kube/client.ts';
import type { Container, Pod } from '../../../kube/types.ts';
import { CommandError, selectorFlag, UsageError, type Command, type Context } from '../../command.ts';
import { isStatus, type Info } from '../../manifests/info.ts';
import { containerOf, podSelectorOf, podsOf, targetOf } from './select.ts';

/** One container whose log is read. */
interface Source {
  pod: Pod;
  container: string;
}

const maxFollowed = 5;

/** Models kubectl pkg/cmd/logs. */
export const logs: Command = {
  name: 'logs',
  group: 'Troubleshooting and Debugging Commands',
  short: 'Print the logs for a container in a pod',
  long: 'Print the logs for a container in a pod or specified resource. If the pod has only one container, the container name is optional.',
  examples:
    '# Logs of a Pod\nkubectl logs web\n\n# Of every Pod with a label\nkubectl logs -l app=web --prefix',
  usage: '[-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]',
  completes: 'pods',
  flags: [
    selectorFlag,
    { name: 'all-containers', kind: 'bool', help: "Get all containers' logs in the pod(s)." },
    { name: 'all-pods', kind: 'bool', help: 'Get the logs of every Pod of the resource; sets --prefix.' },
    { name: 'container', short: 'c', kind: 'string', help: 'Print the logs of this container.' },
    { name: 'follow', short: 'f', kind: 'bool', help: 'Stream the logs.' },
    { name: 'ignore-errors', kind: 'bool', help: 'With --follow: go on when a log cannot be read.' },
    {
      name: 'limit-bytes',
      kind: 'int',
      default: '0',
      help: 'Most bytes of logs to return; no limit by default.',
    },
    {
      name: 'max-log-requests',
      kind: 'int',
      default: '5',
      help: 'Most logs to follow at once with a selector.',
    },
    {
      name: 'pod-running-timeout',
      kind: 'duration',
      default: '20s',
      help: 'How long to wait until there is a Pod.',
    },
    { name: 'prefix', kind: 'bool', help: 'Begin each line with its source (pod and container).' },
    {
      name: 'previous',
      short: 'p',
      kind: 'bool',
      help: 'Print the logs of the previous instance of the container.',
    },
    {
      name: 'since',
      kind: 'duration',
      default: '0s',
      help: 'Only logs newer than a duration like 5s, 2m, or 3h.',
    },
    { name: 'since-time', kind: 'string', help: 'Only logs after a date (RFC3339).' },
    {
      name: 'tail',
      kind: 'int',
      default: '-1',
      help: 'Lines of recent log to show; all by default, 10 with a selector.',
    },
    { name: 'timestamps', kind: 'bool', help: 'Begin each line with its time.' },
  ],
  run: runLogs,
};

async function runLogs(context: Context): Promise<void> {
  const { args, flags } = context;
  const selector = flags.string('selector');
  if (args.length === 0 && !selector) {
    throw new UsageError(
      "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command",
    );
  }
  if (args.length > 0 && selector) throw new UsageError('only a selector (-l) or a POD name is allowed');
  if (args.length > 2) {
    throw new UsageError(
      "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command",
    );
  }
  checkFlags(context);
  const sources = selector ? await bySelector(context, selector) : await byTarget(context);
  if (flags.bool('follow') && sources.length > 1) return followAll(context, sources);
  for (const source of sources) await copy(context, source);
}

function checkFlags({ flags, args }: Context): void {
  const named = flags.string('container') !== '' || args.length === 2;
  if (flags.bool('all-containers') && named)
    throw new CommandError('--all-containers=true should not be specified with container name');
  if (args.length === 2 && flags.string('container') !== '')
    throw new CommandError('only one of -c or an inline [CONTAINER] arg is allowed');
  if (flags.changed('since') && flags.string('since-time') !== '')
    throw new CommandError('at most one of `sinceTime` or `sinceSeconds` may be specified');
  const time = timeProblem(flags.string('since-time'));
  if (time !== undefined) throw new CommandError(time);
  if (flags.changed('since') && flags.duration('since') <= 0)
    throw new CommandError('--since must be greater than 0');
  if (flags.changed('limit-bytes') && flags.int('limit-bytes') <= 0)
    throw new CommandError('--limit-bytes must be greater than 0');
  if (flags.changed('tail') && flags.int('tail') < -1)
    throw new CommandError('--tail must be greater than or equal to -1');
}

async function bySelector(context: Context, labelSelector: string): Promise<Source[]> {
  const { items } = await context.client.list<Pod>(resources.pods, context.namespace, { labelSelector });
  if (items.length === 0) context.err(`No resources found in ${context.namespace} namespace.\n`);
  return items.flatMap((pod) => sourcesOf(context, pod));
}

async function byTarget(context: Context): Promise<Source[]> {
  const word = context.args[0]!;
  let info: Info;
  try {
    info = await targetOf(context, word);
  } catch (error) {
    if (isStatus(error, 404)) {
      throw new CommandError(
        `error from server (NotFound): ${error.message} in namespace "${context.namespace}"`,
      );
    }
    throw error;
  }
  if (info.resource.kind === 'Pod') return sourcesOf(context, info.object as unknown as Pod);
  const selector = podSelectorOf(info, 'get the logs from');
  const timeout = context.flags.duration('pod-running-timeout');
  const pods = await podsOf(context, info.namespace, selector, timeout, true);
  if (context.flags.bool('all-pods')) return pods.flatMap((pod) => sourcesOf(context, pod));
  const pod = pods[0]!;
  if (pods.length > 1) context.err(`Found ${pods.length} pods, using pod/${pod.metadata.name ?? ''}\n`);
  return sourcesOf(context, pod);
}

function sourcesOf(context: Context, pod: Pod): Source[] {
  const { flags, args } = context;
  if (flags.bool('all-containers')) {
    const all: (Container[] | undefined)[] = [
      pod.spec.initContainers,
      pod.spec.containers,
      pod.spec.ephemeralContainers,
    ];
    return all.flatMap((list) => (list ?? []).map(({ name }) => ({ pod, container: name })));
  }
  return [{ pod, container: containerOf(context, pod, flags.string('container') || (args[1] ?? '')) }];
}

function logQuery({ flags }: Context, container: string): string {
  const query = new URLSearchParams({ container });
  if (flags.bool('follow')) query.set('follow', 'true');
  if (flags.bool('previous')) query.set('previous', 'true');
  if (flags.bool('timestamps')) query.set('timestamps', 'true');
  if (flags.changed('since')) query.set('sinceSeconds', String(Math.ceil(flags.duration('since') / 1000)));
  if (flags.string('since-time')) query.set('sinceTime', flags.string('since-time'));
  if (flags.changed('limit-bytes')) query.set('limitBytes', flags.string('limit-bytes'));
  const tail = flags.changed('tail') ? flags.int('tail') : flags.string('selector') ? 10 : -1;
  if (tail >= 0) query.set('tailLines', String(tail));
  return query.toString();
}

/**
 * Copies one container's log to stdout.
 * @param query of the log subresource
 * @throws StatusError
 */
async function copyLog(
  context: Context,
  { pod, container }: Source,
  query: string,
  prefixed = false,
): Promise<void> {
  const { name = '', namespace = context.namespace } = pod.metadata;
  const path = resourcePath(resources.pods, namespace, name, 'log');
  const response = await context.client.cluster.fetch(new Request(`http://cluster${path}?${query}`));
  if (!response.ok) throw await statusErrorOf(response);
  if (!response.body) return;
  const prefix = prefixed ? `[pod/${name}/${container}] ` : '';
  let atLineStart = true;
  const decoder = new TextDecoder();
  for await (const chunk of response.body) {
    const text = decoder.decode(chunk, { stream: true });
    if (text === '') continue;
    context.out((atLineStart ? prefix : '') + text.replace(/\n(?=[\s\S])/g, `\n${prefix}`));
    atLineStart = text.endsWith('\n');
  }
}

/** A container's log from its beginning, and on as it comes. @throws StatusError */
export function followLog(context: Context, source: Source): Promise<void> {
  return copyLog(
    context,
    source,
    new URLSearchParams({ container: source.container, follow: 'true' }).toString(),
  );
}

async function copy(context: Context, source: Source): Promise<void> {
  const prefixed = context.flags.bool('prefix') || context.flags.bool('all-pods');
  await copyLog(context, source, logQuery(context, source.container), prefixed);
}

async function followAll(context: Context, sources: readonly Source[]): Promise<void> {
  const most = context.flags.int('max-log-requests') || maxFollowed;
  if (sources.length > most) {
    throw new CommandError(
      `you are attempting to follow ${sources.length} log streams, but maximum allowed concurrency is ${most}, ` +
        'use --max-log-requests to increase the limit',
    );
  }
  await Promise.all(sources.map((source) => copy(context, source)));
}

/** Models Go's time.Parse of RFC 3339: the first part that is not as the layout wants it. */
function timeProblem(text: string): string | undefined {
  const layout = '2006-01-02T15:04:05Z07:00';
  const parts: [RegExp, string][] = [
    [/^\d{4}/, '2006'],
    [/^-/, '-'],
    [/^\d{2}/, '01'],
    [/^-/, '-'],
    [/^\d{2}/, '02'],
    [/^T/, 'T'],
    [/^\d{2}/, '15'],
    [/^:/, ':'],
    [/^\d{2}/, '04'],
    [/^:/, ':'],
    [/^\d{2}(?:\.\d+)?/, '05'],
    [/^(?:Z|[+-]\d{2}:\d{2})/, 'Z07:00'],
  ];
  if (text === '') return undefined;
  let rest = text;
  for (const [pattern, name] of parts) {
    const [found] = pattern.exec(rest) ?? [];
    if (found === undefined)
      return `parsing time ${JSON.stringify(text)} as "${layout}": cannot parse ${JSON.stringify(rest)} as "${name}"`;
    rest = rest.slice(found.length);
  }
  return rest === ''
    ? undefined
    : `parsing time ${JSON.stringify(text)}: extra text: ${JSON.stringify(rest)}`;
}
