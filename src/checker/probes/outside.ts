import { resources } from '../../kube/client.ts';
import type { Node } from '../../kube/types.ts';
import {
  found,
  hostOf,
  nameOf,
  readyPods,
  same,
  skipped,
  wordsFor,
  type Host,
  type Probe,
  type Scene,
} from '../probe.ts';
import { ProbeError } from '../prober.ts';
import type { Localized } from '../report.ts';
import type { Expected } from '../spec.ts';
import { split } from '../view.ts';

interface Target {
  /** What is dialled, as a person would write it. */
  label: string;
  script: string;
}

const requestsPerTarget = 6;

const nodesNext: Localized = {
  en: 'See that docker runs and that its containers are the nodes of this cluster (docker ps), then check again.',
  zh: '确认 docker 正在运行，并且它的容器就是这个集群的节点（docker ps），然后再检查一次。',
};

/** From outside the cluster: each node's port, dialled from another node; or the load balancer's address, from the host. */
export function outsideProbe(spec: Expected<'outside'>, id: string): Probe {
  const { service, via, backends, port } = spec;
  const [namespace, name] = split(service);
  const who = wordsFor(backends);
  const door: Localized =
    via === 'nodePort'
      ? {
          en: `port ${spec.nodePort ?? 'of the Service'} of every node`,
          zh: `每个节点的${spec.nodePort ? `端口 ${spec.nodePort} ` : ' nodePort '}`,
        }
      : { en: "the load balancer's address", zh: '负载均衡器的地址' };
  const expected: Localized = {
    en: `from outside the cluster, ${door.en} leads to Pods of ${who.en}`,
    zh: `在集群之外，${door.zh}通向 ${who.zh} 的 Pod`,
  };
  return {
    id,
    station: 'kube-proxy',
    title: { en: `Service ${name} from outside the cluster`, zh: `从集群外访问 Service ${name}` },
    command: `kubectl get service ${name} -n ${namespace} -o wide`,
    async look(scene) {
      const object = await scene.view.service(service);
      if (!object) return skipped(expected, 'service');
      const entry = object.spec.ports?.find((candidate) => candidate.port === port);
      if (via === 'nodePort' && (!entry?.nodePort || (spec.nodePort && entry.nodePort !== spec.nodePort)))
        return found(false, expected, {
          en: `type ${object.spec.type}, nodePort ${entry?.nodePort ?? '–'}`,
          zh: `类型 ${object.spec.type}，nodePort ${entry?.nodePort ?? '–'}`,
        });
      const targets =
        via === 'nodePort'
          ? await nodePorts(scene, entry!.nodePort!, spec.path)
          : balancer(object.status, port, spec.path);
      if (targets.length === 0)
        return found(false, expected, { en: 'no address yet (pending)', zh: '还没有地址（pending）' });
      const names = (await readyPods(scene, backends)).flat().map(nameOf);
      const host = hostOf(scene);
      const lines = await Promise.all(
        targets.map(async (target) => ({ ...target, said: await ask(host, target) })),
      );
      const bad = lines.flatMap(({ label, said }) =>
        said
          .filter((answer) => !names.includes(answer))
          .slice(0, 1)
          .map((answer) => `${label}: ${answer || '–'}`),
      );
      return found(
        bad.length === 0,
        expected,
        bad.length
          ? same(bad.join('; '))
          : {
              en: `${lines.map(({ label }) => label).join(', ')}: answered`,
              zh: `${lines.map(({ label }) => label).join('、')}：有应答`,
            },
      );
    },
  };
}

async function ask(host: Host, { script }: Target): Promise<string[]> {
  const answers: string[] = [];
  for (let i = 0; i < requestsPerTarget; i++) {
    const { exitCode, stdout, stderr } = await host(script);
    // curl's own codes are below 100; those above are docker's or the shell's.
    if (exitCode >= 125) throw new ProbeError(stderr.trim() || `exit code ${exitCode}: ${script}`, nodesNext);
    answers.push(exitCode === 0 ? stdout.trim() : stderr.trim() || `exit code ${exitCode}`);
    if (exitCode !== 0) break;
  }
  return answers;
}

/** Each node's address, dialled from another node: its own would be no outside. */
async function nodePorts({ view }: Scene, nodePort: number, path: string): Promise<Target[]> {
  const nodes = (await view.list<Node>(resources.nodes)).map((node) => ({
    name: node.metadata.name!,
    ip: node.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? '',
  }));
  return nodes.map(({ ip }, i) => {
    const from = nodes[(i + 1) % nodes.length]!.name;
    const label = `${ip}:${nodePort}`;
    return { label, script: `docker exec ${from} ${curl} http://${label}${path}` };
  });
}

const curl = 'curl -sS --max-time 3';

function balancer(status: unknown, port: number, path: string): Target[] {
  const { loadBalancer } = (status ?? {}) as {
    loadBalancer?: { ingress?: { ip?: string; hostname?: string }[] };
  };
  return (loadBalancer?.ingress ?? []).map(({ ip, hostname }) => {
    const label = `${ip ?? hostname}:${port}`;
    return { label, script: `${curl} http://${label}${path}` };
  });
}
