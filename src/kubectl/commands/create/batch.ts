import type { AnyObject } from '../../../kube/types.ts';
import { CommandError, UsageError, type Command, type Context } from '../../command.ts';
import { createGenerated, generatedFlags, nameOf } from './generated.ts';

/** The name before `--`, and the command after it. */
function splitArgs(context: Context): { name: string; command: string[] } {
  const { args, argsLengthAtDash } = context;
  const names = argsLengthAtDash < 0 ? args : args.slice(0, argsLengthAtDash);
  if (argsLengthAtDash < 0 && args.length > 1) {
    throw new UsageError(`exactly one NAME is required, got ${args.length}`);
  }
  return { name: nameOf({ ...context, args: names }), command: args.slice(names.length) };
}

function podTemplate(name: string, image: string, command: readonly string[], restartPolicy: string) {
  const container = { name, image, ...(command.length ? { command: [...command] } : {}), resources: {} };
  return { metadata: {}, spec: { containers: [container], restartPolicy } };
}

/** Models kubectl pkg/cmd/create create_job.go. */
export const createJob: Command = {
  name: 'job',
  short: 'Create a job with the specified name',
  long: 'Create a job with the specified name.',
  examples: `# One run of a command
kubectl create job ask --image=busybox:1.36 -- wget -qO- http://web

# One run of what a cron job does
kubectl create job once --from=cronjob/nightly`,
  usage: 'NAME --image=image [--from=cronjob/name] -- [COMMAND] [args...]',
  completes: 'none',
  flags: [
    ...generatedFlags,
    { name: 'from', kind: 'string', help: 'Object to take the job from; only cronjob.' },
    { name: 'image', kind: 'string', help: 'Image to run.' },
  ],
  async run(context) {
    const { flags } = context;
    const { name, command } = splitArgs(context);
    const [image, from] = [flags.string('image'), flags.string('from')];
    if ((image === '') === (from === ''))
      throw new CommandError('either --image or --from must be specified');
    if (from && command.length > 0) throw new CommandError('cannot specify --from and command');
    const object: AnyObject = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name } };
    if (from) Object.assign(object, await jobOf(context, from, name));
    else object['spec'] = { template: podTemplate(name, image, command, 'Never') };
    object['status'] = {};
    await createGenerated(context, object, 'failed to create job');
  },
};

async function jobOf(context: Context, from: string, name: string): Promise<Partial<AnyObject>> {
  const [type = '', cronJob = ''] = from.split('/');
  const resource = (await context.resources()).resolve(type);
  if (resource.kind !== 'CronJob') throw new CommandError('from must be an existing cronjob');
  const found = await context.client.get(resource, context.namespace, cronJob);
  const template = (found['spec'] as { jobTemplate: { metadata?: AnyObject['metadata']; spec: unknown } })
    .jobTemplate;
  return {
    metadata: {
      name,
      ...(template.metadata?.labels ? { labels: template.metadata.labels } : {}),
      annotations: { ...template.metadata?.annotations, 'cronjob.kubernetes.io/instantiate': 'manual' },
      ownerReferences: [
        {
          apiVersion: 'batch/v1',
          controller: true,
          kind: 'CronJob',
          name: cronJob,
          uid: found.metadata.uid ?? '',
        },
      ],
    },
    spec: template.spec,
  };
}

/** Models kubectl pkg/cmd/create create_cronjob.go. */
export const createCronJob: Command = {
  name: 'cronjob',
  aliases: ['cj'],
  short: 'Create a cron job with the specified name',
  long: 'Create a cron job with the specified name.',
  examples:
    '# Every five minutes\nkubectl create cronjob ask --image=busybox:1.36 --schedule="*/5 * * * *" -- wget -qO- http://web',
  usage: "NAME --image=image --schedule='0/5 * * * ?' -- [COMMAND] [args...]",
  completes: 'none',
  flags: [
    ...generatedFlags,
    { name: 'image', kind: 'string', help: 'Image to run.' },
    { name: 'restart', kind: 'string', help: "The job's restart policy: OnFailure or Never." },
    { name: 'schedule', kind: 'string', help: 'When to run, in the cron format.' },
  ],
  async run(context) {
    const { flags } = context;
    const absent = ['image', 'schedule'].filter((flag) => !flags.changed(flag));
    if (absent.length > 0) {
      throw new CommandError(`required flag(s) ${absent.map((flag) => `"${flag}"`).join(', ')} not set`);
    }
    const { name, command } = splitArgs(context);
    const restart = flags.string('restart') || 'OnFailure';
    const template = podTemplate(name, flags.string('image'), command, restart);
    const spec = {
      jobTemplate: { metadata: { name }, spec: { template } },
      schedule: flags.string('schedule'),
    };
    await createGenerated(
      context,
      { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name }, spec, status: {} },
      'failed to create cronjob',
    );
  },
};
