import type { StatusCause } from '../../../../kube/status.ts';
import type { AnyObject, LabelSelector, PodTemplateSpec } from '../../../../kube/types.ts';
import { matchesLabelSelector } from '../../../../kube/selector.ts';
import { deepEqual } from '../../value.ts';
import { invalid, nonNegative, required, unsupported } from '../common/causes.ts';
import { bumpGeneration, dropEmpty, dropStatus, keepStatus, startGeneration } from '../common/fields.ts';
import { isEmptySelector, validateLabels, validateLabelSelector } from '../common/labels.ts';
import { hostnameWarning } from '../common/metadata.ts';
import { setPodSpecDefaults } from '../pod/defaults.ts';
import { validatePodSpec } from '../pod/validate.ts';

/** What all workloads have in common. */
export interface WorkloadSpec {
  replicas?: number;
  minReadySeconds?: number;
  revisionHistoryLimit?: number;
  selector?: LabelSelector;
  template?: PodTemplateSpec;
}

export const prepareWorkloadForCreate = (object: AnyObject): void => {
  dropStatus(object);
  startGeneration(object);
};

export const prepareWorkloadForUpdate = (object: AnyObject, old: AnyObject): void => {
  keepStatus(object, old);
  bumpGeneration(object, old);
};

export function setTemplateDefaults(spec: WorkloadSpec): void {
  const template = (spec.template ??= { spec: { containers: [] } });
  template.metadata ??= {};
  template.spec ??= { containers: [] };
  setPodSpecDefaults(template.spec);
  dropEmpty(spec, ['minReadySeconds']);
}

/**
 * Selector, template and counts. The server words an absent selector and a wrong one apart.
 * Models kubernetes pkg/apis/apps/validation.
 * @param kind as in "empty selector is invalid for deployment"
 */
export function validateSelector(spec: WorkloadSpec, kind: string): StatusCause[] {
  if (!spec.selector) return [required('spec.selector')];
  const causes = validateLabelSelector('spec.selector', spec.selector);
  if (isEmptySelector(spec.selector)) {
    causes.push(invalid('spec.selector', spec.selector, `empty selector is invalid for ${kind}`));
  }
  return causes;
}

/** A selector that could not be read matches nothing; an empty one is refused already. */
export function validateTemplate(spec: WorkloadSpec): StatusCause[] {
  const { selector, template } = spec;
  const labels = template?.metadata?.labels;
  const empty = selector && isEmptySelector(selector);
  const matches = selector && matchesLabelSelector(labels, selector);
  const causes: StatusCause[] = [];
  if (!empty && !matches) {
    const text = '`selector` does not match template `labels`';
    causes.push(invalid('spec.template.metadata.labels', labels ?? null, text));
  }
  return [
    ...causes,
    ...validateLabels('spec.template.metadata.labels', labels),
    ...validatePodSpec('spec.template.spec', template?.spec ?? { containers: [] }),
    ...validateRestartPolicy(template?.spec?.restartPolicy),
  ];
}

function validateRestartPolicy(policy: string | undefined): StatusCause[] {
  const known = ['Always', 'OnFailure', 'Never'];
  if (policy === undefined || policy === 'Always' || !known.includes(policy)) return [];
  return [unsupported('spec.template.spec.restartPolicy', policy, ['Always'])];
}

export function validateCounts(spec: WorkloadSpec): StatusCause[] {
  return [
    ...nonNegative('spec.replicas', spec.replicas),
    ...nonNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...nonNegative('spec.revisionHistoryLimit', spec.revisionHistoryLimit),
  ];
}

export function validateImmutableSelector(spec: WorkloadSpec, before: WorkloadSpec): StatusCause[] {
  if (deepEqual(spec.selector, before.selector)) return [];
  return [invalid('spec.selector', spec.selector ?? null, 'field is immutable')];
}

export const workloadWarnings = (object: AnyObject, old: AnyObject | undefined) =>
  old ? [] : hostnameWarning(object, 'Pod names and hostnames');
