import type { StatusCause } from '../../../../kube/status.ts';
import type { AnyObject, LabelSelector, PodTemplateSpec } from '../../../../kube/types.ts';
import { matchesLabelSelector } from '../../../../kube/selector.ts';
import { deepEqual } from '../../value.ts';
import { forbidden, invalid, required, unsupported } from '../common/causes.ts';
import { bumpGeneration, dropEmpty, dropStatus, keepStatus, startGeneration } from '../common/fields.ts';
import { isEmptySelector, validateLabels, validateLabelSelector } from '../common/labels.ts';
import { hostnameWarning, validateAnnotations } from '../common/metadata.ts';
import { setPodSpecDefaults } from '../pod/defaults.ts';
import { validatePodSpec } from '../pod/validation/pod.ts';
import { templateWarnings } from '../pod/warnings.ts';

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

/** What sets the workloads' words apart. */
export interface WorkloadWords {
  /** As in "empty selector is invalid for deployment". */
  noun: string;
  /** As in "activeDeadlineSeconds in ReplicaSet is not Supported". */
  kind: string;
  /** What is said of a selector that cannot be read, after its value. */
  unreadable: string;
}

/**
 * Selector and template. What cannot be read as a selector is told, and the template then not looked at.
 * Models kubernetes pkg/apis/apps/validation.
 */
export function validateSelected(spec: WorkloadSpec, words: WorkloadWords): StatusCause[] {
  const { selector } = spec;
  if (!selector) return [required('spec.selector'), ...validateTemplate(spec, words)];
  const causes = validateLabelSelector('spec.selector', selector);
  const unreadable = causes.length > 0;
  if (isEmptySelector(selector)) {
    causes.push(invalid('spec.selector', selector, `empty selector is invalid for ${words.noun}`));
  }
  if (unreadable) return [...causes, invalid('spec.selector', selector, words.unreadable)];
  return [...causes, ...validateTemplate(spec, words)];
}

/** No selector matches nothing; an empty one is refused already. */
export function mismatch({ selector, template }: WorkloadSpec): StatusCause[] {
  const labels = template?.metadata?.labels;
  if (selector && (isEmptySelector(selector) || matchesLabelSelector(labels, selector))) return [];
  const text = '`selector` does not match template `labels`';
  return [invalid('spec.template.metadata.labels', labels ?? null, text)];
}

function validateTemplate(spec: WorkloadSpec, words: WorkloadWords): StatusCause[] {
  return [...mismatch(spec), ...validatePodTemplate(spec.template, words)];
}

/** Models ValidatePodTemplateSpec, and what workloads that run for ever add. */
export function validatePodTemplate(
  template: PodTemplateSpec | undefined,
  { kind }: Pick<WorkloadWords, 'kind'>,
): StatusCause[] {
  const { labels, annotations } = template?.metadata ?? {};
  const spec = template?.spec ?? { containers: [] };
  const { activeDeadlineSeconds } = spec as { activeDeadlineSeconds?: number };
  const field = 'spec.template.spec';
  const causes = [
    ...validateLabels('spec.template.metadata.labels', labels),
    ...validateAnnotations(annotations, 'spec.template.metadata.annotations'),
    ...validatePodSpec(field, spec),
  ];
  if (spec.ephemeralContainers?.length) {
    causes.push(
      forbidden(`${field}.ephemeralContainers`, 'ephemeral containers not allowed in pod template'),
    );
  }
  if (spec.restartPolicy !== 'Always') {
    causes.push(unsupported(`${field}.restartPolicy`, spec.restartPolicy ?? '', ['Always']));
  }
  if (activeDeadlineSeconds !== undefined) {
    const text = `activeDeadlineSeconds in ${kind} is not Supported`;
    causes.push(forbidden(`${field}.activeDeadlineSeconds`, text));
  }
  return causes;
}

export function validateImmutableSelector(spec: WorkloadSpec, before: WorkloadSpec): StatusCause[] {
  if (deepEqual(spec.selector, before.selector)) return [];
  return [invalid('spec.selector', spec.selector ?? null, 'field is immutable')];
}

const templateOf = (object: AnyObject) => (object['spec'] as WorkloadSpec | undefined)?.template;

/** An update is warned of only when it changes the template. */
export const workloadWarnings = (object: AnyObject, old: AnyObject | undefined) => [
  ...(old ? [] : hostnameWarning(object, 'Pod names and hostnames')),
  ...(old && deepEqual(templateOf(object), templateOf(old)) ? [] : templateWarnings(object)),
];
