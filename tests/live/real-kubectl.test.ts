import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeKubeconfig } from '../../src/lab-server/cluster/kubeconfig.ts';
import { serveCluster, type ServedCluster } from '../../src/lab-server/cluster/serve.ts';
import { FakeTerminal } from '../../src/shell/fake-terminal.ts';
import { openBench, type Bench } from './learner.ts';
import { masked, openShop } from './shop.ts';

// The embedded cluster as the real kubectl sees it over HTTPS.
let bench: Bench;
let served: ServedCluster;
let directory: string;
beforeAll(async () => {
  bench = await openBench('real');
  await openShop(bench);
  served = await serveCluster(bench.cluster.cluster);
  directory = await mkdtemp(join(tmpdir(), 'live-'));
  await writeKubeconfig(join(directory, 'config'), 'a', served.access, 'shop');
});
afterAll(async () => {
  await served.close();
  await bench.close();
  await rm(directory, { recursive: true });
});

/** Runs bash; each of `keys` is typed at a terminal that `script` makes, when the container's prompt is there. */
async function bash(command: string, keys?: readonly string[]) {
  const argv = keys ? ['script', '-qec', command, '/dev/null'] : ['bash', '-c', command];
  const child = spawn(argv[0]!, argv.slice(1), {
    cwd: directory,
    env: { ...process.env, KUBECONFIG: join(directory, 'config'), SHELL: '/bin/bash' },
    stdio: [keys ? 'pipe' : 'ignore', 'pipe', 'pipe'],
  });
  const terminal = new FakeTerminal(400);
  const print = (data: Buffer) => terminal.write(data.toString().replace(/\r?\n/g, '\r\n'));
  child.stdout!.on('data', print);
  child.stderr!.on('data', print);
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? -1));
  });
  for (const key of keys ?? []) {
    const ready = () => key === ctrlC || terminal.screen().at(-1) === '/ #';
    for (let i = 0; i < 1500 && !ready(); i++) await pause(10);
    await pause(500);
    child.stdin!.write(key);
    await pause(100);
  }
  const exitCode = await ended;
  const rows = masked(terminal.screen().filter((row) => !row.startsWith('WARNING: version difference')));
  return { exitCode, rows };
}

const ctrlC = '\x03';
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const has = async (program: string) =>
  await new Promise<boolean>((resolve) => {
    const child = spawn(program, ['--help'], { stdio: 'ignore' });
    child.on('error', () => resolve(false));
    child.on('close', () => resolve(true));
  });
const kubectl = await has('kubectl');
const terminal = kubectl && (await has('script'));
const patience = 60_000;

test.skipIf(!kubectl)(
  'exec: output, exit codes, what there is not',
  async () => {
    expect(await bash('kubectl exec client -- hostname')).toEqual({ exitCode: 0, rows: ['client'] });
    expect(await bash("kubectl exec client -- sh -c 'echo no >&2; exit 5'")).toEqual({
      exitCode: 5,
      rows: ['no', 'command terminated with exit code 5'],
    });
    expect(await bash('printf "one\\ntwo\\n" | kubectl exec -i client -- wc -l')).toEqual({
      exitCode: 0,
      rows: ['2'],
    });
    expect(await bash('kubectl exec client -- nope')).toEqual({
      exitCode: 1,
      rows: [
        'error: Internal error occurred: Internal error occurred: error executing command in container: failed to exec in container: failed to start exec "DIGEST": OCI runtime exec failed: exec failed: unable to start container process: exec: "nope": executable file not found in $PATH',
      ],
    });
    expect(await bash('kubectl exec nope -- ls')).toEqual({
      exitCode: 1,
      rows: ['Error from server (NotFound): pods "nope" not found'],
    });
  },
  patience,
);

test.skipIf(!terminal)(
  'exec -it: Ctrl-C ends the loop and not the shell',
  async () => {
    const { exitCode, rows } = await bash('kubectl exec -it client -- sh', [
      'while true; do sleep 1; done\r',
      ctrlC,
      'exit 7\r',
    ]);
    expect(rows).toEqual([
      '/ # while true; do sleep 1; done',
      '^C',
      '/ # exit 7',
      'command terminated with exit code 7',
    ]);
    expect(exitCode).toBe(7);
  },
  patience,
);

