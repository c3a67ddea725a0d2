import { expect, test } from 'vitest';
import { busybox } from '../busybox/index.ts';
import { World } from '../test-support.ts';

const run = async (script: string, world = new World()) => {
  const { stdout, stderr, exit } = await world.run(busybox, ['sh', '-c', script]);
  return { stdout, stderr, exit };
};
const stdout = async (script: string) => (await run(script)).stdout;

test('expansion, loops, functions, here-documents', async () => {
  expect(
    await stdout(
      'x=foo.tar.gz; echo ${x%%.*} ${x#*.} ${#x} ${y:-def} "$((1 + 2 * 3))" $(echo "a  b") "$(echo "a  b")"',
    ),
  ).toBe('foo tar.gz 10 def 7 a b a  b\n');
  expect(
    await stdout(
      'for i in $(seq 1 3); do [ $i -eq 2 ] && continue; echo $i; done; i=0; while [ $i -lt 3 ]; do i=$((i+1)); [ $i = 2 ] && break; done; echo $i',
    ),
  ).toBe('1\n3\n2\n');
  expect(await stdout('f() { local q=1; echo "$1-$q-$#"; return 3; }; f z; echo $? [$q]')).toBe(
    'z-1-1\n3 []\n',
  );
  expect(
    await stdout(
      'case web.txt in *.md) echo md;; *.txt|*.log) echo text;; esac; set -- \'a b\' c; for p in "$@"; do echo "<$p>"; done',
    ),
  ).toBe('text\n<a b>\n<c>\n');
  expect(await stdout("n=1; cat <<EOF; cat <<'EOF'\nis $n\nEOF\nis $n\nEOF\n")).toBe('is 1\nis $n\n');
  expect(
    await stdout('mkdir /d; echo b > /d/2; echo a > /d/1; cat /d/*; echo /nope/*; (cd /d; pwd); pwd'),
  ).toBe('a\nb\n/nope/*\n/d\n/\n');
  expect(
    await stdout(
      'printf "x y\\nz w\\n" | while read a b; do echo "$b$a"; done; echo one | { read v; echo "got $v"; }',
    ),
  ).toBe('yx\nwz\ngot one\n');
});

test('errors in ash words, on stderr, with their status', async () => {
  expect(await run('nope; echo $?')).toEqual({ stdout: '127\n', stderr: 'sh: nope: not found\n', exit: 0 });
  expect(await run('cat x')).toEqual({
    stdout: '',
    stderr: "cat: can't open 'x': No such file or directory\n",
    exit: 1,
  });
  expect(await run('echo a > /no/x; echo $?; cat < /no')).toEqual({
    stdout: '1\n',
    stderr: "sh: can't create /no/x: nonexistent directory\nsh: can't open /no: no such file\n",
    exit: 1,
  });
  expect(await run('cd /no')).toMatchObject({
    stderr: "sh: cd: can't cd to /no: No such file or directory\n",
  });
  expect(await run('echo a; done')).toEqual({
    stdout: '',
    stderr: 'sh: syntax error: unexpected "done"\n',
    exit: 2,
  });
  expect(await run("echo 'a")).toEqual({
    stdout: '',
    stderr: 'sh: syntax error: unterminated quoted string\n',
    exit: 2,
  });
  expect(await run('set -e; false || true; if false; then :; fi; false; echo no')).toEqual({
    stdout: '',
    stderr: '',
    exit: 1,
  });
  expect(await run('false | true; echo $?; ! true; echo $?; trap "echo bye" EXIT; exit 7')).toEqual({
    stdout: '0\n1\nbye\n',
    stderr: '',
    exit: 7,
  });
});

test('the environment that ash adds to', async () => {
  expect(await stdout('env | sort')).toBe('HOME=/root\nHOSTNAME=client\nPATH=/bin\nPWD=/\nSHLVL=1\n');
  expect(await stdout('a=1; export b=2; c=3 sh -c \'echo "[$a] $b $c"\'')).toBe('[] 2 3\n');
});

