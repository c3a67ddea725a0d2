import { afterAll, beforeAll, expect, test } from 'vitest';
import { hasKubectl, standInMachine, type Machine } from './stand-in.ts';

// The whole kind path but Docker and kind themselves: the real kubectl and bash against a served cluster.
const kubectl = await hasKubectl();
let machine: Machine;
beforeAll(async () => {
  machine = await standInMachine();
});
afterAll(() => machine.close());

const patience = 400_000;

test.skipIf(!kubectl)(
  'a lab on kind: start, check, hint, repair, check, reset, solve, check, stop',
  async () => {
    const started = await machine.lab('start', 'wrong-target-port', '--on', 'kind');
    expect(started.stderr).toContain('Planting the fault');
    expect(started.stderr).toMatch(/Ready after \d+\.\d s/);
    expect(started.exitCode).toBe(0);
    expect(started.stdout).toContain('Endpoints are there, and still refused');
    expect(started.stdout).toContain(
      `export KUBECONFIG=${machine.env['SERVICE_CLINIC_STATE']}/service-clinic.kubeconfig`,
    );

    const broken = await machine.lab('check');
    expect(broken.exitCode).toBe(1);
    expect(broken.stdout).toContain('✗ What a client gets from web (failed)');
    expect(broken.stdout).toContain('Connection refused');
    expect(broken.stdout).toContain('Not repaired yet.');

    expect((await machine.lab('hint')).stdout).toContain('Hint 1 of 3');
    expect((await machine.lab('hint')).stdout).toContain('Hint 2 of 3');

    const patch = '[{"op":"replace","path":"/spec/ports/0/targetPort","value":"http"}]';
    const repair = await machine.kubectl('patch', 'service', 'web', '--type=json', '-p', patch);
    expect(repair.stdout).toBe('service/web patched\n');
    const repaired = await machine.lab('check');
    expect(repaired.stdout).toContain('Repaired: everything that was promised holds.');
    expect(repaired.exitCode).toBe(0);

    const port = '[{"op":"replace","path":"/spec/ports/0/targetPort","value":9090}]';
    await machine.kubectl('patch', 'service', 'web', '--type=json', '-p', port);
    const again = await machine.lab('check');
    expect(again.exitCode).toBe(1);
    expect(again.stdout).toMatch(
      /The check passed at \d\d:\d\d:\d\d\. Since then:\n✗ What a client gets from web\n {4}before: .*\n {4}now: {4}.*Connection refused/,
    );
    expect((await machine.lab('hint')).stdout).toContain('Hint 3 of 3');

    const reset = await machine.lab('reset');
    expect(reset.stdout).toBe('The broken state is back.\n');
    expect(reset.stderr).toMatch(/Ready after \d+\.\d s/);
    const fresh = await machine.lab('check');
    expect(fresh.exitCode).toBe(1);
    expect(fresh.stdout).not.toContain('Since then');
    const solved = await machine.lab('solve');
    expect(solved.stdout).toContain('kubectl patch service web');
    expect((await machine.lab('check')).exitCode).toBe(0);

    await machine.addContainer('kindccm-ABC', 'io.x-k8s.cloud-provider-kind.cluster=service-clinic');
    await machine.addContainer('somebody-else', 'io.x-k8s.cloud-provider-kind.cluster=kind');
    expect((await machine.lab('stop')).stdout).toBe('The lab is closed.\n');
    expect(await machine.containers()).toEqual(['somebody-else']);
    expect((await machine.lab('check')).stderr).toContain('No lab is open.');
    expect(await machine.calls()).toContain(
      `kind delete cluster --name service-clinic --kubeconfig ${machine.env['SERVICE_CLINIC_STATE']}/service-clinic.kubeconfig`,
    );
  },
  patience,
);

