import {
  any,
  boolean,
  define,
  int32,
  int64,
  intOrString,
  keyedList,
  list,
  string,
  struct,
  time,
} from './build.ts';
import { PodTemplateSpec } from './core/pod.ts';
import { PersistentVolumeClaimSpec } from './core/volumes.ts';
import { defineObject, LabelSelector } from './meta.ts';
import type { FieldSchema } from './types.ts';

const apps = (name: string) => `io.k8s.api.apps.v1.${name}`;

const replicas = int32({ description: 'How many Pods there shall be. Default is 1.' });
const minReadySeconds = int32({
  description: 'Seconds that a Pod must be ready before it counts as available.',
});
const revisionHistoryLimit = int32({
  description: 'How many old revisions are kept for a rollback. Default is 10.',
});
const selector = struct(LabelSelector, {
  required: true,
  description:
    'Which Pods belong to this object. It must match the labels of the template and cannot be changed.',
});
const template = struct(PodTemplateSpec, { required: true, description: 'What the Pods to make look like.' });

const conditions = (kind: string) =>
  keyedList(
    define(apps(`${kind}Condition`), {
      type: string({ required: true, goType: `v1.${kind}ConditionType` }),
      status: string({ required: true, goType: 'v1.ConditionStatus' }),
      lastUpdateTime: time(),
      lastTransitionTime: time(),
      reason: string(),
      message: string(),
    }),
    'type',
  );

const counts = (...names: string[]): Record<string, FieldSchema> =>
  Object.fromEntries(names.map((name) => [name, int32()]));

export const Deployment = defineObject(
  apps('Deployment'),
  {
    spec: struct(
      define(
        apps('DeploymentSpec'),
        {
          replicas,
          selector,
          template,
          strategy: struct(
            define(apps('DeploymentStrategy'), {
              type: string({ goType: 'v1.DeploymentStrategyType', enum: ['Recreate', 'RollingUpdate'] }),
              rollingUpdate: struct(
                define(apps('RollingUpdateDeployment'), {
                  maxUnavailable: intOrString(),
                  maxSurge: intOrString(),
                }),
              ),
            }),
            { patchStrategy: 'retainKeys', description: 'How old Pods are replaced by new ones.' },
          ),
          minReadySeconds,
          revisionHistoryLimit,
          paused: boolean({
            description: 'If true, changes of the template do nothing until it is resumed.',
          }),
          progressDeadlineSeconds: int32({
            description: 'Seconds without progress after which the rollout counts as failed. Default is 600.',
          }),
        },
        'DeploymentSpec is the specification of the desired behavior of the Deployment.',
      ),
      { description: 'Specification of the desired behavior of the Deployment.' },
    ),
    status: struct(
      define(
        apps('DeploymentStatus'),
        {
          observedGeneration: int64(),
          ...counts('replicas', 'updatedReplicas', 'readyReplicas', 'availableReplicas'),
          ...counts('unavailableReplicas', 'terminatingReplicas', 'collisionCount'),
          conditions: conditions('Deployment'),
        },
        'DeploymentStatus is the most recently observed status of the Deployment.',
      ),
      { description: 'Most recently observed status of the Deployment.' },
    ),
  },
  'Deployment enables declarative updates for Pods and ReplicaSets.',
);

export const ReplicaSet = defineObject(
  apps('ReplicaSet'),
  {
    spec: struct(define(apps('ReplicaSetSpec'), { replicas, minReadySeconds, selector, template })),
    status: struct(
      define(apps('ReplicaSetStatus'), {
        ...counts('replicas', 'fullyLabeledReplicas', 'readyReplicas', 'availableReplicas'),
        ...counts('terminatingReplicas'),
        observedGeneration: int64(),
        conditions: conditions('ReplicaSet'),
      }),
    ),
  },
  'ReplicaSet ensures that a specified number of pod replicas are running at any given time.',
);

export const DaemonSet = defineObject(
  apps('DaemonSet'),
  {
    spec: struct(
      define(apps('DaemonSetSpec'), {
        selector,
        template,
        updateStrategy: struct(
          define(apps('DaemonSetUpdateStrategy'), {
            type: string({ goType: 'v1.DaemonSetUpdateStrategyType', enum: ['OnDelete', 'RollingUpdate'] }),
            rollingUpdate: struct(
              define(apps('RollingUpdateDaemonSet'), {
                maxUnavailable: intOrString(),
                maxSurge: intOrString(),
              }),
            ),
          }),
        ),
        minReadySeconds,
        revisionHistoryLimit,
      }),
    ),
    status: struct(
      define(apps('DaemonSetStatus'), {
        ...counts('currentNumberScheduled', 'numberMisscheduled', 'desiredNumberScheduled', 'numberReady'),
        observedGeneration: int64(),
        ...counts('updatedNumberScheduled', 'numberAvailable', 'numberUnavailable', 'collisionCount'),
        conditions: conditions('DaemonSet'),
      }),
    ),
  },
  'DaemonSet represents the configuration of a daemon set.',
);

const PersistentVolumeClaimTemplate = defineObject('io.k8s.api.core.v1.PersistentVolumeClaim', {
  spec: struct(PersistentVolumeClaimSpec),
  status: any(),
});

export const StatefulSet = defineObject(
  apps('StatefulSet'),
  {
    spec: struct(
      define(apps('StatefulSetSpec'), {
        replicas,
        selector,
        template,
        volumeClaimTemplates: list(PersistentVolumeClaimTemplate),
        serviceName: string({ description: 'Headless Service that gives the Pods their DNS names.' }),
        podManagementPolicy: string({
          goType: 'v1.PodManagementPolicyType',
          enum: ['OrderedReady', 'Parallel'],
        }),
        updateStrategy: struct(
          define(apps('StatefulSetUpdateStrategy'), {
            type: string({ goType: 'v1.StatefulSetUpdateStrategyType', enum: ['OnDelete', 'RollingUpdate'] }),
            rollingUpdate: struct(
              define(apps('RollingUpdateStatefulSetStrategy'), {
                partition: int32(),
                maxUnavailable: intOrString(),
              }),
            ),
          }),
        ),
        revisionHistoryLimit,
        minReadySeconds,
        persistentVolumeClaimRetentionPolicy: struct(
          define(apps('StatefulSetPersistentVolumeClaimRetentionPolicy'), {
            whenDeleted: string({ goType: 'v1.PersistentVolumeClaimRetentionPolicyType' }),
            whenScaled: string({ goType: 'v1.PersistentVolumeClaimRetentionPolicyType' }),
          }),
        ),
        ordinals: struct(define(apps('StatefulSetOrdinals'), { start: int32() })),
      }),
    ),
    status: struct(
      define(apps('StatefulSetStatus'), {
        observedGeneration: int64(),
        ...counts('replicas', 'readyReplicas', 'currentReplicas', 'updatedReplicas'),
        currentRevision: string(),
        updateRevision: string(),
        ...counts('collisionCount', 'availableReplicas'),
        conditions: conditions('StatefulSet'),
      }),
    ),
  },
  'StatefulSet represents a set of pods with consistent identities.',
);

export const ControllerRevision = defineObject(
  apps('ControllerRevision'),
  {
    data: any({ description: 'The state itself, as its owner writes it.' }),
    revision: int64({ required: true, description: 'Place among the revisions of the same owner.' }),
  },
  'ControllerRevision implements an immutable snapshot of state data.',
);