test('text utilities in pipes', async () => {
  expect(await stdout("printf 'b\\na\\nb\\n' | sort | uniq -c")).toBe('      1 a\n      2 b\n');
  expect(
    await stdout(
      "echo a b c | awk '{print $2}' | tr a-z A-Z | sed s/B/x/; printf 'k=v\\n' | cut -d= -f2; printf '1\\n2\\n' | wc -l; seq 3 | xargs echo n; seq 1 5 | head -2 | tail -1",
    ),
  ).toBe('x\nv\n2\nn 1 2 3\n2\n');
});

test('a pipeline ends with its reader', async () => {
  const world = new World();
  expect(
    await world.run(busybox, ['sh', '-c', 'while true; do echo tick; sleep 1; done | head -n 2; echo $?']),
  ).toEqual({
    stdout: 'tick\ntick\n0\n',
    stderr: '',
    exit: 0,
    ms: 2000,
  });
});

test('output streams while a loop runs, on the cluster clock, and a stop ends it', async () => {
  const world = new World();
  const stop = new AbortController();
  const seen: string[] = [];
  const loop = world.run(busybox, ['sh', '-c', 'while true; do date +%T; sleep 5; done'], {
    signal: stop.signal,
    onOutput: (text) => {
      seen.push(text);
      if (seen.length === 3) stop.abort(new Error('SIGTERM'));
    },
  });
  expect(await loop).toMatchObject({ exit: 143 });
  expect(seen).toEqual(['09:00:00\n', '09:00:05\n', '09:00:10\n']);
});

test('commands on standard input share it with the programs they run', async () => {
  expect(
    await new World().run(busybox, ['sh'], {
      stdin: 'read x\nfoo bar\necho "[$x]"\nif true\nthen echo yes\nfi\nexit 3\n',
    }),
  ).toMatchObject({
    stdout: '[foo bar]\nyes\n',
    stderr: '',
    exit: 3,
  });
});

test('a terminal: prompt, continuation, Ctrl-C, history, state between lines, Ctrl-D', async () => {
  let printed = '';
  let wake: () => void = () => undefined;
  const shown = async (end: string) => {
    while (!printed.endsWith(end)) await new Promise<void>((resolve) => (wake = resolve));
  };
  async function* typist() {
    await shown('/ # ');
    yield 'for i in 1 2\r';
    await shown('> ');
    yield 'do echo $i; done\r';
    await shown('/ # ');
    yield 'sleep infinity\r';
    await shown('infinity\r\n');
    yield '\x03';
    await shown('/ # ');
    yield 'echo $?\r';
    await shown('/ # ');
    yield 'cd /tmp; x=5\r';
    await shown('/tmp # ');
    yield 'echo $xy\x7f\r';
    await shown('/tmp # ');
    yield 'cat\r';
    await shown('cat\r\n');
    yield 'abc\r\x04';
    await shown('abc\r\n/tmp # ');
    yield 'cat\r';
    await shown('cat\r\n');
    yield '\x03';
    await shown('^C\r\n/tmp # ');
    yield 'read v\r';
    await shown('read v\r\n');
    yield '\x03';
    await shown('^C\r\n/tmp # ');
    yield '\x04';
  }
  const { exit } = await new World().run(busybox, ['sh'], {
    tty: true,
    stdin: typist(),
    onOutput: (text) => {
      printed += text;
      wake();
    },
  });
  expect(printed.replace(/\r\/tmp # echo \$x\x1b\[K/, '')).toBe(
    '/ # for i in 1 2\r\n> do echo $i; done\r\n1\r\n2\r\n/ # sleep infinity\r\n^C\r\n/ # echo $?\r\n130\r\n/ # cd /tmp; x=5\r\n/tmp # echo $xy\r\n5\r\n/tmp # cat\r\nabc\r\nabc\r\n/tmp # cat\r\n^C\r\n/tmp # read v\r\n^C\r\n/tmp # \r\n',
  );
  // Ctrl-D leaves with the status of the last command.
  expect(exit).toBe(130);
});

test('lines pasted at once run one after the other', async () => {
  expect(
    await new World().run(busybox, ['sh'], { tty: true, stdin: 'x=1\rsleep 1\recho v$x\rexit 5\r' }),
  ).toMatchObject({
    stdout: expect.stringContaining('\r\nv1\r\n') as string,
    exit: 5,
    ms: 1000,
  });
});
