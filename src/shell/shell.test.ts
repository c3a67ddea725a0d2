import { expect, test } from 'vitest';
import { open, settle, typed } from './testing.ts';

const $ = 'learner@service-clinic:~$';

test('commands, exit codes, variables, directories and functions last from line to line', async () => {
  expect(
    await typed([
      'x=5; export y=6; a=(1 "2 3")\r',
      'echo $x $y "${a[1]}"\r',
      'f() { echo "f $1"; return 3; }\r',
      'f 1\recho $?\r',
      'cd /tmp && pwd\r',
      'kubectl fail\recho $?\r',
      'nope\recho $?\r',
    ]),
  ).toEqual([
    `${$} x=5; export y=6; a=(1 "2 3")`,
    `${$} echo $x $y "\${a[1]}"`,
    '5 6 2 3',
    `${$} f() { echo "f $1"; return 3; }`,
    `${$} f 1`,
    'f 1',
    `${$} echo $?`,
    '3',
    `${$} cd /tmp && pwd`,
    '/tmp',
    'learner@service-clinic:/tmp$ kubectl fail',
    'Error from server (NotFound)',
    'learner@service-clinic:/tmp$ echo $?',
    '1',
    'learner@service-clinic:/tmp$ nope',
    'bash: nope: command not found',
    'learner@service-clinic:/tmp$ echo $?',
    '127',
    'learner@service-clinic:/tmp$',
  ]);
});

test('an alias is expanded, alone and in a pipe', async () => {
  expect(
    await typed(['k get pods\r', 'k get svc | tr a-z A-Z\r', "alias kg='kubectl get'\rkg ep\r"]),
  ).toEqual([
    `${$} k get pods`,
    'kubectl get pods',
    `${$} k get svc | tr a-z A-Z`,
    'KUBECTL GET SVC',
    `${$} alias kg='kubectl get'`,
    `${$} kg ep`,
    'kubectl get ep',
    $,
  ]);
});

test('a command prints while it runs, and Ctrl-C ends it with 130', async () => {
  const { shell, terminal } = open();
  shell.input('for i in 1 2; do echo turn $i; kubectl watch; done; echo not reached\r');
  await settle();
  expect(terminal.screen()).toEqual([
    `${$} for i in 1 2; do echo turn $i; kubectl watch; done; ec`,
    'ho not reached',
    'turn 1',
    'first',
  ]);
  shell.input('\x03');
  await settle();
  shell.input('echo $?\r');
  await settle();
  expect(terminal.screen().slice(-4)).toEqual(['^C', `${$} echo $?`, '130', $]);
});

test('what is typed goes to the command: lines when cooked, keys when it asked for a terminal', async () => {
  expect(await typed(['kubectl apply -f -\r', 'ab\x7fc\r', '\x04'])).toEqual([
    `${$} kubectl apply -f -`,
    'tty=true',
    'ac',
    '["ac\\n"]',
    $,
  ]);
  expect(await typed(['kubectl exec -it web -- sh\r', 'l', 's\r', '\x03', '\x04', 'echo $?\r'])).toEqual([
    `${$} kubectl exec -it web -- sh`,
    'tty=true',
    '["l"]',
    '["s\\r"]',
    '["\\u0003"]',
    '["\\u0004"]',
    `${$} echo $?`,
    '7',
    $,
  ]);
  expect(await typed(['cat > note\r', 'line\r', '\x04', 'cat note | wc -l\r'])).toEqual([
    `${$} cat > note`,
    'line',
    `${$} cat note | wc -l`,
    '1',
    $,
  ]);
});

test('lines continue until the command is whole; Ctrl-C gives it up', async () => {
  expect(
    await typed([
      'for i in 1 2\r',
      'do\r',
      'echo $i\r',
      'done\r',
      'echo "a\r',
      'b" |\r',
      'wc -l\r',
      'if\r\x03',
    ]),
  ).toEqual([
    `${$} for i in 1 2`,
    '> do',
    '> echo $i',
    '> done',
    '1',
    '2',
    `${$} echo "a`,
    '> b" |',
    '> wc -l',
    '2',
    `${$} if`,
    '> ^C',
    $,
  ]);
});