test.skipIf(!kubectl)(
  'a second scenario takes the first one away and kube-system comes back',
  async () => {
    expect((await machine.lab('start', 'dns-off', '--on', 'kind')).exitCode).toBe(0);
    expect(
      (
        await machine.kubectl(
          'get',
          'deploy',
          'coredns',
          '-n',
          'kube-system',
          '-o',
          'jsonpath={.spec.replicas}',
        )
      ).stdout,
    ).toBe('0');
    expect((await machine.lab('start', 'no-endpoints', '--on', 'kind')).exitCode).toBe(0);
    expect(
      (
        await machine.kubectl(
          'get',
          'deploy',
          'coredns',
          '-n',
          'kube-system',
          '-o',
          'jsonpath={.spec.replicas}',
        )
      ).stdout,
    ).toBe('2');
    expect((await machine.kubectl('get', 'svc', 'web', '-o', 'jsonpath={.spec.selector.app}')).stdout).toBe(
      'wbe',
    );
    expect((await machine.lab('stop', '--keep')).exitCode).toBe(0);
    expect((await machine.kubectl('get', 'namespaces', '-o', 'name')).stdout.split('\n')).toEqual([
      'namespace/default',
      'namespace/kube-node-lease',
      'namespace/kube-public',
      'namespace/kube-system',
      'namespace/service-clinic',
      '',
    ]);
    // The cluster that was kept is nobody's lab any more, and goes all the same.
    expect((await machine.lab('stop')).stdout).toBe('The lab is closed.\n');
    expect((await machine.containers()).filter((name) => name.startsWith('service-clinic'))).toEqual([]);
    const nothing = await machine.lab('stop');
    expect(nothing.stderr).toBe('No lab is open, and no cluster of the labs is left.\n');
    expect(nothing.exitCode).toBe(1);
  },
  patience,
);

test.skipIf(!kubectl)(
  'a scenario whose cluster went away can be stopped, and one that needs more than kubectl is refused',
  async () => {
    expect((await machine.lab('start', 'no-endpoints', '--on', 'kind')).exitCode).toBe(0);
    const kubeconfig = `${machine.env['SERVICE_CLINIC_STATE']}/service-clinic.kubeconfig`;
    await machine.removeContainer('service-clinic-worker');
    const needy = 'foreign-iptables-drop';
    const refused = await machine.lab('start', needy, '--on', 'kubeconfig', '--kubeconfig', kubeconfig);
    expect(refused.stderr).toContain('“docker exec service-clinic-worker …”, and there is no such node here');
    expect(refused.exitCode).toBe(1);
    expect((await machine.lab('start', needy, '--on', 'embedded')).stderr).toContain(
      'Do this lab in the page',
    );
    expect((await machine.lab('hint')).stdout).toContain('Hint 1 of 3');
    await machine.crash();
    expect((await machine.lab('check')).exitCode).toBe(2);
    expect((await machine.lab('reset')).stderr).toContain('does not answer');
    expect((await machine.lab('stop')).stdout).toBe('The lab is closed.\n');
    expect((await machine.containers()).filter((name) => name.startsWith('service-clinic'))).toEqual([]);
  },
  patience,
);

test('without kind, it says what is missing and what to do', async () => {
  const { env } = machine;
  const bare = await machine.lab('start', 'no-such-lab', '--on', 'kind');
  expect(bare.stderr).toMatch(
    /^there is no scenario no-such-lab; there are: [a-z0-9, -]*no-endpoints[a-z0-9, -]*\n$/,
  );
  expect(bare.exitCode).toBe(1);
  expect(env['LAB_LANG']).toBe('en');
});

test('the doctor looks at everything and says how to mend it', async () => {
  const { stdout } = await machine.lab('doctor');
  expect(stdout).toContain('✓ Docker engine: 29.0.0');
  expect(stdout).toContain('✓ kind: kind v0.32.0');
  expect(stdout).toMatch(/image kindest\/node:v1\.36\.1@sha256:[0-9a-f]{64}: not on this machine/);
  expect(stdout).toContain('m.daocloud.io/docker.io/kindest/node:v1.36.1@sha256:');
});
