import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openEmbedded, type EmbeddedBench } from '../../src/lab/embedded.ts';
import { OpenScenario, type Runtime } from '../../src/scenario/lifecycle.ts';
import { parseScenario, type Scenario } from '../../src/scenario/parse.ts';

const manifest = (namespace: string) => `apiVersion: v1
kind: Namespace
metadata: { name: ${namespace} }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: ${namespace} }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
`;

function scenario(id: string, namespace: string, files: Record<string, string> = {}): Scenario {
  return parseScenario(id, {
    'scenario.yaml': JSON.stringify({
      id,
      title: { zh: id, en: id },
      summary: { zh: id, en: id },
      difficulty: 1,
      minutes: 5,
      steps: [6],
      namespace,
      waitFor: [],
      solution: 'one',
      fewer: 'A test',
    }),
    'healthy.yaml': manifest(namespace),
    'break.sh': 'true\n',
    'check.yaml': JSON.stringify({ client: { namespace }, expect: [{ probe: 'canary' }] }),
    'fixes/one.sh': '# right\ntrue\n',
    ...files,
  });
}

let bench: EmbeddedBench;
beforeEach(async () => {
  bench = await openEmbedded({ clock: 'fast' });
});
afterEach(() => bench.close());
vi.setConfig({ testTimeout: 120_000 });

async function sh(script: string): Promise<string> {
  const { stdout, stderr, exitCode } = await bench.runtime.run(`set -euo pipefail\n${script}`);
  if (exitCode !== 0) throw new Error(`exit code ${exitCode}: ${stderr}${stdout}`);
  return stdout;
}

/** Everything that a scenario has no business to leave changed, without what only counts. */
const picture = () =>
  sh(`kubectl get nodes -o jsonpath='{range .items[*]}{.metadata.name} {.metadata.labels} {.spec.taints} {.spec.unschedulable}{"\\n"}{end}'
kubectl get namespaces,clusterroles,clusterrolebindings,servicecidrs -o name | grep -v namespace/service-clinic
kubectl get clusterrolebindings -o jsonpath='{range .items[*]}{.metadata.name} {.roleRef.name} {.subjects}{"\\n"}{end}'
kubectl get deploy,ds,svc,cm,netpol,sa,roles,rolebindings -n kube-system -o name
kubectl get deploy,ds,svc,cm,netpol,sa,po -n default -o name
kubectl get deploy coredns -n kube-system -o jsonpath='{.spec.replicas} {.status.readyReplicas}{"\\n"}'
kubectl get ds kube-proxy -n kube-system -o jsonpath='{.spec.template.spec.nodeSelector} {.status.numberReady}{"\\n"}'
kubectl get cm coredns kube-proxy -n kube-system -o jsonpath='{.items[*].data}'
kubectl get svc kube-dns -n kube-system -o jsonpath='{.spec}'`);

const mess = `
kubectl label node service-clinic-worker disk=ssd node-role.kubernetes.io/edge= --overwrite
kubectl taint node service-clinic-worker2 team=blue:NoSchedule
kubectl cordon service-clinic-worker2
kubectl create clusterrole anything --verb=get --resource=pods
kubectl delete clusterrolebinding system:basic-user
kubectl create clusterrolebinding system:basic-user --clusterrole=anything --user=nobody
kubectl create namespace extra
kubectl create configmap left -n default
kubectl run left -n default --image=busybox:1.36 -- sleep 1000
kubectl create serviceaccount left -n kube-system
kubectl delete service kube-dns -n kube-system
kubectl create service clusterip mine -n extra --tcp=53 --clusterip=10.96.0.10
kubectl scale deployment coredns -n kube-system --replicas=0
kubectl patch daemonset kube-proxy -n kube-system -p '{"spec":{"template":{"spec":{"nodeSelector":{"no":"node"}}}}}'
kubectl get configmap coredns -n kube-system -o yaml | sed 's/cluster.local/cluster.wrong/' | kubectl replace -f -
kubectl delete networkpolicies --all -n default
cat <<'YAML' | kubectl apply -f -
apiVersion: networking.k8s.io/v1
kind: ServiceCIDR
metadata: { name: more }
spec: { cidrs: [10.97.0.0/16] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: deny, namespace: kube-system }
spec: { podSelector: {}, policyTypes: [Ingress] }
YAML
`;

