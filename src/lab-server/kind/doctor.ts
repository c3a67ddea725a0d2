import { readFile } from 'node:fs/promises';
import type { Localized } from '../../checker/report.ts';
import { MissingProgram, runCommand, type CommandResult } from '../command.ts';
import type { Settings } from '../settings.ts';

export interface Finding {
  what: Localized;
  /** warn: the labs may work all the same. */
  state: 'ok' | 'warn' | 'fail';
  seen: string;
  /** How to mend it; absent when ok. */
  mend?: Localized;
}

const gibibyte = 1024 ** 3;

/** Looks at everything that labs on kind need, and says how to mend what is missing. */
export async function examine(settings: Settings): Promise<Finding[]> {
  const docker = await dockerEngine();
  return [
    docker.finding,
    ...(docker.info ? [memory(docker.info), cgroups(docker.info)] : []),
    await kind(),
    await kubectl(),
    ...(await inotify()),
    ...(docker.info ? await images(settings) : []),
  ];
}

interface DockerInfo {
  ServerVersion?: string;
  MemTotal?: number;
  CgroupVersion?: string;
}

async function attempt(program: string, args: string[]): Promise<CommandResult | undefined> {
  try {
    return await runCommand(program, args);
  } catch (error) {
    if (error instanceof MissingProgram) return undefined;
    throw error;
  }
}

async function dockerEngine(): Promise<{ finding: Finding; info?: DockerInfo }> {
  const what = { en: 'Docker engine', zh: 'Docker 引擎' };
  const result = await attempt('docker', ['info', '--format', '{{json .}}']);
  if (!result) {
    return {
      finding: {
        what,
        state: 'fail',
        seen: 'docker: not found',
        mend: {
          en: 'Install Docker Engine or Docker Desktop. Without Docker, the labs run in the page, or with --on embedded.',
          zh: '安装 Docker Engine 或 Docker Desktop。没有 Docker 时，实验可以在页面中运行，或使用 --on embedded。',
        },
      },
    };
  }
  const info = parseInfo(result.stdout);
  if (result.exitCode !== 0 || !info?.ServerVersion) {
    const seen = (result.stderr || result.stdout).trim().split('\n').at(-1) ?? '';
    const denied = seen.includes('permission denied');
    return {
      finding: {
        what,
        state: 'fail',
        seen,
        mend: denied
          ? {
              en: 'Add yourself to the group docker (sudo usermod -aG docker $USER) and log in again.',
              zh: '把自己加入 docker 组（sudo usermod -aG docker $USER），然后重新登录。',
            }
          : {
              en: 'Start Docker (sudo systemctl start docker, or open Docker Desktop) and check DOCKER_HOST.',
              zh: '启动 Docker（sudo systemctl start docker，或打开 Docker Desktop），并检查 DOCKER_HOST。',
            },
      },
    };
  }
  return { finding: { what, state: 'ok', seen: info.ServerVersion }, info };
}

function parseInfo(text: string): DockerInfo | undefined {
  try {
    return JSON.parse(text) as DockerInfo;
  } catch {
    return undefined;
  }
}

function memory({ MemTotal = 0 }: DockerInfo): Finding {
  const what = { en: 'Memory for Docker', zh: 'Docker 可用内存' };
  const seen = `${(MemTotal / gibibyte).toFixed(1)} GiB`;
  if (MemTotal >= 4 * gibibyte) return { what, state: 'ok', seen };
  return {
    what,
    state: MemTotal >= 2.5 * gibibyte ? 'warn' : 'fail',
    seen,
    mend: {
      en: 'Three nodes want 4 GiB. In Docker Desktop: Settings → Resources.',
      zh: '三个节点需要 4 GiB。Docker Desktop 中：Settings → Resources。',
    },
  };
}

function cgroups({ CgroupVersion = '?' }: DockerInfo): Finding {
  const what = { en: 'cgroups', zh: 'cgroup' };
  if (CgroupVersion === '2') return { what, state: 'ok', seen: 'v2' };
  return {
    what,
    state: 'fail',
    seen: `v${CgroupVersion}`,
    mend: {
      en: 'Kubernetes 1.35 and later refuses cgroup v1. Boot with systemd.unified_cgroup_hierarchy=1, or set SERVICE_CLINIC_NODE_IMAGE to an image of 1.34.',
      zh: 'Kubernetes 1.35 及以后的版本拒绝 cgroup v1。启动时加上 systemd.unified_cgroup_hierarchy=1，或把 SERVICE_CLINIC_NODE_IMAGE 设为 1.34 的镜像。',
    },
  };
}

