import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { predict } from './outputs.ts';

const manifests = (name: string) =>
  readFile(new URL(`../../content/playgrounds/${name}.yaml`, import.meta.url), 'utf8');
const selector = "kubectl get service web -o jsonpath='{.spec.selector.app}'";

test(
  'each command runs in a cluster as its playground and setup leave it',
  { timeout: 120_000 },
  async () => {
    let done = 0;
    const results = await predict(
      [
        { playground: 'shop', setup: 'kubectl set selector service web app=wbe', command: selector },
        { playground: 'shop', command: selector },
        { playground: 'shop', command: 'kubectl get service wbe; echo $?' },
        {
          playground: 'shop',
          setup: 'kubectl scale deploy web --replicas 1',
          command: 'kubectl get deploy -o name',
        },
        { playground: 'shop', setup: 'kubectl get service wbe\necho unreached', command: 'true' },
        { playground: 'shop', command: 'kubectl get pods -w -o name' },
        { playground: 'shop', setup: 'cd /tmp && echo a > file', command: 'cat file; pwd' },
        { playground: 'shop', command: 'kubectl get service kubernetes -n default' },
        { playground: 'shop', command: 'echo 10.96.7.8 10.244.1.2 10.96.0.10' },
        { playground: 'shop', command: 'echo "$(printf 10.244).1.2"' },
      ],
      { manifests, start: Date.UTC(2026, 0, 1), done: () => (done += 1) },
    );
    expect(results).toEqual([
      { output: 'wbe' },
      { output: 'web' },
      { output: 'Error from server (NotFound): services "wbe" not found\n1' },
      { output: 'deployment.apps/web' },
      {
        problem: 'its setup failed with exit code 1: Error from server (NotFound): services "wbe" not found',
      },
      { problem: 'does not end within 300 seconds: kubectl get pods -w -o name' },
      { output: 'cat: file: No such file or directory\n/home/learner' },
      {
        problem: expect.stringMatching(/^prints what a cluster draws, another time another: \d+s$/) as string,
      },
      { output: '10.96.7.8 10.244.1.2 10.96.0.10' },
      { problem: 'prints what a cluster draws, another time another: 10.244.1.2' },
    ]);
    expect(done).toBe(results.length);
  },
);

test('a playground that is not there, or that makes no Namespace, is a problem of its question alone', async () => {
  const results = await predict(
    [
      { playground: 'nowhere', command: 'true' },
      { playground: 'bare', command: 'true' },
    ],
    {
      manifests: (name) =>
        name === 'bare' ? Promise.resolve('kind: Pod') : Promise.reject(new Error(`there is no ${name}`)),
    },
  );
  expect(results).toEqual([
    { problem: 'there is no nowhere' },
    { problem: 'the playground bare makes no Namespace' },
  ]);
});
