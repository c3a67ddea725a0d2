import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * What a machine may want otherwise, each by an environment variable. A machine without a registry
 * names images that it already has, or a mirror.
 */
export interface Settings {
  /** Always begins with `service-clinic`: no other kind cluster is ever touched. */
  clusterName: string;
  /** Built for kind v0.32; a later kind runs it, too. */
  nodeImage: string;
  /** The name that manifests use → where it comes from. */
  labImages: { name: string; source: string }[];
  /** Kubeconfigs of the labs; the user's own is never written. */
  stateDirectory: string;
}

const prefix = 'service-clinic';

export function readSettings(env: Readonly<Record<string, string | undefined>> = process.env): Settings {
  const suffix = env['SERVICE_CLINIC_CLUSTER'];
  if (suffix !== undefined && !/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/.test(suffix)) {
    throw new Error(`SERVICE_CLINIC_CLUSTER=${suffix}: use at most 22 small letters, digits and dashes`);
  }
  const agnhost = 'registry.k8s.io/e2e-test-images/agnhost:2.53';
  return {
    clusterName: suffix ? `${prefix}-${suffix}` : prefix,
    nodeImage:
      env['SERVICE_CLINIC_NODE_IMAGE'] ??
      'kindest/node:v1.36.1@sha256:3489c7674813ba5d8b1a9977baea8a6e553784dab7b84759d1014dbd78f7ebd5',
    labImages: [
      { name: 'busybox:1.36', source: env['SERVICE_CLINIC_BUSYBOX_IMAGE'] ?? 'busybox:1.36' },
      { name: agnhost, source: env['SERVICE_CLINIC_AGNHOST_IMAGE'] ?? agnhost },
    ],
    stateDirectory:
      env['SERVICE_CLINIC_STATE'] ??
      join(env['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state'), prefix),
  };
}
