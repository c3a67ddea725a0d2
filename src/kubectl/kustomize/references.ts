import { podSpecPath, visitPath, type Resource } from './resource.ts';

/** Where an object names another: the kind meant, and paths below the Pod spec. */
const inPods: readonly [kind: string, paths: readonly string[]][] = [
  [
    'ConfigMap',
    [
      'volumes/configMap/name',
      'volumes/projected/sources/configMap/name',
      ...['containers', 'initContainers', 'ephemeralContainers'].flatMap((list) => [
        `${list}/env/valueFrom/configMapKeyRef/name`,
        `${list}/envFrom/configMapRef/name`,
      ]),
    ],
  ],
  [
    'Secret',
    [
      'volumes/secret/secretName',
      'volumes/projected/sources/secret/name',
      'imagePullSecrets/name',
      ...['containers', 'initContainers', 'ephemeralContainers'].flatMap((list) => [
        `${list}/env/valueFrom/secretKeyRef/name`,
        `${list}/envFrom/secretRef/name`,
      ]),
    ],
  ],
  ['ServiceAccount', ['serviceAccountName', 'serviceAccount']],
  ['PersistentVolumeClaim', ['volumes/persistentVolumeClaim/claimName']],
];

/** The same for other kinds, from the top of the object. */
const elsewhere: Readonly<Record<string, readonly [kind: string, path: string][]>> = {
  StatefulSet: [['Service', 'spec/serviceName']],
  Ingress: [
    ['Service', 'spec/defaultBackend/service/name'],
    ['Service', 'spec/rules/http/paths/backend/service/name'],
    ['Secret', 'spec/tls/secretName'],
  ],
  ServiceAccount: [
    ['Secret', 'secrets/name'],
    ['Secret', 'imagePullSecrets/name'],
  ],
};

/** Lets every object name the others as they are called now. Models kustomize's NameReferenceTransformer. */
export function fixReferences(resources: readonly Resource[]): void {
  const now = (kind: string, name: unknown, namespace: string | undefined): string | undefined =>
    resources.find(
      ({ object, formerNames }) =>
        object.kind === kind &&
        formerNames.includes(name as string) &&
        (object.metadata.namespace ?? namespace) === (namespace ?? object.metadata.namespace),
    )?.object.metadata.name;
  for (const { object } of resources) {
    const { kind, metadata } = object;
    const point = (meant: string, path: string) =>
      visitPath(object, path, (at, field) => {
        const name = now(meant, at[field], metadata.namespace);
        if (name !== undefined) at[field] = name;
      });
    const pod = podSpecPath(kind);
    if (pod) for (const [meant, paths] of inPods) for (const path of paths) point(meant, `${pod}/${path}`);
    for (const [meant, path] of elsewhere[kind] ?? []) point(meant, path);
    const byKind = (at: Record<string, unknown>, namespace: string | undefined) => {
      const name = now(String(at['kind']), at['name'], namespace);
      if (name !== undefined) at['name'] = name;
    };
    if (kind === 'HorizontalPodAutoscaler')
      visitPath(object, 'spec/scaleTargetRef/name', (at) => byKind(at, metadata.namespace));
    if (!kind.endsWith('RoleBinding')) continue;
    visitPath(object, 'roleRef/name', (at) => byKind(at, metadata.namespace));
    visitPath(object, 'subjects/name', (at) => {
      if (at['kind'] !== 'ServiceAccount') return;
      const account = resources.find(
        ({ object: { kind: other, metadata: its }, formerNames }) =>
          other === 'ServiceAccount' && (its.name === at['name'] || formerNames.includes(String(at['name']))),
      );
      if (!account) return;
      at['name'] = account.object.metadata.name;
      if (account.object.metadata.namespace) at['namespace'] = account.object.metadata.namespace;
    });
  }
}
