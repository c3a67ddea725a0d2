import { expect, test } from 'vitest';
import { FakeApi } from '../fake-api.ts';

const path = '/apis/apps/v1/namespaces/default';
const owned = {
  ownerReferences: [
    { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'agent', uid: `${path}/daemonsets/agent` },
  ],
};
const template = (image: string) => ({
  metadata: { labels: { app: 'agent' } },
  spec: { containers: [{ name: 'agent', image }] },
});
const revision = (number: number, image: string) => ({
  apiVersion: 'apps/v1',
  kind: 'ControllerRevision',
  metadata: { name: `agent-${number}`, namespace: 'default', ...owned },
  revision: number,
  data: { spec: { template: { $patch: 'replace', ...template(image) } } },
});

function api(...revisions: ReturnType<typeof revision>[]): FakeApi {
  const fake = new FakeApi();
  fake.put(`${path}/daemonsets/agent`, {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'agent', namespace: 'default' },
    spec: { selector: { matchLabels: { app: 'agent' } }, template: template('agent:2') },
  });
  for (const each of revisions) fake.put(`${path}/controllerrevisions/${each.metadata.name}`, each);
  return fake;
}

const imageNow = (fake: FakeApi) =>
  (fake.objects.get(`${path}/daemonsets/agent`)!.spec as { template: ReturnType<typeof template> }).template;

test('rollout undo of a DaemonSet applies the ControllerRevision before the last', async () => {
  const fake = api(revision(1, 'agent:1'), revision(2, 'agent:2'));
  expect(await fake.kubectl(['rollout', 'undo', 'ds/agent'])).toEqual({
    exit: 0,
    stdout: 'daemonset.apps/agent rolled back\n',
    stderr: '',
  });
  expect(imageNow(fake)).toEqual(template('agent:1'));
});

test.each([
  [['--to-revision=1'], 'daemonset.apps/agent rolled back\n', ''],
  [
    ['--to-revision=2'],
    'daemonset.apps/agent skipped rollback (current template already matches revision 2)\n',
    '',
  ],
  [['--to-revision=7'], '', 'error: unable to find specified revision 7 in history\n'],
  [['--to-revision=-1'], '', 'error: unable to find specified revision -1 in history\n'],
])('rollout undo %s', async (flags, stdout, stderr) => {
  const fake = api(revision(1, 'agent:1'), revision(2, 'agent:2'));
  expect(await fake.kubectl(['rollout', 'undo', 'ds/agent', ...flags])).toEqual({
    exit: stderr ? 1 : 0,
    stdout,
    stderr,
  });
});

test('rollout undo without an earlier revision, and of a kind without history', async () => {
  expect((await api(revision(1, 'agent:2')).kubectl(['rollout', 'undo', 'ds/agent'])).stderr).toBe(
    'error: no last revision to roll back to\n',
  );
  const fake = new FakeApi();
  fake.put('/api/v1/namespaces/default/pods/web', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'default' },
  });
  expect((await fake.kubectl(['rollout', 'undo', 'pod/web'])).stderr).toBe(
    'error: no rollbacker has been implemented for "Pod"\n',
  );
});

test('rollout history of a type names each of its objects; -o prints the revisions themselves', async () => {
  const fake = api(revision(1, 'agent:1'), revision(2, 'agent:2'));
  expect((await fake.kubectl(['rollout', 'history', 'ds'])).stdout).toBe(
    'daemonset.apps/agent \nREVISION  CHANGE-CAUSE\n1         <none>\n2         <none>\n\n',
  );
  const names = await fake.kubectl(['rollout', 'history', 'ds/agent', '-o', 'name']);
  expect(names.stdout).toBe('controllerrevision.apps/agent-1\ncontrollerrevision.apps/agent-2\n');
});