test('whatever was changed outside of its namespaces is as before when the next scenario begins', async () => {
  const before = await picture();
  await new OpenScenario(scenario('one', 'shop'), bench.runtime).start();
  await sh(mess);
  await expect(picture()).rejects.toThrow('"kube-dns" not found');
  const next = new OpenScenario(scenario('two', 'bank'), bench.runtime);
  await next.start();
  expect(await picture()).toBe(before.replace('namespace/default', 'namespace/bank\nnamespace/default'));
  await next.stop();
  expect(await picture()).toBe(before);
});

test('DNS answers as soon as the next scenario has begun', async () => {
  await new OpenScenario(scenario('one', 'shop'), bench.runtime).start();
  await sh(`kubectl get configmap coredns -n kube-system -o yaml | sed 's/cluster.local/cluster.wrong/' | kubectl replace -f -
kubectl rollout restart deployment coredns -n kube-system
kubectl rollout status deployment coredns -n kube-system
kubectl get configmap coredns -n kube-system -o yaml | sed 's/cluster.wrong/cluster.local/' | kubectl replace -f -`);
  await new OpenScenario(scenario('two', 'bank'), bench.runtime).start();
  const pod = 'kubectl run client -n bank --image=busybox:1.36 --restart=Never -- sleep 1000';
  await sh(`${pod}\nkubectl wait -n bank --for=condition=Ready pod/client`);
  expect(await sh('kubectl exec -n bank client -- nslookup web.bank.svc.cluster.local')).toContain('10.96.');
});

const touch = 'docker exec service-clinic-worker touch /broken\n';
const mend = 'docker exec service-clinic-worker rm -f /broken\n';
const isBroken = async () =>
  (await bench.runtime.run('docker exec service-clinic-worker ls /broken')).exitCode === 0;

test('restore.sh runs when another process starts another scenario, and on stop', async () => {
  const broken = scenario('one', 'shop', { 'break.sh': touch, 'restore.sh': mend });
  await new OpenScenario(broken, bench.runtime).start();
  expect(await isBroken()).toBe(true);
  await new OpenScenario(scenario('two', 'bank'), bench.runtime).start();
  expect(await isBroken()).toBe(false);
  await new OpenScenario(broken, bench.runtime).start();
  expect(await isBroken()).toBe(true);
  await new OpenScenario(broken, bench.runtime).stop();
  expect(await isBroken()).toBe(false);
});

test('restore.sh that fails is said, and runs once more next time', async () => {
  const files = { 'break.sh': touch, 'restore.sh': 'kubectl get configmap go -n kube-public\n' };
  await new OpenScenario(scenario('one', 'shop', files), bench.runtime).start();
  const next = new OpenScenario(scenario('two', 'bank'), bench.runtime);
  await expect(next.start()).rejects.toThrow(/^one: restore.sh failed \(exit code 1\): .*NotFound/);
  await sh('kubectl create configmap go -n kube-public');
  await next.start();
});

test("a cluster of somebody else's does not say what runs here, and keeps what others put there", async () => {
  const { dedicated: _, ...foreign } = bench.runtime;
  await new OpenScenario(scenario('one', 'shop', { 'restore.sh': mend }), foreign).start();
  await sh('kubectl create namespace theirs\nkubectl create clusterrole theirs --verb=get --resource=pods');
  const next = new OpenScenario(scenario('two', 'bank'), foreign);
  await expect(next.start()).rejects.toThrow('The scenario one was left open on this cluster');
  await new OpenScenario(scenario('one', 'shop', { 'restore.sh': mend }), foreign).stop();
  expect(await sh('kubectl get namespaces,clusterroles -o name')).not.toMatch(/shop|service-clinic$/m);
  await expect(new OpenScenario(scenario('two', 'theirs'), foreign).start()).rejects.toThrow(
    'The cluster has a namespace theirs already',
  );
  expect(await sh('kubectl get namespaces,clusterroles -o name')).toMatch(
    /namespace\/theirs[\s\S]*clusterrole\S*\/theirs/,
  );
});

test('a scenario that needs what there is not is refused before anything is changed', async () => {
  const before = await picture();
  const needy = { ...scenario('one', 'shop'), needs: ['nodes' as const] };
  const why = { en: 'No nodes here.', zh: '这里没有节点。' };
  const runtime: Runtime = { ...bench.runtime, lacks: () => Promise.resolve(why) };
  await expect(new OpenScenario(needy, runtime).start()).rejects.toMatchObject({
    name: 'Refusal',
    text: why,
  });
  expect(await sh('kubectl get namespaces -o name')).not.toContain('service-clinic');
  expect(await picture()).toBe(before);
});
