import { expect, test } from 'vitest';
import type { Machine } from '../../../kube/machine.ts';
import { open, typed } from '../../testing.ts';

const now = Date.UTC(2026, 10, 22, 8);
const clock = { now: () => now, sleep: () => Promise.resolve() };
const container = (name: string, digit: string, ports = '') => ({
  id: digit.repeat(64),
  name,
  image: 'kindest/node:v1.36.1',
  command: '/usr/local/bin/entrypoint /sbin/init',
  created: now - 58 * 60_000,
  running: true,
  ports,
});

/** Two nodes, on which every command prints how it was run. */
const machine: Machine = {
  containers: () =>
    Promise.resolve([
      container('kind-control-plane', 'a', '127.0.0.1:38471->6443/tcp'),
      container('kind-worker', 'b'),
    ]),
  exec: async (name, command, { stdin, stdout, tty } = {}) => {
    if (command[0] === 'cat') {
      const text = '172.18.0.4\tkind-worker\n';
      stdout?.(text);
      return { exitCode: 0, stdout: text, stderr: '' };
    }
    stdout?.(`${name}: ${command.join(' ')}${tty ? ' (tty)' : ''}\n`);
    for await (const piece of stdin ?? []) {
      stdout?.(`[${JSON.stringify(piece)}]\n`);
      if (piece.includes('\x04')) return { exitCode: 7, stdout: '', stderr: '' };
    }
    return { exitCode: command[0] === 'false' ? 1 : 0, stdout: '', stderr: '' };
  },
  programs: ['curl'],
  run: (argv, { stdout } = {}) => {
    stdout?.(`ran ${argv.join(' ')}\n`);
    return Promise.resolve({ exitCode: 0, stdout: '', stderr: '' });
  },
  listen: () => ({ port: 1, close: () => undefined }),
};

const run = async (script: string) => {
  const { shell } = open({ machine, clock });
  const result = await shell.run(script);
  shell.dispose();
  return result;
};

test('docker ps, as the real one prints it', async () => {
  expect(
    await run('docker ps; docker ps -q; docker ps -f name=worker --format "{{.Names}}\\t{{.Status}}"'),
  ).toEqual({
    exitCode: 0,
    stderr: '',
    stdout:
      'CONTAINER ID   IMAGE                  COMMAND                  CREATED          STATUS          PORTS                       NAMES\n' +
      'aaaaaaaaaaaa   kindest/node:v1.36.1   "/usr/local/bin/entr…"   58 minutes ago   Up 58 minutes   127.0.0.1:38471->6443/tcp   kind-control-plane\n' +
      'bbbbbbbbbbbb   kindest/node:v1.36.1   "/usr/local/bin/entr…"   58 minutes ago   Up 58 minutes                               kind-worker\n' +
      'aaaaaaaaaaaa\nbbbbbbbbbbbb\nkind-worker\tUp 58 minutes\n',
  });
});

test('docker exec passes on the command, its input, its exit code', async () => {
  const script =
    'docker exec kind-worker ls -l; echo in | docker exec -i kind-worker cat2; docker exec kind-worker false; echo $?; curl -s x';
  expect((await run(script)).stdout).toBe(
    'kind-worker: ls -l\nkind-worker: cat2\n["in\\n"]\nkind-worker: false\n1\nran curl -s x\n',
  );
  expect(
    await typed(['docker exec -it kind-worker bash\r', 'l\r', '\x04', 'echo $?\r'], { machine }),
  ).toEqual([
    'learner@service-clinic:~$ docker exec -it kind-worker bash',
    'kind-worker: bash (tty)',
    '["l\\r"]',
    '["\\u0004"]',
    'learner@service-clinic:~$ echo $?',
    '7',
    'learner@service-clinic:~$',
  ]);
});

test('docker inspect finds a name and an address by the usual templates', async () => {
  const template = '{{.Name}} {{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}} {{.State.Status}}';
  expect(await run(`docker inspect -f '${template}' kind-worker; docker inspect nope`)).toEqual({
    exitCode: 1,
    stdout: '/kind-worker 172.18.0.4 running\n[]\n',
    stderr: 'error: no such object: nope\n',
  });
});

test('errors are those of docker', async () => {
  const script =
    'docker exec nope ls; echo $?; docker exec kind-worker; echo $?; docker foo; docker exec -t -i kind-worker sh; docker ps --bad';
  expect(await run(script)).toEqual({
    exitCode: 125,
    stdout: '1\n1\n',
    stderr:
      'Error response from daemon: No such container: nope\n' +
      "docker: 'docker exec' requires at least 2 arguments\n\nUsage:  docker exec [OPTIONS] CONTAINER COMMAND [ARG...]\n\nRun 'docker exec --help' for more information\n" +
      "docker: unknown command: docker foo\n\nRun 'docker --help' for more information\n" +
      'the input device is not a TTY\n' +
      "unknown flag: --bad\n\nUsage:  docker ps [OPTIONS]\n\nRun 'docker ps --help' for more information\n",
  });
});
