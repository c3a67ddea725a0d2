import { resources } from '../../../../kube/client.ts';
import type { StatusCause } from '../../../../kube/status.ts';
import type { AnyObject, Deployment } from '../../../../kube/types.ts';
import { Deployment as schema } from '../../schema/apps.ts';
import { forbidden, invalid, nonNegative, required, unsupported } from '../common/causes.ts';
import { defineResource } from '../common/define.ts';
import { setDefault, specOf } from '../common/fields.ts';
import { validateMetadata, validateMetadataUpdate } from '../common/metadata.ts';
import { isNone, validateAmount, validateShare } from './amounts.ts';
import {
  prepareWorkloadForCreate,
  prepareWorkloadForUpdate,
  setTemplateDefaults,
  validateImmutableSelector,
  validateSelected,
  workloadWarnings,
} from './strategy.ts';
import { deploymentCells, deploymentColumns } from './table.ts';

type Spec = Deployment['spec'];
const view = (object: AnyObject) => specOf<Spec>(object);

/** Models kubernetes pkg/apis/apps/v1 SetDefaults_Deployment. */
function setDefaults(object: AnyObject): void {
  const spec = view(object);
  setTemplateDefaults(spec);
  spec.replicas ??= 1;
  const strategy = (spec.strategy ??= {});
  setDefault(strategy, 'type', 'RollingUpdate');
  if (strategy.type === 'RollingUpdate') {
    const update = (strategy.rollingUpdate ??= {});
    update.maxUnavailable ??= '25%';
    update.maxSurge ??= '25%';
  }
  spec.revisionHistoryLimit ??= 10;
  spec.progressDeadlineSeconds ??= 600;
}

function validateStrategy(spec: Spec): StatusCause[] {
  const { type, rollingUpdate } = spec.strategy ?? {};
  const field = 'spec.strategy';
  if (type === 'Recreate') {
    return rollingUpdate
      ? [forbidden(`${field}.rollingUpdate`, "may not be specified when strategy `type` is 'Recreate'")]
      : [];
  }
  if (type !== 'RollingUpdate') {
    const value = { Type: type, RollingUpdate: rollingUpdate ?? null };
    return [unsupported(field, value, ['Recreate', 'RollingUpdate'])];
  }
  if (!rollingUpdate) return [required(`${field}.rollingUpdate`)];
  const { maxUnavailable, maxSurge } = rollingUpdate;
  const causes = [
    ...validateAmount(`${field}.rollingUpdate.maxUnavailable`, maxUnavailable),
    ...validateAmount(`${field}.rollingUpdate.maxSurge`, maxSurge),
  ];
  if (isNone(maxUnavailable) && isNone(maxSurge)) {
    const text = 'may not be 0 when `maxSurge` is 0';
    causes.push(invalid(`${field}.rollingUpdate.maxUnavailable`, maxUnavailable, text));
  }
  return [...causes, ...validateShare(`${field}.rollingUpdate.maxUnavailable`, maxUnavailable)];
}

/** Models kubernetes pkg/apis/apps/validation ValidateDeployment. */
function validate(object: AnyObject): StatusCause[] {
  return [...validateMetadata(object), ...validateSpec(view(object))];
}

function validateSpec(spec: Spec): StatusCause[] {
  const { progressDeadlineSeconds: deadline, minReadySeconds: ready = 0 } = spec;
  return [
    ...nonNegative('spec.replicas', spec.replicas),
    ...validateSelected(spec, {
      noun: 'deployment',
      kind: 'ReplicaSet',
      unreadable: 'invalid label selector',
    }),
    ...validateStrategy(spec),
    ...nonNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...nonNegative('spec.revisionHistoryLimit', spec.revisionHistoryLimit),
    ...nonNegative('spec.progressDeadlineSeconds', deadline),
    ...(deadline !== undefined && deadline <= ready
      ? [invalid('spec.progressDeadlineSeconds', deadline, 'must be greater than minReadySeconds')]
      : []),
  ];
}

export const deployments = defineResource({
  type: resources.deployments,
  kind: 'Deployment',
  singular: 'deployment',
  shortNames: ['deploy'],
  categories: ['all'],
  subresources: ['status', 'scale'],
  schema,
  setDefaults,
  prepareForCreate: prepareWorkloadForCreate,
  prepareForUpdate: prepareWorkloadForUpdate,
  validate,
  validateUpdate: (object, old) => [
    ...validateMetadataUpdate(object, old),
    ...validateSpec(view(object)),
    ...validateImmutableSelector(view(object), view(old)),
  ],
  warnings: workloadWarnings,
  columns: deploymentColumns,
  cells: deploymentCells,
});
