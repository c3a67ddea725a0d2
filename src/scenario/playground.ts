import { parseAllDocuments } from 'yaml';
import type { AnyObject } from '../kube/types.ts';
import type { Scenario } from './parse.ts';
import { playgroundId } from './playground-id.ts';

/**
 * A scenario without a fault, and with nothing to check.
 * @param manifests its first Namespace is the one that the terminal is in; its workloads and Pods are waited for
 * @throws Error when there is no Namespace
 */
export function playgroundOf(name: string, manifests: string): Scenario {
  const objects = parseAllDocuments(manifests)
    .map((document) => document.toJS() as AnyObject | null)
    .filter((object) => object !== null);
  const home = objects.find(({ kind }) => kind === 'Namespace')?.metadata.name;
  if (home === undefined) throw new Error(`the playground ${name} makes no Namespace`);
  const waitFor = objects
    .filter(({ kind }) => /^(Deployment|StatefulSet|DaemonSet|Pod)$/.test(kind ?? ''))
    .map(({ kind, metadata }) => `${metadata.namespace ?? home}/${kind!.toLowerCase()}/${metadata.name!}`);
  const title = { zh: '练习用的集群', en: 'A cluster to try things out' };
  return {
    id: playgroundId(name),
    title,
    summary: title,
    difficulty: 1,
    minutes: 1,
    steps: [],
    namespace: home,
    waitFor,
    needs: [],
    solution: '',
    healthy: manifests,
    // Nothing is broken; the nodes' rules follow the Pods' readiness a moment later.
    breakScript: 'sleep 2',
    check: { client: { namespace: home, labels: {} }, patience: 0, expect: [] },
    fixes: {},
    decoys: {},
  };
}
