import type { AnyObject } from '../../kube/types.ts';
import { isRecord } from '../manifests/gojson.ts';

/** One object of a build, with the names that it had in the layers below. */
export interface Resource {
  object: AnyObject;
  /** Former names, by which other objects of the build may still refer to it. */
  formerNames: string[];
  /** Its name gets a hash of its content at the end. */
  hashed: boolean;
}

export type Fields = Record<string, unknown>;

/** Calls `visit` with every value at a path; `[]` stands for the elements of a list. */
export function visitPath(value: unknown, path: string, visit: (found: Fields, field: string) => void): void {
  const parts = path.split('/');
  const last = parts.pop()!;
  const walk = (at: unknown, rest: readonly string[]): void => {
    if (Array.isArray(at)) for (const item of at) walk(item, rest);
    else if (isRecord(at)) {
      if (rest.length === 0) visit(at, last);
      else walk(at[rest[0]!], rest.slice(1));
    }
  };
  walk(value, parts);
}

/** The map at a path, made if a part of it is missing. */
export function ensureMap(object: Fields, path: string): Fields {
  let at = object;
  for (const part of path.split('/')) {
    if (!isRecord(at[part])) at[part] = {};
    at = at[part] as Fields;
  }
  return at;
}

/** Where a workload keeps its Pod template; '' for a Pod itself; undefined for kinds without Pods. */
export function podTemplatePath(kind: string): string | undefined {
  switch (kind) {
    case 'Deployment':
    case 'ReplicaSet':
    case 'DaemonSet':
    case 'StatefulSet':
    case 'Job':
    case 'ReplicationController':
      return 'spec/template';
    case 'CronJob':
      return 'spec/jobTemplate/spec/template';
    case 'Pod':
      return '';
    default:
      return undefined;
  }
}

/** Path of the Pod spec in objects of a kind. */
export function podSpecPath(kind: string): string | undefined {
  const template = podTemplatePath(kind);
  return template === undefined ? undefined : template === '' ? 'spec' : `${template}/spec`;
}

// Models kustomize api/internal/builtins SortOrderTransformer, its legacy order.
const first = (
  'Namespace ResourceQuota StorageClass CustomResourceDefinition ServiceAccount PodSecurityPolicy Role ClusterRole ' +
  'RoleBinding ClusterRoleBinding ConfigMap Secret Endpoints Service LimitRange PriorityClass PersistentVolume ' +
  'PersistentVolumeClaim Deployment StatefulSet CronJob PodDisruptionBudget'
).split(' ');
const last = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

/** In the order in which they can be applied. */
export function inOrder(resources: readonly Resource[]): Resource[] {
  const rank = ({ object: { kind } }: Resource) =>
    first.includes(kind) ? first.indexOf(kind) : first.length + last.indexOf(kind) + 1;
  const text = ({ object: { apiVersion, kind, metadata } }: Resource) =>
    `${apiVersion} ${kind} ${metadata.namespace ?? ''} ${metadata.name ?? ''}`;
  return [...resources].sort((a, b) => rank(a) - rank(b) || (text(a) < text(b) ? -1 : 1));
}