test.skipIf(!terminal)(
  'run -it --rm: the prompt comes by itself, the Pod goes with the shell',
  async () => {
    const { exitCode, rows } = await bash(
      'kubectl run -it --rm --restart=Never tmp --image=busybox:1.36 -- sh',
      ['hostname\r', 'exit 3\r'],
    );
    expect(rows.slice(-6).filter((row) => !/enter\.$/.test(row))).toEqual([
      '/ # hostname',
      'tmp',
      '/ # exit 3',
      'pod "tmp" deleted',
      'pod shop/tmp terminated (Error)',
    ]);
    expect(exitCode).toBe(3);
  },
  patience,
);

test.skipIf(!kubectl)(
  'logs -f and get -w go on until they are stopped',
  async () => {
    await bash(
      `kubectl run count --image=busybox:1.36 --restart=Never -- sh -c 'i=0; while true; do echo line $i; i=$((i+1)); sleep 1; done'; kubectl wait pod/count --for=condition=Ready`,
    );
    const logs = await bash('timeout 3 kubectl logs -f count');
    expect(logs.exitCode).toBe(124);
    expect(logs.rows.slice(0, 3)).toEqual(['line 0', 'line 1', 'line 2']);
    const watched = await bash(
      '(timeout 4 kubectl get pod count -w & sleep 1; kubectl delete pod count --grace-period=1 >/dev/null; wait)',
    );
    expect(watched.rows.slice(0, 3)).toEqual([
      'NAME  READY  STATUS  RESTARTS  AGE',
      'count  1/1  Running  0  AGE',
      'count  1/1  Terminating  0  AGE',
    ]);
  },
  patience,
);

test.skipIf(!kubectl)(
  'edit, scale and rollout, apply of both kinds, patch',
  async () => {
    const other = {
      kind: 'Service',
      apiVersion: 'v1',
      metadata: { name: 'web' },
      spec: { selector: { app: 'other' } },
    };
    await writeFile(join(directory, 'other.json'), JSON.stringify(other));
    expect(
      (
        await bash(
          `KUBE_EDITOR="sed -i 's/replicas: 2/replicas: 3/'" kubectl edit deploy web; kubectl rollout status deploy/web | tail -1; ` +
            'kubectl scale deploy/web --replicas=2; kubectl rollout status deploy/web | tail -1; ' +
            // The third Pod is still leaving, and its end is written into the Deployment's status.
            "kubectl wait deploy/web --for=jsonpath='{.status.terminatingReplicas}'=0 --timeout=30s > /dev/null; " +
            `kubectl patch svc web -p '{"spec":{"ports":[{"port":81}]}}'; ` +
            'kubectl apply --server-side -f other.json 2>&1 | head -1; ' +
            'kubectl get deploy web -o yaml | kubectl replace -f -',
        )
      ).rows,
    ).toEqual([
      'deployment.apps/web edited',
      'deployment "web" successfully rolled out',
      'deployment.apps/web scaled',
      'deployment "web" successfully rolled out',
      'The Service "web" is invalid: spec.ports[0].name: Required value',
      'error: Apply failed with 1 conflict: conflict with "kubectl-client-side-apply" using v1: .spec.selector',
      'deployment.apps/web replaced',
    ]);
  },
  patience,
);

test.skipIf(!kubectl)(
  'port-forward: several connections, and a closed port',
  async () => {
    const forward = (port: number, ask: string) =>
      bash(
        `(kubectl port-forward deploy/web 18089:${port} 2>&1 & p=$!; sleep 2; ${ask}; sleep 0.3; kill $p) 2>&1`,
      );
    const curl = 'curl -sS -m 2 http://127.0.0.1:18089/; echo';
    const open = await forward(8080, `${curl}; ${curl}`);
    expect(open.rows.filter((row) => row === 'web-HASH-ID')).toHaveLength(2);
    const closed = (await forward(9999, curl)).rows.join('\n').replace(/\n/g, '');
    expect(closed).toContain('an error occurred forwarding 18089 -> 9999: error forwarding port 9999 to pod');
  },
  patience,
);

test.skipIf(!kubectl)(
  'debug: an ephemeral container in a running Pod',
  async () => {
    const rows = (
      await bash(
        'timeout 30 kubectl debug client -c doctor --profile=general --image=busybox:1.36 -- sleep 30; ' +
          'until kubectl get pod client -o jsonpath={.status.ephemeralContainerStatuses[0].state.running} | grep -q startedAt; do sleep 0.2; done; ' +
          'kubectl exec client -c doctor -- hostname',
      )
    ).rows;
    expect(rows.at(-1)).toBe('client');
  },
  patience,
);
