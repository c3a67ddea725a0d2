import { expect, test } from 'vitest';
import type { Report } from '../checker/report.ts';
import { LabClient, LabError, type Transport } from './client.ts';
import { LabHost } from './host.ts';
import type { LabLifecycle, LabTerminal } from './lifecycle.ts';
import type { LabEvent, LabRequest } from './protocol.ts';

const report: Report = { scenario: 'dns-off', verdict: 'fail', probes: [], at: 0, durationMs: 1 };

/** A page and a host joined by structured clones, as a Worker joins them. */
function open(lifecycle: Partial<LabLifecycle> = {}, lasting = false) {
  const log: string[] = [];
  let toPage: (event: LabEvent) => void = () => {};
  let lost: (detail?: string) => void = () => {};
  let shell: LabTerminal | undefined;
  const host = new LabHost((event) => queueMicrotask(() => toPage(structuredClone(event))), {
    openBench: (scenario) => {
      log.push(`open ${scenario}`);
      return Promise.resolve({
        lasting,
        openShell: (terminal) => {
          shell = terminal;
          terminal.write('$ ');
          return {
            input: (data) => log.push(`input ${data}`),
            resize: ({ columns, rows }) => log.push(`resize ${columns}x${rows}`),
            dispose: () => log.push('shell gone'),
          };
        },
        hurry: (work) => work(),
        close: () => {
          log.push('cluster gone');
          return Promise.resolve();
        },
        lifecycle: {
          start: (progress) => {
            progress({ en: 'breaking', zh: '破坏中' });
            return Promise.resolve();
          },
          check: () => Promise.resolve(report),
          solve: () => Promise.resolve({ fix: 'scale', script: 'kubectl scale', output: 'scaled\n' }),
          reset: () => Promise.resolve(),
          stop: () => {
            log.push('scenario gone');
            return Promise.resolve();
          },
          ...lifecycle,
        },
      });
    },
  });
  const transport: Transport = {
    send: (message: LabRequest) => host.receive(structuredClone(message)),
    onMessage: (listener) => (toPage = listener),
    onLost: (listener) => (lost = listener),
    close: () => log.push('transport closed'),
  };
  const client = new LabClient(transport, {
    output: (data) => log.push(`output ${data}`),
    progress: (text) => log.push(`progress ${text.zh}`),
    edit: (name, text) => Promise.resolve(name === 'keep' ? null : `${text}!`),
    command: (line) => log.push(`command ${line}`),
    closed: (problem) => log.push(`closed ${problem?.detail ?? ''}`),
  });
  return { client, host, log, lose: (detail: string) => lost(detail), shell: () => shell };
}

const size = { columns: 100, rows: 30 };

test('a lab from start to stop', async () => {
  const { client, log, shell } = open();
  await client.start('dns-off', 'zh', size);
  client.input('ls\r');
  client.resize({ columns: 50, rows: 10 });
  expect(await client.check()).toEqual(report);
  expect(await client.solve()).toEqual({
    kind: 'solved',
    fix: 'scale',
    script: 'kubectl scale',
    output: 'scaled\n',
  });
  expect(await shell()?.edit('svc.yaml', 'a')).toBe('a!');
  expect(await shell()?.edit('keep', 'a')).toBeUndefined();
  await client.reset();
  await client.stop();
  expect(log).toEqual([
    'open dns-off',
    'progress 破坏中',
    'output $ ',
    'input ls\r',
    'resize 50x10',
    'shell gone',
    'cluster gone',
  ]);
});

test('a second start gives the first lab up', async () => {
  const { client, log } = open();
  await client.start('dns-off', 'en', size);
  await client.start('no-endpoints', 'en', size);
  expect(log.filter((line) => /open|gone/.test(line))).toEqual([
    'open dns-off',
    'shell gone',
    'cluster gone',
    'open no-endpoints',
  ]);
});

test('a shell that ends is followed by a new one', async () => {
  const { client, log, shell } = open();
  await client.start('dns-off', 'en', size);
  const first = shell();
  first?.onClosed();
  client.input('ls');
  await client.check();
  expect(shell()).not.toBe(first);
  expect(log.slice(2)).toEqual(['output $ ', 'shell gone', 'input ls', 'output $ ']);
});

test('lines of the shell reach the page, also from a shell after another; clearing them says nothing', async () => {
  const { client, log, shell } = open();
  await client.start('dns-off', 'en', size);
  shell()?.onHistory(['kubectl get svc']);
  shell()?.onHistory(['kubectl get svc', "cat <<'EOF'\na\nEOF"]);
  shell()?.onHistory([]);
  shell()?.onClosed();
  expect(shell()?.history).toEqual([]);
  shell()?.onHistory(['ls']);
  await client.check();
  expect(log.filter((line) => line.startsWith('command'))).toEqual([
    'command kubectl get svc',
    "command cat <<'EOF'\na\nEOF",
    'command ls',
  ]);
});

test('a start that fails says so, and leaves no cluster behind', async () => {
  const { client, log } = open({ start: () => Promise.reject(new Error('healthy.yaml failed')) });
  const error = await client.start('dns-off', 'en', size).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(LabError);
  expect((error as LabError).problem).toEqual({
    what: { en: 'The lab could not be started.', zh: '实验没能启动。' },
    unharmed: {
      en: 'Your answers and passed labs are kept in this browser.',
      zh: '你的答案和已通过的实验都保存在这个浏览器里。',
    },
    next: {
      en: 'Start it again. If that fails too, reload the page.',
      zh: '请再次启动；若仍失败，请重新加载页面。',
    },
    detail: 'healthy.yaml failed',
  });
  expect(log).toEqual(['open dns-off', 'cluster gone']);
  await expect(client.check()).rejects.toThrow('no lab is open');
});

test('a lost connection rejects what is open and whatever follows', async () => {
  const { client, log, lose } = open({ check: () => new Promise(() => {}) });
  await client.start('dns-off', 'en', size);
  const check = client.check();
  lose('worker crashed');
  await expect(check).rejects.toThrow('worker crashed');
  await expect(client.reset()).rejects.toThrow('worker crashed');
  expect(log.at(-1)).toBe('closed worker crashed');
});

test('on a cluster that lives on, stopping takes the scenario away', async () => {
  const { client, log } = open({}, true);
  await client.start('dns-off', 'en', size);
  await client.stop();
  expect(log.slice(-3)).toEqual(['scenario gone', 'shell gone', 'cluster gone']);
});

test('a page that goes while its lab starts leaves neither shell nor cluster behind', async () => {
  let finish = () => {};
  const { client, host, log, shell } = open(
    { start: () => new Promise((resolve) => (finish = resolve)) },
    true,
  );
  const started = client.start('dns-off', 'en', size).catch((error: unknown) => error);
  while (log.length === 0) await Promise.resolve();
  const closed = host.close();
  await Promise.resolve();
  finish();
  await closed;
  expect(await started).toBeInstanceOf(LabError);
  expect(shell()).toBeUndefined();
  expect(log).toEqual(['open dns-off', 'cluster gone']);
});