async function kind(): Promise<Finding> {
  const what = { en: 'kind', zh: 'kind' };
  const mend = {
    en: 'Install kind v0.32 or later: https://kind.sigs.k8s.io/docs/user/quick-start/ (in China: GOPROXY=https://goproxy.cn go install sigs.k8s.io/kind@v0.32.0)',
    zh: '安装 kind v0.32 或更新版本：https://kind.sigs.k8s.io/docs/user/quick-start/（在中国：GOPROXY=https://goproxy.cn go install sigs.k8s.io/kind@v0.32.0）',
  };
  const result = await attempt('kind', ['version']);
  if (!result) return { what, state: 'fail', seen: 'kind: not found', mend };
  const seen = result.stdout.trim();
  return atLeast(seen, 0, 32) ? { what, state: 'ok', seen } : { what, state: 'fail', seen, mend };
}

async function kubectl(): Promise<Finding> {
  const what = { en: 'kubectl', zh: 'kubectl' };
  const mend = {
    en: 'Install kubectl 1.31 or later: https://kubernetes.io/docs/tasks/tools/',
    zh: '安装 kubectl 1.31 或更新版本：https://kubernetes.io/zh-cn/docs/tasks/tools/',
  };
  const result = await attempt('kubectl', ['version', '--client']);
  if (!result) return { what, state: 'fail', seen: 'kubectl: not found', mend };
  const seen = result.stdout.split('\n')[0]?.trim() ?? '';
  return atLeast(seen, 1, 31) ? { what, state: 'ok', seen } : { what, state: 'warn', seen, mend };
}

function atLeast(text: string, major: number, minor: number): boolean {
  const match = /v(\d+)\.(\d+)/.exec(text);
  if (!match) return false;
  const [found, foundMinor] = [Number(match[1]), Number(match[2])];
  return found > major || (found === major && foundMinor >= minor);
}

/** Three nodes run out of the default limits of many distributions. Only Linux has them. */
async function inotify(): Promise<Finding[]> {
  const limits = [
    { name: 'fs.inotify.max_user_watches', wanted: 524288 },
    { name: 'fs.inotify.max_user_instances', wanted: 512 },
  ];
  const findings: Finding[] = [];
  for (const { name, wanted } of limits) {
    const text = await readFile(`/proc/sys/${name.replaceAll('.', '/')}`, 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    const seen = text.trim();
    const good = Number(seen) >= wanted;
    findings.push({
      what: { en: name, zh: name },
      state: good ? 'ok' : 'warn',
      seen,
      ...(good ? {} : { mend: { en: `sudo sysctl ${name}=${wanted}`, zh: `sudo sysctl ${name}=${wanted}` } }),
    });
  }
  return findings;
}

async function images({ nodeImage, labImages }: Settings): Promise<Finding[]> {
  const wanted = [{ name: nodeImage, source: nodeImage, variable: 'SERVICE_CLINIC_NODE_IMAGE' }].concat(
    labImages.map((image) => ({
      ...image,
      variable: image.name.startsWith('busybox')
        ? 'SERVICE_CLINIC_BUSYBOX_IMAGE'
        : 'SERVICE_CLINIC_AGNHOST_IMAGE',
    })),
  );
  return Promise.all(
    wanted.map(async ({ name, source, variable }): Promise<Finding> => {
      const what = { en: `image ${name}`, zh: `镜像 ${name}` };
      for (const image of [name, source]) {
        if ((await attempt('docker', ['image', 'inspect', image]))?.exitCode === 0) {
          return { what, state: 'ok', seen: 'on this machine' };
        }
      }
      const mirror = mirrorOf(name);
      return {
        what,
        state: 'warn',
        seen: 'not on this machine: it will be pulled',
        mend: {
          en: `docker pull ${source}; where that registry cannot be reached: ${variable}=${mirror}, or docker load an archive and name it there`,
          zh: `docker pull ${source}；连不上该仓库时：${variable}=${mirror}，或者用 docker load 载入归档并在此指定名称`,
        },
      };
    }),
  );
}

/** The same image behind a public mirror that works in mainland China. */
function mirrorOf(image: string): string {
  if (/^[^/]+\.[^/]+\//.test(image)) return `m.daocloud.io/${image}`;
  return `m.daocloud.io/docker.io/${image.includes('/') ? image : `library/${image}`}`;
}
