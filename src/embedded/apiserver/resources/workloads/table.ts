import type {
  AnyObject,
  DaemonSet,
  Deployment,
  PodTemplateSpec,
  ReplicaSet,
} from '../../../../kube/types.ts';
import { ageColumn, ageOf, column, nameColumn, nameOf } from '../common/columns.ts';
import { specOf, statusOf } from '../common/fields.ts';
import { formatLabels, formatLabelSelector } from '../common/labels.ts';

const integer = { type: 'integer' } as const;
const containers = column('Containers', 'Names of the containers.', { wide: true });
const images = column('Images', 'Images of the containers.', { wide: true });
const selector = column('Selector', 'Labels of the Pods that belong to it.', { wide: true });

function templateCells(template: PodTemplateSpec | undefined): [string, string] {
  const list = template?.spec?.containers ?? [];
  return [list.map(({ name }) => name).join(','), list.map(({ image }) => image ?? '').join(',')];
}

// Models the printers of kubernetes pkg/printers/internalversion.

export const deploymentColumns = [
  nameColumn,
  column('Ready', 'Ready Pods of wanted ones.'),
  column('Up-to-date', 'Pods of the newest template.'),
  column('Available', 'Pods ready for long enough.'),
  ageColumn,
  containers,
  images,
  selector,
];

export function deploymentCells(object: AnyObject, now: number) {
  const spec = specOf<Deployment['spec']>(object);
  const status = statusOf<NonNullable<Deployment['status']>>(object);
  return [
    nameOf(object),
    `${status.readyReplicas ?? 0}/${spec.replicas ?? 0}`,
    status.updatedReplicas ?? 0,
    status.availableReplicas ?? 0,
    ageOf(object, now),
    ...templateCells(spec.template),
    formatLabelSelector(spec.selector),
  ];
}

export const replicaSetColumns = [
  nameColumn,
  column('Desired', 'Pods wanted.', integer),
  column('Current', 'Pods there are.', integer),
  column('Ready', 'Pods that are ready.', integer),
  ageColumn,
  containers,
  images,
  selector,
];

export function replicaSetCells(object: AnyObject, now: number) {
  const spec = specOf<ReplicaSet['spec']>(object);
  const status = statusOf<NonNullable<ReplicaSet['status']>>(object);
  return [
    nameOf(object),
    spec.replicas ?? 0,
    status.replicas ?? 0,
    status.readyReplicas ?? 0,
    ageOf(object, now),
    ...templateCells(spec.template),
    formatLabelSelector(spec.selector),
  ];
}

export const daemonSetColumns = [
  nameColumn,
  column('Desired', 'Nodes that shall run a Pod.', integer),
  column('Current', 'Nodes that have a Pod.', integer),
  column('Ready', 'Nodes whose Pod is ready.', integer),
  column('Up-to-date', 'Nodes whose Pod has the newest template.', integer),
  column('Available', 'Nodes whose Pod has been ready for long enough.', integer),
  column('Node Selector', 'Labels of the nodes.'),
  ageColumn,
  containers,
  images,
  selector,
];

export function daemonSetCells(object: AnyObject, now: number) {
  const spec = specOf<DaemonSet['spec']>(object);
  const status = statusOf<NonNullable<DaemonSet['status']>>(object);
  return [
    nameOf(object),
    status.desiredNumberScheduled ?? 0,
    status.currentNumberScheduled ?? 0,
    status.numberReady ?? 0,
    status.updatedNumberScheduled ?? 0,
    status.numberAvailable ?? 0,
    formatLabels(spec.template?.spec?.nodeSelector),
    ageOf(object, now),
    ...templateCells(spec.template),
    formatLabelSelector(spec.selector),
  ];
}

export const statefulSetColumns = [
  nameColumn,
  column('Ready', 'Ready Pods of wanted ones.'),
  ageColumn,
  containers,
  images,
];

export function statefulSetCells(object: AnyObject, now: number) {
  const spec = specOf<{ replicas?: number; template?: PodTemplateSpec }>(object);
  const status = statusOf<{ readyReplicas: number }>(object);
  return [
    nameOf(object),
    `${status.readyReplicas ?? 0}/${spec.replicas ?? 0}`,
    ageOf(object, now),
    ...templateCells(spec.template),
  ];
}
