import type { AnyObject } from '../../kube/types.ts';
import {
  CommandError,
  dryRunFlag,
  filenameFlags,
  printFlags,
  type Command,
  type Context,
} from '../command.ts';
import { throwAll } from '../manifests/info.ts';
import { managerFlag } from '../manifests/options.ts';
import { findTargets } from '../manifests/targets.ts';
import { apiVersionOf } from '../resources.ts';
import { createGenerated } from './create/generated.ts';

/** Models kubectl pkg/cmd/autoscale. */
export const autoscale: Command = {
  name: 'autoscale',
  group: 'Deploy Commands',
  short: 'Auto-scale a deployment, replica set, stateful set, or replication controller',
  long: `Creates an autoscaler that chooses how many Pods of a workload run.

 The workload is looked up by its name; the autoscaler refers to it and changes its number of replicas as needed.`,
  examples: `# Between two and ten Pods
kubectl autoscale deployment web --min=2 --max=10

# At most five, so many that they use 80 % of the CPU they ask for
kubectl autoscale deployment web --max=5 --cpu=80%`,
  usage: '(-f FILENAME | TYPE NAME | TYPE/NAME) [--min=MINPODS] --max=MAXPODS [--cpu=CPU] [--memory=MEMORY]',
  completes: 'resources',
  flags: [
    ...filenameFlags,
    ...printFlags,
    dryRunFlag,
    managerFlag('kubectl-autoscale'),
    { name: 'cpu', kind: 'string', help: 'Target for the CPU, a share (80%) or a quantity (500m).' },
    {
      name: 'cpu-percent',
      kind: 'int',
      default: '-1',
      help: 'Target for the CPU in percent of what is asked for.',
    },
    { name: 'max', kind: 'int', default: '-1', help: 'Most Pods. Required.' },
    { name: 'memory', kind: 'string', help: 'Target for the memory, a share (80%) or a quantity (200Mi).' },
    { name: 'min', kind: 'int', default: '-1', help: "Fewest Pods; the server's default if absent." },
    { name: 'name', kind: 'string', help: "Name of the autoscaler; the workload's if absent." },
    { name: 'save-config', kind: 'bool', help: 'Save the configuration in the annotation of kubectl apply.' },
    { name: 'validate', kind: 'string', default: 'strict', bare: 'strict', help: '', hidden: true },
  ],
  run,
};

const scalable = ['Deployment', 'ReplicaSet', 'StatefulSet', 'ReplicationController'];

async function run(context: Context): Promise<void> {
  const { flags } = context;
  if (!flags.changed('max')) throw new CommandError('required flag(s) "max" not set');
  const [min, max] = [flags.int('min'), flags.int('max')];
  if (max < 1) throw new CommandError(`--max=MAXPODS is required and must be at least 1, max: ${max}`);
  if (max < min) {
    throw new CommandError(
      `--max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`,
    );
  }
  const { infos, errors } = await findTargets(context, { args: context.args });
  throwAll(errors);
  for (const info of infos) {
    const { kind } = info.resource;
    if (!scalable.includes(kind))
      throw new CommandError(`cannot autoscale a ${kind}: could not find scale subresource`);
    const metrics = [...metricOf('cpu', flags.string('cpu')), ...metricOf('memory', flags.string('memory'))];
    if (flags.int('cpu-percent') >= 0) metrics.push(...metricOf('cpu', `${flags.int('cpu-percent')}%`));
    const object: AnyObject = {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: flags.string('name') || info.name },
      spec: {
        maxReplicas: max,
        ...(metrics.length ? { metrics } : {}),
        ...(min > 0 ? { minReplicas: min } : {}),
        scaleTargetRef: { apiVersion: apiVersionOf(info.resource), kind, name: info.name },
      },
      status: { currentMetrics: null, desiredReplicas: 0 },
    };
    await createGenerated(context, object);
  }
}

function metricOf(name: string, text: string): unknown[] {
  if (text === '') return [];
  const share = /^(\d+)%$/.exec(text);
  const target = share
    ? { averageUtilization: Number(share[1]), type: 'Utilization' }
    : { averageValue: text, type: 'AverageValue' };
  return [{ resource: { name, target }, type: 'Resource' }];
}
