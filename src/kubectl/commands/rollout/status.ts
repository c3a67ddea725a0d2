import { qualified } from '../../../kube/status.ts';
import type { AnyObject, DaemonSet, Deployment } from '../../../kube/types.ts';
import { CommandError, filenameFlags, selectorFlag, type Command } from '../../command.ts';
import { throwAll } from '../../manifests/info.ts';
import { findTargets } from '../../manifests/targets.ts';
import { watchObject } from '../delete/wait.ts';

/** A line about a rollout, and whether it is done. */
type Viewed = [text: string, done: boolean];

/** Models kubectl pkg/cmd/rollout rollout_status.go. */
export const status: Command = {
  name: 'status',
  short: 'Show the status of the rollout',
  long: 'Show the status of the rollout.',
  usage: '(TYPE NAME | TYPE/NAME) [flags]',
  completes: 'resources',
  flags: [
    ...filenameFlags,
    selectorFlag,
    { name: 'revision', kind: 'int', default: '0', help: 'Pin to a revision; 0: the latest.' },
    {
      name: 'timeout',
      kind: 'duration',
      default: '0s',
      help: 'How long to watch; zero: as long as it takes.',
    },
    { name: 'watch', short: 'w', kind: 'bool', default: 'true', help: 'Watch until the rollout is done.' },
  ],
  async run(context) {
    const { flags, io } = context;
    if (
      context.args.length === 0 &&
      flags.list('filename').length === 0 &&
      flags.string('kustomize') === ''
    ) {
      throw new CommandError('required resource not specified');
    }
    const { infos, errors } = await findTargets(context, { args: context.args, typeAlone: true });
    throwAll(errors);
    if (infos.length === 0) context.err(`No resources found in ${context.namespace} namespace.\n`);
    for (const info of infos) {
      const view = viewers[info.resource.kind];
      if (!view)
        throw new CommandError(
          `no status viewer has been implemented for ${qualified({ group: info.resource.group, resource: info.resource.kind })}`,
        );
      const options = { clock: io.clock, signal: io.signal, timeout: flags.duration('timeout') };
      await watchObject(context.client, info, options, (object) => {
        if (!object) throw new CommandError('object has been deleted');
        const [text, done] = view(object, flags.int('revision'));
        context.out(text);
        return done || !flags.bool('watch');
      });
    }
  },
};

// Models kubectl pkg/polymorphichelpers rollout_status.go.
const viewers: Record<string, (object: AnyObject, revision: number) => Viewed> = {
  Deployment: (object, revision) => deploymentStatus(object as unknown as Deployment, revision),
  DaemonSet: (object) => daemonSetStatus(object as unknown as DaemonSet),
  StatefulSet: statefulSetStatus,
};

export function deploymentStatus({ metadata, spec, status = {} }: Deployment, revision: number): Viewed {
  const name = `"${metadata.name ?? ''}"`;
  if (revision > 0) {
    const current = Number(metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0);
    if (current !== revision) {
      throw new CommandError(
        `desired revision (${revision}) is different from the running revision (${current})`,
      );
    }
  }
  if ((metadata.generation ?? 0) > (status.observedGeneration ?? 0)) {
    return ['Waiting for deployment spec update to be observed...\n', false];
  }
  const progressing = status.conditions?.find(({ type }) => type === 'Progressing');
  if (progressing?.reason === 'ProgressDeadlineExceeded') {
    throw new CommandError(`deployment ${name} exceeded its progress deadline`);
  }
  const waiting = `Waiting for deployment ${name} rollout to finish:`;
  const { replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status;
  const wanted = spec.replicas ?? 1;
  if (updatedReplicas < wanted) {
    return [`${waiting} ${updatedReplicas} out of ${wanted} new replicas have been updated...\n`, false];
  }
  if (replicas > updatedReplicas) {
    return [`${waiting} ${replicas - updatedReplicas} old replicas are pending termination...\n`, false];
  }
  if (availableReplicas < updatedReplicas) {
    return [
      `${waiting} ${availableReplicas} of ${updatedReplicas} updated replicas are available...\n`,
      false,
    ];
  }
  return [`deployment ${name} successfully rolled out\n`, true];
}

export function daemonSetStatus({ metadata, spec, status }: DaemonSet): Viewed {
  const name = `"${metadata.name ?? ''}"`;
  if ((spec.updateStrategy?.type ?? 'RollingUpdate') !== 'RollingUpdate') {
    throw new CommandError('rollout status is only available for RollingUpdate strategy type');
  }
  if ((metadata.generation ?? 0) > (status?.observedGeneration ?? 0)) {
    return ['Waiting for daemon set spec update to be observed...\n', false];
  }
  const waiting = `Waiting for daemon set ${name} rollout to finish:`;
  const { desiredNumberScheduled = 0, updatedNumberScheduled = 0, numberAvailable = 0 } = status ?? {};
  if (updatedNumberScheduled < desiredNumberScheduled) {
    return [
      `${waiting} ${updatedNumberScheduled} out of ${desiredNumberScheduled} new pods have been updated...\n`,
      false,
    ];
  }
  if (numberAvailable < desiredNumberScheduled) {
    return [
      `${waiting} ${numberAvailable} of ${desiredNumberScheduled} updated pods are available...\n`,
      false,
    ];
  }
  return [`daemon set ${name} successfully rolled out\n`, true];
}

interface StatefulSetFields {
  spec: { replicas?: number; updateStrategy?: { type?: string } };
  status?: {
    observedGeneration?: number;
    readyReplicas?: number;
    currentReplicas?: number;
    updateRevision?: string;
    currentRevision?: string;
    updatedReplicas?: number;
  };
}

function statefulSetStatus(object: AnyObject): Viewed {
  const { spec, status = {} } = object as unknown as StatefulSetFields;
  if ((spec.updateStrategy?.type ?? 'RollingUpdate') !== 'RollingUpdate') {
    throw new CommandError('rollout status is only available for RollingUpdate strategy type');
  }
  if ((object.metadata.generation ?? 0) > (status.observedGeneration ?? 0)) {
    return ['Waiting for statefulset spec update to be observed...\n', false];
  }
  const missing = (spec.replicas ?? 1) - (status.readyReplicas ?? 0);
  if (missing > 0) return [`Waiting for ${missing} pods to be ready...\n`, false];
  if (status.updateRevision !== status.currentRevision) {
    const text = `waiting for statefulset rolling update to complete ${status.updatedReplicas ?? 0} pods at revision ${status.updateRevision ?? ''}...\n`;
    return [text, false];
  }
  return [
    `statefulset rolling update complete ${status.currentReplicas ?? 0} pods at revision ${status.currentRevision ?? ''}...\n`,
    true,
  ];
}
