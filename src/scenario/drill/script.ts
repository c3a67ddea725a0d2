import type { AnyObject } from '../../kube/types.ts';
import { toYaml } from './manifests.ts';
import type { App, Topology } from './topology.ts';

/** Pieces of bash, the same for the embedded shell and for bash with the real kubectl. */

export interface Named {
  kind: string;
  name: string;
  namespace: string;
}

export type JsonPatch = { op: 'add' | 'remove' | 'replace'; path: string; value?: unknown }[];

export function target({ kind, name, namespace }: Named): string {
  return `${kind} ${name} -n ${namespace}`;
}

export const service = ({ name, namespace }: App): Named => ({ kind: 'service', name, namespace });
export const deployment = ({ name, namespace }: Omit<Named, 'kind'>): Named => ({
  kind: 'deployment',
  name,
  namespace,
});

function quoted(value: unknown): string {
  return `'${JSON.stringify(value).replaceAll("'", `'\\''`)}'`;
}

export function jsonPatch(object: Named, patch: JsonPatch): string {
  return `kubectl patch ${target(object)} --type=json -p ${quoted(patch)}\n`;
}

/** A strategic merge patch; null takes a field away. */
export function mergePatch(object: Named, patch: unknown): string {
  return `kubectl patch ${target(object)} -p ${quoted(patch)}\n`;
}

export function apply(...objects: AnyObject[]): string {
  return `kubectl apply -f - <<'EOF'\n${toYaml(...objects)}EOF\n`;
}

export function remove(object: Named): string {
  return `kubectl delete ${target(object)}\n`;
}

export function scale(object: Named, replicas: number): string {
  return `kubectl scale ${target(object)} --replicas=${replicas}\n`;
}

export function restart(object: Named): string {
  const { kind, name, namespace } = object;
  return `kubectl rollout restart ${kind}/${name} -n ${namespace}\n`;
}

export function rolledOut({ kind, name, namespace }: Named): string {
  return `kubectl rollout status ${kind}/${name} -n ${namespace} --timeout=120s\n`;
}

export function podsGone(namespace: string, selector: string): string {
  return `kubectl wait pod -n ${namespace} -l ${selector} --for=delete --timeout=120s\n`;
}

export function selectorOf(app: App): string {
  return `${app.selector.key}=${app.selector.value}`;
}

/**
 * Changes the template while no Pod runs. A rolling update would stop at the first Pod that does not
 * become ready, the old ones would go on answering, and nobody would feel a fault.
 */
export function withoutPods(app: App, change: string): string {
  return (
    scale(deployment(app), 0) +
    podsGone(app.namespace, selectorOf(app)) +
    change +
    scale(deployment(app), app.replicas)
  );
}

/** Path of the server's container in a JSON patch. */
export const container = '/spec/template/spec/containers/0';

/** Replaces a line of a ConfigMap's text with sed. */
export function editConfigMap(name: string, expression: string): string {
  return (
    `kubectl get configmap ${name} -n kube-system -o yaml | sed '${expression}' | ` + `kubectl replace -f -\n`
  );
}

/** A misspelling: two neighbouring letters change places. Never the word itself, nor another name of the drill. */
export function misspelt(word: string, topology: Topology): string {
  const taken = new Set([word, ...topology.apps.map(({ name }) => name)]);
  const letters = [...word];
  for (let at = Math.min(2, letters.length - 2); at >= 0; at--) {
    const swapped = [...letters];
    [swapped[at], swapped[at + 1]] = [swapped[at + 1]!, swapped[at]!];
    const result = swapped.join('');
    if (!taken.has(result)) return result;
  }
  return `${word}s`;
}
