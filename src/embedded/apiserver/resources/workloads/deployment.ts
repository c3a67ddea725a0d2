import { resources } from '../../../../kube/client.ts';
import type { StatusCause } from '../../../../kube/status.ts';
import type { AnyObject, Deployment, IntOrString } from '../../../../kube/types.ts';
import { Deployment as schema } from '../../schema/apps.ts';
import { forbidden, invalid, nonNegative, required, unsupported } from '../common/causes.ts';
import { defineResource } from '../common/define.ts';
import { setDefault, specOf } from '../common/fields.ts';
import { validateMetadata, validateMetadataUpdate } from '../common/metadata.ts';
import {
  prepareWorkloadForCreate,
  prepareWorkloadForUpdate,
  setTemplateDefaults,
  validateImmutableSelector,
  validateSelector,
  validateTemplate,
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

/** A number, or a percentage that is one. */
function validateAmount(field: string, value: IntOrString | undefined, limited: boolean): StatusCause[] {
  if (value === undefined) return [];
  if (typeof value === 'number') return nonNegative(field, value);
  const match = /^(\d+)%$/.exec(value);
  if (!match) {
    const rule =
      "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";
    return [invalid(field, value, rule)];
  }
  return limited && Number(match[1]) > 100 ? [invalid(field, value, 'must not be greater than 100%')] : [];
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
    ...validateAmount(`${field}.rollingUpdate.maxUnavailable`, maxUnavailable, true),
    ...validateAmount(`${field}.rollingUpdate.maxSurge`, maxSurge, false),
  ];
  const none = (value: IntOrString | undefined) => value === 0 || value === '0%';
  if (none(maxUnavailable) && none(maxSurge)) {
    const text = 'may not be 0 when `maxSurge` is 0';
    causes.push(invalid(`${field}.rollingUpdate.maxUnavailable`, maxUnavailable, text));
  }
  return causes;
}

/** Models kubernetes pkg/apis/apps/validation ValidateDeployment. */
function validate(object: AnyObject): StatusCause[] {
  return [...validateMetadata(object), ...validateSpec(view(object))];
}

function validateSpec(spec: Spec): StatusCause[] {
  const { progressDeadlineSeconds: deadline, minReadySeconds: ready = 0 } = spec;
  return [
    ...nonNegative('spec.replicas', spec.replicas),
    ...validateSelector(spec, 'deployment'),
    ...validateTemplate(spec),
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
