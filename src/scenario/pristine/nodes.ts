import { resources, type KubeClient } from '../../kube/client.ts';
import type { AnyObject, ObjectMeta } from '../../kube/types.ts';
import { listAll, withoutState } from './objects.ts';

interface Taint {
  key: string;
  value?: string;
  effect: string;
}
interface NodeSpec {
  taints?: Taint[];
  unschedulable?: boolean;
  [field: string]: unknown;
}
type Node = AnyObject & { metadata: ObjectMeta; spec?: NodeSpec };

/** Controllers set and take away these by what they see of the node. */
const automatic = ({ key }: Taint) => key.startsWith('node.kubernetes.io/');

/** The nodes as they are, without what controllers say of them. @returns name → object as JSON */
export async function readNodes(client: KubeClient): Promise<Record<string, string>> {
  const nodes = (await listAll(client, resources.nodes)) as Node[];
  return Object.fromEntries(
    nodes.map((node) => {
      const saved = withoutState(node) as Node;
      const taints = (saved.spec?.taints ?? []).filter((taint) => !automatic(taint));
      return [node.metadata.name!, JSON.stringify({ ...saved, spec: { ...saved.spec, taints } })];
    }),
  );
}

/** Puts labels, taints and schedulability of the nodes back. @returns whether anything had to be done */
export async function restoreNodes(client: KubeClient, saved: Record<string, string>): Promise<boolean> {
  const present = new Map(
    ((await listAll(client, resources.nodes)) as Node[]).map((node) => [node.metadata.name!, node]),
  );
  let changed = false;
  for (const [name, text] of Object.entries(saved)) {
    const wanted = JSON.parse(text) as Node;
    const node = present.get(name);
    if (!node) {
      // The kubelet goes on reporting for a Node object that somebody else made.
      await client.create(resources.nodes, undefined, wanted);
      changed = true;
      continue;
    }
    const patch = nodePatch(wanted, node);
    if (!patch) continue;
    await client.patch(resources.nodes, undefined, name, patch, 'merge');
    changed = true;
  }
  return changed;
}

function nodePatch(wanted: Node, present: Node): object | undefined {
  const labels: Record<string, string | null> = {};
  const [then, now] = [wanted.metadata.labels ?? {}, present.metadata.labels ?? {}];
  for (const key of Object.keys(now)) if (!(key in then)) labels[key] = null;
  for (const [key, value] of Object.entries(then)) if (now[key] !== value) labels[key] = value;

  const spec: Record<string, unknown> = {};
  const unschedulable = wanted.spec?.unschedulable ?? false;
  if ((present.spec?.unschedulable ?? false) !== unschedulable) spec['unschedulable'] = unschedulable || null;
  const taints = present.spec?.taints ?? [];
  const hand = (list: Taint[]) =>
    JSON.stringify(
      list
        .filter((taint) => !automatic(taint))
        .map(({ key, value, effect }) => [key, value ?? '', effect])
        .sort(),
    );
  if (hand(taints) !== hand(wanted.spec?.taints ?? []))
    spec['taints'] = [...(wanted.spec?.taints ?? []), ...taints.filter(automatic)];

  if (Object.keys(labels).length === 0 && Object.keys(spec).length === 0) return undefined;
  return {
    ...(Object.keys(labels).length ? { metadata: { labels } } : {}),
    ...(Object.keys(spec).length ? { spec } : {}),
  };
}
