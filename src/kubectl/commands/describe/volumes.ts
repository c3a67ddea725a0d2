import type { DescribeWriter } from './writer.ts';

interface VolumeSource {
  name: string;
  configMap?: { name?: string; optional?: boolean };
  secret?: { secretName?: string; optional?: boolean };
  emptyDir?: { medium?: string; sizeLimit?: string };
  hostPath?: { path: string; type?: string };
  persistentVolumeClaim?: { claimName: string; readOnly?: boolean };
  downwardAPI?: {
    items?: { path: string; fieldRef?: { fieldPath: string }; resourceFieldRef?: { resource: string } }[];
  };
  projected?: {
    sources?: {
      secret?: { name?: string; optional?: boolean };
      configMap?: { name?: string; optional?: boolean };
      downwardAPI?: unknown;
      serviceAccountToken?: { expirationSeconds?: number };
    }[];
  };
}

/** Models kubectl pkg/describe describeVolumes; kinds that kubectl itself does not know print `<unknown>`. */
export function writeVolumes(w: DescribeWriter, volumes: readonly { name: string }[], space = ''): void {
  if (volumes.length === 0) {
    w.line(0, `${space}Volumes:`, '<none>');
    return;
  }
  w.write(0, `${space}Volumes:\n`);
  for (const volume of volumes) {
    w.write(1, `${space && ' '}${volume.name}:\n`);
    writeSource(w, volume as VolumeSource);
  }
}

function writeSource(w: DescribeWriter, volume: VolumeSource): void {
  if (volume.configMap) {
    w.line(2, 'Type:', 'ConfigMap (a volume populated by a ConfigMap)');
    w.line(2, 'Name:', volume.configMap.name ?? '');
    w.line(2, 'Optional:', volume.configMap.optional ?? false);
  } else if (volume.secret) {
    w.line(2, 'Type:', 'Secret (a volume populated by a Secret)');
    w.line(2, 'SecretName:', volume.secret.secretName ?? '');
    w.line(2, 'Optional:', volume.secret.optional ?? false);
  } else if (volume.emptyDir) {
    w.line(2, 'Type:', "EmptyDir (a temporary directory that shares a pod's lifetime)");
    w.line(2, 'Medium:', volume.emptyDir.medium ?? '');
    w.line(2, 'SizeLimit:', volume.emptyDir.sizeLimit ?? '<unset>');
  } else if (volume.hostPath) {
    w.line(2, 'Type:', 'HostPath (bare host directory volume)');
    w.line(2, 'Path:', volume.hostPath.path);
    w.line(2, 'HostPathType:', volume.hostPath.type ?? '');
  } else if (volume.persistentVolumeClaim) {
    w.line(
      2,
      'Type:',
      'PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)',
    );
    w.line(2, 'ClaimName:', volume.persistentVolumeClaim.claimName);
    w.line(2, 'ReadOnly:', volume.persistentVolumeClaim.readOnly ?? false);
  } else if (volume.downwardAPI) {
    w.line(2, 'Type:', 'DownwardAPI (a volume populated by information about the pod)');
    w.write(2, 'Items:\n');
    for (const { path, fieldRef, resourceFieldRef } of volume.downwardAPI.items ?? []) {
      w.write(3, `${fieldRef?.fieldPath ?? resourceFieldRef?.resource ?? ''} -> ${path}\n`);
    }
  } else if (volume.projected) writeProjected(w, volume.projected);
  else w.write(2, '<unknown>\n');
}

function writeProjected(w: DescribeWriter, { sources = [] }: NonNullable<VolumeSource['projected']>): void {
  w.line(2, 'Type:', 'Projected (a volume that contains injected data from multiple sources)');
  for (const source of sources) {
    if (source.secret) {
      w.line(2, 'SecretName:', source.secret.name ?? '');
      w.line(2, 'Optional:', source.secret.optional ?? false);
    } else if (source.downwardAPI) w.line(2, 'DownwardAPI:', true);
    else if (source.configMap) {
      w.line(2, 'ConfigMapName:', source.configMap.name ?? '');
      w.line(2, 'Optional:', source.configMap.optional ?? false);
    } else if (source.serviceAccountToken) {
      w.line(2, 'TokenExpirationSeconds:', source.serviceAccountToken.expirationSeconds ?? 3600);
    }
  }
}
