import { expect, test } from 'vitest';
import { open, settle, typed } from './testing.ts';

const $ = 'learner@service-clinic:~$';
/** Process ids differ from run to run. */
const withoutIds = (screen: readonly string[]) =>
  screen.map((line) => line.replace(/\b4[3-9]\d\d\b/g, 'PID'));

test('background jobs are told of: at their start, in jobs, and before the prompt that follows their end', async () => {
  expect(
    withoutIds(
      await typed([
        'sleep 0.05 &\r',
        '\r',
        'kubectl watch > /dev/null &\r',
        'sleep 60 & jobs\r',
        'jobs -l; kill %2\r',
        '\r',
        'kill -9 $!; false &\r',
        '\r',
        'jobs; fg\r',
      ]),
    ),
  ).toEqual([
    `${$} sleep 0.05 &`,
    '[1] PID',
    $,
    '[1]+  Done                    sleep 0.05',
    `${$} kubectl watch > /dev/null &`,
    '[1] PID',
    `${$} sleep 60 & jobs`,
    '[2] PID',
    '[1]-  Running                 kubectl watch > /dev/null &',
    '[2]+  Running                 sleep 60 &',
    `${$} jobs -l; kill %2`,
    '[1]- PID Running                 kubectl watch > /dev/null &',
    '[2]+ PID Running                 sleep 60 &',
    `${$}`,
    '[2]+  Terminated              sleep 60',
    `${$} kill -9 $!; false &`,
    'bash: kill: (PID) - No such process',
    '[2] PID',
    `${$}`,
    '[2]+  Exit 1                  false',
    `${$} jobs; fg`,
    '[1]+  Running                 kubectl watch > /dev/null &',
    'kubectl watch > /dev/null',
  ]);
});

test('Ctrl-Z stops a job, bg lets it go on, fg waits for it and Ctrl-C ends it', async () => {
  const { shell, terminal } = open();
  for (const piece of ['sleep 0.3; echo later\r', '\x1a', 'echo $?; jobs\r']) {
    shell.input(piece);
    await settle();
  }
  await settle();
  await settle();
  for (const piece of ['bg\r', 'sleep 60\r', '\x1a', 'fg\r', '\x03', 'jobs; echo end\r']) {
    shell.input(piece);
    await settle();
  }
  expect(terminal.screen()).toEqual([
    `${$} sleep 0.3; echo later`,
    '^Z',
    '[1]+  Stopped                 sleep 0.3; echo later',
    `${$} echo $?; jobs`,
    '148',
    '[1]+  Stopped                 sleep 0.3; echo later',
    `${$} bg`,
    '[1]+ sleep 0.3; echo later &',
    `${$} later`,
    'sleep 60',
    '^Z',
    '[2]+  Stopped                 sleep 60',
    '[1]-  Done                    sleep 0.3; echo later',
    `${$} fg`,
    'sleep 60',
    '^C',
    `${$} jobs; echo end`,
    'end',
    $,
  ]);
  shell.dispose();
});

test('lines flow through a pipe as they come, and its end ends what writes to it', async () => {
  const { shell, terminal } = open();
  shell.input('kubectl watch | sed s/f/F/ | tee log | cat\r');
  await settle();
  expect(terminal.screen()).toEqual([`${$} kubectl watch | sed s/f/F/ | tee log | cat`, 'First']);
  shell.input('\x03');
  await settle();
  shell.input('echo $?; cat lo?; yes|head -1; echo ${PIPESTATUS[0]}\r');
  await settle();
  expect(terminal.screen().slice(2)).toEqual([
    '^C',
    `${$} echo $?; cat lo?; yes|head -1; echo \${PIPESTATUS[0]}`,
    '130',
    'First',
    'y',
    '141',
    $,
  ]);
  shell.dispose();
});

test('history expansion shows what it made of the line', async () => {
  expect(await typed(['echo a b\r', 'echo !$ "!e" \'!!\'\r', '^echo^printf %s^\r', '!nope\r'])).toEqual([
    `${$} echo a b`,
    'a b',
    `${$} echo !$ "!e" '!!'`,
    `echo b "echo a b" '!!'`,
    'b echo a b !!',
    `${$} ^echo^printf %s^`,
    `printf %s b "echo a b" '!!'`,
    'becho a b!!',
    `${$} !nope`,
    'bash: !nope: event not found',
    $,
  ]);
});

test('watch draws its header over the whole width, until Ctrl-C', async () => {
  const { shell, terminal } = open({
    clock: { now: () => Date.UTC(2026, 10, 2, 8, 5, 9), sleep: () => new Promise(() => undefined) },
  });
  shell.input('watch -n1 kubectl get pods\r');
  await settle();
  const header = 'Every 1.0s: kubectl get pods';
  expect(terminal.screen()).toEqual([
    `${header}${'service-clinic: Mon Nov  2 08:05:09 2026'.padStart(80 - header.length)}`,
    '',
    'kubectl get pods',
  ]);
  shell.dispose();
});
