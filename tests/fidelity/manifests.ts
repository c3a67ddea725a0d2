import type { AnyObject } from '../../src/kube/types.ts';
import { must, openBench, type Bench } from './bench.ts';
import type { ManifestCase } from './recordings.ts';

export interface ManifestResult {
  id: string;
  /** Accepted or not, as on the real cluster. */
  verdict: boolean;
  /** Exit code and all text, too. */
  matched: boolean;
  expected: string;
  got: string;
}

const prepared = `
apiVersion: v1
kind: Namespace
metadata: {name: corpus}
---
apiVersion: v1
kind: Service
metadata: {name: occupant, namespace: corpus}
spec: {type: NodePort, clusterIP: 10.96.0.7, ports: [{port: 1, nodePort: 31500}]}
`;

/** Every kind that a case can leave behind in a namespace; dependents go with their owners. */
const kinds =
  'deployments,statefulsets,daemonsets,services,endpoints,endpointslices,pods,configmaps,secrets,ingresses,networkpolicies';

/** Node ports drawn by the API server differ between runs; those that a manifest names do not. */
export function maskDrawnNodePorts(text: string, manifests: string): string {
  return text.replace(/\b3[0-2]\d{3}\b/g, (port) => (manifests.includes(port) ? port : '<node port>'));
}

/** Applies every case to one cluster, one after the other, and compares what was said. */
export async function measureManifests(
  cases: readonly ManifestCase[],
  report: (line: string) => void = () => {},
): Promise<ManifestResult[]> {
  const bench = await openBench();
  try {
    await must(bench, 'kubectl apply -f -', prepared);
    const results: ManifestResult[] = [];
    for (const each of cases) {
      results.push(await measure(bench, each));
      if (results.length % 100 === 0) report(`${results.length} of ${cases.length} manifests`);
    }
    return results;
  } finally {
    await bench.close();
  }
}

async function measure(bench: Bench, each: ManifestCase): Promise<ManifestResult> {
  const { id, existing, manifest } = each;
  const applied = [];
  if (existing !== undefined) applied.push(await bench.run('kubectl apply -f -', { stdin: existing }));
  const run = await bench.run('kubectl apply -f -', { stdin: manifest });
  applied.push(run);
  const named = `${existing ?? ''}${manifest}`;
  const expected = maskDrawnNodePorts(`exit ${each.exit}\n${each.stdout}${each.stderr}`, named);
  const got = maskDrawnNodePorts(`exit ${run.exitCode}\n${run.stdout}${run.stderr}`, named);
  if (applied.some(({ stdout }) => stdout !== '')) await clean(bench);
  return {
    id,
    verdict: each.accepted === (run.exitCode === 0),
    matched: got === expected,
    expected,
    got,
  };
}

/** Deletes what the case made, in the namespaces that there are; what was there before stays. */
async function clean(bench: Bench): Promise<void> {
  for (const namespace of ['corpus', 'default']) {
    const own = async () => {
      const { stdout } = await bench.run(`kubectl get ${kinds},replicasets -n ${namespace} -o json`);
      const { items } = JSON.parse(stdout) as { items: AnyObject[] };
      return items.filter(({ kind, metadata }) => !isPrepared.test(`${kind}/${metadata.name}`));
    };
    const names = (await own())
      .filter(({ metadata }) => !metadata.ownerReferences?.length)
      .map(({ kind, metadata }) => `${kind}/${metadata.name}`.toLowerCase());
    if (names.length === 0) continue;
    await bench.run(
      `kubectl delete -n ${namespace} --grace-period=0 --force --wait=false ${names.join(' ')}`,
    );
    // The next case may have the same names: the dependents must be gone by then.
    for (let tries = 0; tries < 50 && (await own()).length > 0; tries += 1)
      await bench.cluster.clock.sleep(200);
  }
}

const isPrepared = /^ConfigMap\/kube-root-ca\.crt$|\/(occupant|kubernetes)(-\w+)?$/;
