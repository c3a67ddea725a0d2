import { isRecord } from '../manifests/gojson.ts';
import type { ImageChange, Kustomization, Labels } from './kustomization.ts';
import {
  ensureMap,
  podSpecPath,
  podTemplatePath,
  visitPath,
  type Fields,
  type Resource,
} from './resource.ts';

const clusterScoped = new Set(
  (
    'Namespace Node PersistentVolume StorageClass ClusterRole ClusterRoleBinding CustomResourceDefinition APIService ' +
    'IngressClass PriorityClass RuntimeClass CSIDriver CSINode MutatingWebhookConfiguration ServiceCIDR IPAddress ' +
    'ValidatingWebhookConfiguration CertificateSigningRequest'
  ).split(' '),
);
const keepsName = new Set(['Namespace', 'CustomResourceDefinition', 'APIService']);

/** Models kustomize api/internal/builtins, in the order in which a kustomization's fields take effect. */
export function transform(resources: readonly Resource[], kustomization: Kustomization): void {
  const { namespace, namePrefix = '', nameSuffix = '' } = kustomization;
  for (const resource of resources) {
    const { object } = resource;
    const { kind, metadata } = object;
    if (namespace) {
      if (kind === 'Namespace') rename(resource, namespace);
      else if (!clusterScoped.has(kind)) metadata.namespace = namespace;
    }
    if ((namePrefix || nameSuffix) && !keepsName.has(kind))
      rename(resource, `${namePrefix}${metadata.name ?? ''}${nameSuffix}`);
    for (const labels of labelsOf(kustomization)) addLabels(object, labels);
    addAnnotations(object, kustomization.commonAnnotations);
  }
}

export function rename(resource: Resource, name: string): void {
  const { metadata } = resource.object;
  if (metadata.name === name) return;
  resource.formerNames.push(metadata.name ?? '');
  metadata.name = name;
}

function labelsOf({ commonLabels, labels = [] }: Kustomization): Labels[] {
  return [...labels, ...(commonLabels ? [{ pairs: commonLabels, includeSelectors: true }] : [])];
}

function addLabels(object: Fields & { kind: string }, labels: Labels): void {
  const add = (path: string) => Object.assign(ensureMap(object, path), labels.pairs);
  add('metadata/labels');
  const template = podTemplatePath(object.kind);
  if (template && (labels.includeTemplates || labels.includeSelectors)) add(`${template}/metadata/labels`);
  if (!labels.includeSelectors) return;
  if (object.kind === 'Service' || object.kind === 'ReplicationController') {
    if (object.kind !== 'Service' || isRecord((object['spec'] as Fields | undefined)?.['selector']))
      add('spec/selector');
  } else if (template && object.kind !== 'Job' && object.kind !== 'CronJob') add('spec/selector/matchLabels');
  for (const path of selectors[object.kind] ?? [])
    visitPath(object, path, (at, field) => {
      if (isRecord(at[field])) Object.assign(at[field], labels.pairs);
    });
}

/** Selectors of Pods in other kinds, where they are set at all. */
const selectors: Readonly<Record<string, readonly string[]>> = {
  NetworkPolicy: [
    'spec/podSelector/matchLabels',
    'spec/ingress/from/podSelector/matchLabels',
    'spec/egress/to/podSelector/matchLabels',
  ],
  PodDisruptionBudget: ['spec/selector/matchLabels'],
};

function addAnnotations(object: Fields & { kind: string }, pairs: Record<string, string> | undefined): void {
  if (!pairs) return;
  const template = podTemplatePath(object.kind);
  Object.assign(ensureMap(object, 'metadata/annotations'), pairs);
  if (template) Object.assign(ensureMap(object, `${template}/metadata/annotations`), pairs);
}

export function setReplicas(resources: readonly Resource[], replicas: Kustomization['replicas'] = []): void {
  for (const { name, count } of replicas) {
    for (const { object, formerNames } of resources) {
      const scalable = ['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet'];
      if (!scalable.includes(object.kind)) continue;
      if (object.metadata.name === name || formerNames.includes(name))
        ensureMap(object, 'spec')['replicas'] = count;
    }
  }
}

export function setImages(resources: readonly Resource[], images: readonly ImageChange[] = []): void {
  for (const { object } of resources) {
    const spec = podSpecPath(object.kind);
    if (spec === undefined) continue;
    for (const list of ['containers', 'initContainers'])
      visitPath(object, `${spec}/${list}/image`, (container, field) => {
        for (const image of images)
          if (typeof container[field] === 'string') container[field] = changed(container[field], image);
      });
  }
}

function changed(image: string, change: ImageChange): string {
  const [, name = image, rest = ''] = /^(.*?)((?::[^/:@]*)?(?:@.*)?)$/.exec(image) ?? [];
  if (name !== change.name) return image;
  const base = change.newName ?? name;
  if (change.digest) return `${base}@${change.digest}`;
  if (change.newTag) return `${base}:${change.newTag}`;
  return base + rest + (change.tagSuffix ?? '');
}
