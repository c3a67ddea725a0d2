import {
  boolean,
  define,
  int32,
  int64,
  list,
  quantity,
  string,
  stringMap,
  strings,
  struct,
} from '../build.ts';
import { LabelSelector, ObjectMeta } from '../meta.ts';
import { core } from './names.ts';
import {
  localReference,
  ObjectFieldSelector,
  ResourceFieldSelector,
  resourceList,
  TypedLocalObjectReference,
} from './references.ts';

const KeyToPath = define(core('KeyToPath'), {
  key: string({ required: true }),
  path: string({ required: true }),
  mode: int32(),
});
const items = list(KeyToPath);

const DownwardAPIVolumeFile = define(core('DownwardAPIVolumeFile'), {
  path: string({ required: true }),
  fieldRef: struct(ObjectFieldSelector),
  resourceFieldRef: struct(ResourceFieldSelector),
  mode: int32(),
});

const VolumeProjection = define(core('VolumeProjection'), {
  secret: struct(define(core('SecretProjection'), { name: string(), items, optional: boolean() })),
  downwardAPI: struct(define(core('DownwardAPIProjection'), { items: list(DownwardAPIVolumeFile) })),
  configMap: struct(define(core('ConfigMapProjection'), { name: string(), items, optional: boolean() })),
  serviceAccountToken: struct(
    define(core('ServiceAccountTokenProjection'), {
      audience: string(),
      expirationSeconds: int64(),
      path: string({ required: true }),
    }),
  ),
  clusterTrustBundle: struct(
    define(core('ClusterTrustBundleProjection'), {
      name: string(),
      signerName: string(),
      labelSelector: struct(LabelSelector),
      optional: boolean(),
      path: string({ required: true }),
    }),
  ),
});

export const PersistentVolumeClaimSpec = define(core('PersistentVolumeClaimSpec'), {
  accessModes: list(string({ goType: 'v1.PersistentVolumeAccessMode' })),
  selector: struct(LabelSelector),
  resources: struct(
    define(core('VolumeResourceRequirements'), { limits: resourceList(), requests: resourceList() }),
  ),
  volumeName: string(),
  storageClassName: string(),
  volumeMode: string({ goType: 'v1.PersistentVolumeMode' }),
  dataSource: struct(TypedLocalObjectReference),
  dataSourceRef: struct(
    define(core('TypedObjectReference'), {
      apiGroup: string(),
      kind: string({ required: true }),
      name: string({ required: true }),
      namespace: string(),
    }),
  ),
  volumeAttributesClassName: string(),
});

export const Volume = define(core('Volume'), {
  name: string({ required: true, description: 'Name that volumeMounts refer to.' }),
  hostPath: struct(
    define(core('HostPathVolumeSource'), {
      path: string({ required: true }),
      type: string({ goType: 'v1.HostPathType' }),
    }),
  ),
  emptyDir: struct(
    define(core('EmptyDirVolumeSource'), {
      medium: string({ goType: 'v1.StorageMedium' }),
      sizeLimit: quantity(),
    }),
  ),
  secret: struct(
    define(core('SecretVolumeSource'), {
      secretName: string(),
      items,
      defaultMode: int32(),
      optional: boolean(),
    }),
  ),
  configMap: struct(
    define(core('ConfigMapVolumeSource'), {
      name: string(),
      items,
      defaultMode: int32(),
      optional: boolean(),
    }),
  ),
  persistentVolumeClaim: struct(
    define(core('PersistentVolumeClaimVolumeSource'), {
      claimName: string({ required: true }),
      readOnly: boolean(),
    }),
  ),
  downwardAPI: struct(
    define(core('DownwardAPIVolumeSource'), { items: list(DownwardAPIVolumeFile), defaultMode: int32() }),
  ),
  projected: struct(
    define(core('ProjectedVolumeSource'), { sources: list(VolumeProjection), defaultMode: int32() }),
  ),
  nfs: struct(
    define(core('NFSVolumeSource'), {
      server: string({ required: true }),
      path: string({ required: true }),
      readOnly: boolean(),
    }),
  ),
  csi: struct(
    define(core('CSIVolumeSource'), {
      driver: string({ required: true }),
      readOnly: boolean(),
      fsType: string(),
      volumeAttributes: stringMap(),
      nodePublishSecretRef: localReference(),
    }),
  ),
  ephemeral: struct(
    define(core('EphemeralVolumeSource'), {
      volumeClaimTemplate: struct(
        define(core('PersistentVolumeClaimTemplate'), {
          metadata: struct(ObjectMeta),
          spec: struct(PersistentVolumeClaimSpec, { required: true }),
        }),
      ),
    }),
  ),
  image: struct(
    define(core('ImageVolumeSource'), {
      reference: string(),
      pullPolicy: string({ goType: 'v1.PullPolicy' }),
    }),
  ),
  gitRepo: struct(
    define(core('GitRepoVolumeSource'), {
      repository: string({ required: true }),
      revision: string(),
      directory: string(),
    }),
  ),
  iscsi: struct(
    define(core('ISCSIVolumeSource'), {
      targetPortal: string({ required: true }),
      iqn: string({ required: true }),
      lun: int32({ required: true }),
      iscsiInterface: string(),
      fsType: string(),
      readOnly: boolean(),
      portals: strings(),
      chapAuthDiscovery: boolean(),
      chapAuthSession: boolean(),
      secretRef: localReference(),
      initiatorName: string(),
    }),
  ),
});
