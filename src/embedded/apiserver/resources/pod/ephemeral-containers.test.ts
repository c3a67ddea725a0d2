import { expect, test } from 'vitest';
import type { PodSpec } from '../../../../kube/types.ts';
import { testServer } from '../../testing.ts';
import { definitions } from '../index.ts';

const pods = '/api/v1/namespaces/shop/pods';

async function withPod() {
  const { send } = await testServer(definitions);
  await send('POST', pods, {
    metadata: { name: 'web' },
    spec: { containers: [{ name: 'web', image: 'web:1' }], volumes: [{ name: 'v', emptyDir: {} }] },
  });
  const put = (ephemeralContainers: object[]) => {
    const type = { 'content-type': 'application/strategic-merge-patch+json' };
    return send('PATCH', `${pods}/web/ephemeralcontainers`, { spec: { ephemeralContainers } }, type);
  };
  return { send, put };
}

test('a container is added beside the others, with its defaults, and nothing else changes', async () => {
  const { send } = await withPod();
  const { body: before } = await send('GET', `${pods}/web/ephemeralcontainers`);
  const spec = before['spec'] as PodSpec;
  const { code, body } = await send('PUT', `${pods}/web/ephemeralcontainers`, {
    ...before,
    metadata: { ...before.metadata, labels: { a: 'b' } },
    spec: { ...spec, nodeName: 'n', ephemeralContainers: [{ name: 'debugger', image: 'busybox:1.36' }] },
  });
  expect([code, body.metadata.labels, body.metadata.generation, body['spec']]).toEqual([
    200,
    undefined,
    2,
    {
      ...spec,
      ephemeralContainers: [
        {
          name: 'debugger',
          image: 'busybox:1.36',
          imagePullPolicy: 'IfNotPresent',
          resources: {},
          terminationMessagePath: '/dev/termination-log',
          terminationMessagePolicy: 'File',
        },
      ],
    },
  ]);
});

test('what is wrong with one is told', async () => {
  const { put } = await withPod();
  const { code, body } = await put([
    {
      name: 'web',
      targetContainerName: 'nope',
      ports: [{ containerPort: 80 }],
      resources: { limits: { cpu: '1' } },
      volumeMounts: [{ name: 'v', mountPath: '/v', subPath: 'a' }],
    },
  ]);
  expect([code, body.message]).toEqual([
    422,
    'Pod "web" is invalid: [spec.ephemeralContainers[0].image: Required value, spec.ephemeralContainers[0].name: Duplicate value: "web", spec.ephemeralContainers[0].targetContainerName: Not found: "nope", spec.ephemeralContainers[0].ports: Forbidden: cannot be set for an Ephemeral Container, spec.ephemeralContainers[0].resources: Forbidden: cannot be set for an Ephemeral Container, spec.ephemeralContainers[0].volumeMounts[0].subPath: Forbidden: cannot be set for an Ephemeral Container]',
  ]);
});

test('one that is there stays as it is', async () => {
  const { send, put } = await withPod();
  await put([{ name: 'debugger', image: 'busybox:1.36' }]);
  const { body: changed } = await put([{ name: 'debugger', image: 'busybox:1.37' }]);
  expect(changed.message).toContain(
    'Pod "web" is invalid: spec.ephemeralContainers: Forbidden: existing ephemeral containers "debugger" may not be changed\n@@ -1,6 +1,6 @@\n {\n  "Name": "debugger",\n- "Image": "busybox:1.36",\n+ "Image": "busybox:1.37",\n  "Command": null,\n',
  );
  const { body: now } = await send('GET', `${pods}/web`);
  const { ephemeralContainers: _, ...spec } = now['spec'] as PodSpec;
  const { body: removed } = await send('PUT', `${pods}/web/ephemeralcontainers`, { ...now, spec });
  expect(removed.message).toBe(
    'Pod "web" is invalid: spec.ephemeralContainers: Forbidden: existing ephemeral containers "debugger" may not be removed\n',
  );
});
