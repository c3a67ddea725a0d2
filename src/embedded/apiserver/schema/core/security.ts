import { boolean, define, int64, list, string, struct } from '../build.ts';
import { core } from './names.ts';

export const SELinuxOptions = define(core('SELinuxOptions'), {
  user: string(),
  role: string(),
  type: string(),
  level: string(),
});

export const SeccompProfile = define(core('SeccompProfile'), {
  type: string({ required: true, goType: 'v1.SeccompProfileType' }),
  localhostProfile: string(),
});

export const AppArmorProfile = define(core('AppArmorProfile'), {
  type: string({ required: true, goType: 'v1.AppArmorProfileType' }),
  localhostProfile: string(),
});

export const WindowsSecurityContextOptions = define(core('WindowsSecurityContextOptions'), {
  gmsaCredentialSpecName: string(),
  gmsaCredentialSpec: string(),
  runAsUserName: string(),
  hostProcess: boolean(),
});

export const PodSecurityContext = define(core('PodSecurityContext'), {
  seLinuxOptions: struct(SELinuxOptions),
  windowsOptions: struct(WindowsSecurityContextOptions),
  runAsUser: int64(),
  runAsGroup: int64(),
  runAsNonRoot: boolean(),
  supplementalGroups: list(int64()),
  supplementalGroupsPolicy: string({ goType: 'v1.SupplementalGroupsPolicy' }),
  fsGroup: int64(),
  sysctls: list(
    define(core('Sysctl'), { name: string({ required: true }), value: string({ required: true }) }),
  ),
  fsGroupChangePolicy: string({ goType: 'v1.PodFSGroupChangePolicy' }),
  seccompProfile: struct(SeccompProfile),
  appArmorProfile: struct(AppArmorProfile),
  seLinuxChangePolicy: string({ goType: 'v1.PodSELinuxChangePolicy' }),
});