test('a paste of several lines with a here-document, CRLF included', async () => {
  const paste = 'kubectl apply -f - <<EOF\r\n  a: 1\r\nEOF\r\nkubectl get svc\r\n';
  expect(await typed([`\x1b[200~${paste}\x1b[201~`])).toEqual([
    `${$} kubectl apply -f - <<EOF`,
    '>   a: 1',
    '> EOF',
    'tty=false',
    '["  a: 1\\n"]',
    `${$} kubectl get svc`,
    'kubectl get svc',
    $,
  ]);
});

test('Tab completes commands, files and kubectl words; twice lists them', async () => {
  expect(
    await typed(['k g\tpods\r', 'kube\tde\t\t', '\x15cat we\t\r', 'cat no-such\t'], {
      files: { 'web.yaml': 'kind: Service\n', 'dir/x': '' },
    }),
  ).toEqual([
    `${$} k get pods`,
    'kubectl get pods',
    `${$} kubectl de`,
    'delete    describe',
    `${$} cat web.yaml`,
    'kind: Service',
    `${$} cat no-such`,
  ]);
});

test('the editor opens on files and for kubectl edit', async () => {
  const edit = (name: string, text: string) => Promise.resolve(`${text}# ${name}`);
  expect(
    await typed(['vi a.yaml\r', 'cat a.yaml\r', 'kubectl edit svc\r'], { edit, files: { 'a.yaml': 'x\n' } }),
  ).toEqual([
    `${$} vi a.yaml`,
    `${$} cat a.yaml`,
    'x',
    '# a.yaml',
    `${$} kubectl edit svc`,
    'saved port: 80',
    '# svc.yaml',
    $,
  ]);
});

test('exit and Ctrl-D close the shell, the history is handed out', async () => {
  let closed = 0;
  let lines: readonly string[] = [];
  const options = {
    onClosed: () => (closed += 1),
    onHistory: (all: readonly string[]) => (lines = [...all]),
  };
  await typed(['echo 1\recho 1\r history\rexit 3\r'], options);
  expect({ closed, lines }).toEqual({ closed: 1, lines: ['echo 1', 'exit 3'] });
  await typed(['\x04'], options);
  expect(closed).toBe(2);
});

test('a script stops at the first failure when it says so, and reads here-documents', async () => {
  const { shell } = open();
  expect(
    await shell.run(
      '# fault\nset -e\nfor p in a b; do\n  kubectl get $p\ndone\nkubectl apply -f - <<EOF\nx: $HOME\nEOF\nkubectl fail\necho no\n',
    ),
  ).toEqual({
    exitCode: 1,
    stdout: 'kubectl get a\nkubectl get b\ntty=false\n["x: /home/learner\\n"]\n',
    stderr: 'Error from server (NotFound)\n',
  });
});

test('errors stand where they happen, also of the first command of a pipe', async () => {
  expect(
    await typed(
      ['kubectl fail | cat; echo "$(kubectl get a)"; kubectl fail 2>/dev/null || echo failed >&2\r'],
      {},
      120,
    ),
  ).toEqual([
    `${$} kubectl fail | cat; echo "$(kubectl get a)"; kubectl fail 2>/dev/null || echo failed >&2`,
    'Error from server (NotFound)',
    'kubectl get a',
    'failed',
    $,
  ]);
});

test('yq, xargs, and programs that are not here', async () => {
  expect(
    await typed([
      "echo 'spec: {port: 80}' | yq .spec\r",
      'echo a b | xargs -n1 kubectl get\r',
      'docker ps\r',
    ]),
  ).toEqual([
    `${$} echo 'spec: {port: 80}' | yq .spec`,
    'port: 80',
    `${$} echo a b | xargs -n1 kubectl get`,
    'kubectl get a',
    'kubectl get b',
    `${$} docker ps`,
    'bash: docker: command not found',
    $,
  ]);
});
