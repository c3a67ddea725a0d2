import type { StatusCause } from '../../../../../kube/status.ts';
import type { Container, PodSpec } from '../../../../../kube/types.ts';
import {
  duplicate,
  forbidden,
  invalid,
  invalidAll,
  notFound,
  required,
  unsupported,
} from '../../common/causes.ts';
import { dnsLabel } from '../../common/names.ts';

interface Item {
  key?: string;
  path?: string;
  mode?: number;
}
interface Source {
  name?: string;
  secretName?: string;
  claimName?: string;
  path?: string;
  type?: string;
  optional?: boolean;
  defaultMode?: number;
  items?: Item[];
}

/** In the order in which the server looks for them: of two, the later is the one too many. */
const order = [
  ...[
    'emptyDir',
    'hostPath',
    'gitRepo',
    'gcePersistentDisk',
    'awsElasticBlockStore',
    'secret',
    'nfs',
    'iscsi',
  ],
  ...['glusterfs', 'flocker', 'persistentVolumeClaim', 'rbd', 'cinder', 'cephfs', 'quobyte', 'downwardAPI'],
  ...['fc', 'configMap', 'azureFile', 'vsphereVolume', 'photonPersistentDisk', 'portworxVolume', 'azureDisk'],
  ...['storageos', 'projected', 'scaleIO', 'csi', 'ephemeral', 'image'],
];
const hostPathTypes = [
  ...['', 'BlockDevice', 'CharDevice', 'Directory', 'DirectoryOrCreate', 'File', 'FileOrCreate', 'Socket'],
];
const maxMode = 0o777;

/** Models kubernetes pkg/apis/core/validation ValidateVolumes. @returns the volumes' names, too */
export function validateVolumes(field: string, list: PodSpec['volumes']) {
  const volumes = new Set<string>();
  const causes = (list ?? []).flatMap((volume, i) => {
    const path = `${field}[${i}]`;
    const found = validateSource(path, volume);
    if (!volume.name) return [...found, required(`${path}.name`)];
    found.push(...invalidAll(`${path}.name`, volume.name, dnsLabel(volume.name)));
    if (volumes.has(volume.name)) found.push(duplicate(`${path}.name`, volume.name));
    volumes.add(volume.name);
    return found;
  });
  return { volumes, causes };
}

function validateSource(path: string, volume: Record<string, unknown>): StatusCause[] {
  const given = Object.keys(volume)
    .filter((key) => key !== 'name' && volume[key] !== undefined && volume[key] !== null)
    .sort((a, b) => order.indexOf(a) - order.indexOf(b));
  if (given.length === 0) return [required(path, 'must specify a volume type')];
  return given.flatMap((kind, i) =>
    i > 0
      ? [forbidden(`${path}.${kind}`, 'may not specify more than 1 volume type')]
      : validateKind(`${path}.${kind}`, kind, volume[kind] as Source),
  );
}

function validateKind(path: string, kind: string, source: Source): StatusCause[] {
  switch (kind) {
    case 'hostPath':
      return validateHostPath(path, source);
    case 'secret':
      return [...(source.secretName ? [] : [required(`${path}.secretName`)]), ...validateItems(path, source)];
    case 'configMap':
      return [...(source.name ? [] : [required(`${path}.name`)]), ...validateItems(path, source)];
    case 'persistentVolumeClaim':
      return source.claimName ? [] : [required(`${path}.claimName`)];
    default:
      return [];
  }
}

function validateHostPath(path: string, { path: directory = '', type = '' }: Source): StatusCause[] {
  if (directory === '') return [required(`${path}.path`)];
  return [
    ...(directory.split('/').includes('..')
      ? [invalid(`${path}.path`, directory, "must not contain '..'")]
      : []),
    ...(hostPathTypes.includes(type) ? [] : [unsupported(`${path}.type`, type, hostPathTypes)]),
  ];
}

function validateItems(path: string, { defaultMode, items }: Source): StatusCause[] {
  return [
    ...validateMode(`${path}.defaultMode`, defaultMode),
    ...(items ?? []).flatMap(({ key, path: file, mode }, i) => {
      const at = `${path}.items[${i}]`;
      return [
        ...(key ? [] : [required(`${at}.key`)]),
        ...(file ? validateDescending(`${at}.path`, file) : [required(`${at}.path`)]),
        ...validateMode(`${at}.mode`, mode),
      ];
    }),
  ];
}

function validateMode(field: string, mode: number | undefined): StatusCause[] {
  if (mode === undefined || (mode >= 0 && mode <= maxMode)) return [];
  return [invalid(field, mode, 'must be a number between 0 and 0777 (octal), both inclusive')];
}

/** A path below something: relative and without a step up. */
function validateDescending(field: string, path: string): StatusCause[] {
  return [
    ...(path.startsWith('/') ? [invalid(field, path, 'must be a relative path')] : []),
    ...(path.split('/').includes('..') ? [invalid(field, path, "must not contain '..'")] : []),
  ];
}

/** Models ValidateVolumeMounts; of a wrong subPath the server names the list. */
export function validateMounts(
  field: string,
  mounts: Container['volumeMounts'],
  volumes: ReadonlySet<string>,
): StatusCause[] {
  const paths = new Set<string>();
  return (mounts ?? []).flatMap(({ name = '', mountPath = '', subPath }: Partial<Mount>, i) => {
    const path = `${field}[${i}]`;
    const causes: StatusCause[] = [];
    if (name === '') causes.push(required(`${path}.name`));
    if (!volumes.has(name)) causes.push(notFound(`${path}.name`, name));
    if (mountPath === '') causes.push(required(`${path}.mountPath`));
    if (paths.has(mountPath)) causes.push(invalid(`${path}.mountPath`, mountPath, 'must be unique'));
    paths.add(mountPath);
    if (subPath) causes.push(...validateDescending(`${field}.subPath`, subPath));
    return causes;
  });
}

type Mount = NonNullable<Container['volumeMounts']>[number];
