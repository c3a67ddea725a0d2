import { expect, test } from 'vitest';
import { pauseOfNote } from './pauses.ts';
import { deletedUnrecorded, filesAppliedBefore } from './preparation.ts';
import type { Recorded } from './recordings.ts';

const ran = (cmd: string, stdout = ''): Recorded => ({ cmd, exit: 0, stdout, stderr: '', ms: 1 });
const manifest = (kind: string, name: string, apiVersion = 'v1') =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}\n`;

test('an object that is deleted though nothing made it had been applied from its file', () => {
  const files = {
    'baseline/web.yaml': manifest('Service', 'web'),
    'policy/deny.yaml': manifest('NetworkPolicy', 'deny-all', 'networking.k8s.io/v1'),
    'later/config.yaml': manifest('ConfigMap', 'later'),
    'damaged.yaml': 'a: [',
  };
  const transcript = [
    ran('kubectl apply -f later/config.yaml', 'configmap/later created\n'),
    ran(
      'kubectl delete networkpolicy deny-all -n shop',
      'networkpolicy.networking.k8s.io "deny-all" deleted from shop namespace\n',
    ),
    ran('kubectl delete cm later -n shop', 'configmap "later" deleted from shop namespace\n'),
    ran('kubectl delete svc web -n shop', 'service "web" deleted from shop namespace\n'),
    ran('kubectl delete pod stray -n shop', 'pod "stray" deleted from shop namespace\n'),
  ];
  expect(filesAppliedBefore(transcript, files)).toEqual(['policy/deny.yaml']);
});

test('a Deployment that is created again had been deleted, as soon as its Pods were seen to go', () => {
  const transcript = [
    ran('kubectl get pods', 'web-1   1/1   Running   0   3s\n'),
    ran('kubectl get pods', 'web-1   1/1   Terminating   0   3s\n'),
    ran('kubectl apply -f web.yaml', 'deployment.apps/web created\n'),
    ran('kubectl get pods', 'web-1   1/1   Terminating   0   3s\n'),
    ran('kubectl delete deploy web', 'deployment.apps "web" deleted\n'),
    ran('kubectl apply -f web.yaml', 'deployment.apps/web created\n'),
  ];
  expect(transcript.map((_, at) => deletedUnrecorded(transcript, at).map(({ name }) => name))).toEqual([
    [],
    ['web'],
    ['web'],
    [],
    [],
    ['web'],
  ]);
});

test.each([
  ['# five seconds later', 5000],
  ['# 2 minutes later: still the same', 120_000],
  ['# the same after 30 seconds', 30_000],
  ['# noticed within about a minute', 120_000],
  ['# the node is NotReady', 0],
  ['# after a rollout restart: the new pods crash', 0],
])('%s', (note, ms) => expect(pauseOfNote(note)).toBe(ms));
