import { Bash } from 'just-bash/browser';
import { expect, test } from 'vitest';
import { needsMore } from './continuation.ts';
import { routeToTerminal } from './routing.ts';

const bash = new Bash();
const parse = (script: string) => bash.transform(script).ast;

test('bash asks for another line exactly where the command is not whole', () => {
  const unfinished = [
    'echo "a',
    "echo 'a",
    'echo $(ls',
    'echo `ls',
    'echo ${a',
    'for i in 1 2; do',
    'for i in 1 2',
    'for i in 1 2; do echo $i',
    'while true',
    'if true; then',
    'if true; then a; else',
    'case x in',
    'case x in a) b;;',
    '{ a',
    '(ls',
    'f() {',
    'f()',
    'a |',
    'a | ',
    'a &&',
    'a ||',
    'a \\',
    'cat <<EOF',
    'cat <<EOF\nx',
    'kubectl apply -f - <<EOF | cat\nEOFF',
    '[[ a',
    'a=(1 2',
  ];
  const whole = [
    'echo a',
    'echo "a"',
    'echo \\|',
    'echo # a |',
    'echo a\\\\',
    'a &',
    'cat <<EOF\nx\nEOF',
    'for i in 1 2; do echo $i; done',
    'done',
    'ls )',
    'a | | b',
    '# comment \\',
    'echo "a \\" b"',
  ];
  expect(unfinished.filter((text) => !needsMore(text, parse))).toEqual([]);
  expect(whole.filter((text) => needsMore(text, parse))).toEqual([]);
});

/** The statement as it is run. */
function routed(text: string): string {
  const [statement] = parse(text).statements;
  if (!statement) return '';
  const streamed = routeToTerminal(statement, {
    functions: new Set(['fn']),
    alias: (name) => {
      const command =
        name === 'k' ? parse('kubectl -n shop').statements[0]?.pipelines[0]?.commands[0] : undefined;
      return command?.type === 'SimpleCommand' ? command : undefined;
    },
  });
  const plugin = {
    name: 'test',
    transform: () => ({ ast: { type: 'Script' as const, statements: [statement] } }),
  };
  const printer = new Bash();
  printer.registerTransformPlugin(plugin);
  return (
    (streamed ? '' : 'at its end: ') + printer.transform(':').script.trim().replaceAll('__terminal', 'T')
  );
}

test('only what goes to the terminal is sent there, with the streams that do', () => {
  expect(
    [
      'kubectl get svc -w',
      'k get svc',
      'kubectl get svc | grep web',
      'kubectl get svc > f',
      'kubectl get svc 2>/dev/null',
      'kubectl get svc > f 2>&1',
      'kubectl get svc 2>&1 > f',
      'kubectl get svc >&2',
      'kubectl apply -f - <<< x',
      'x=$(kubectl get svc)',
      'for i in 1 2; do kubectl get $i; done',
      'for i in 1 2; do kubectl get $i; done | sort',
      'while read l; do echo $l; done < f',
      'a && cd /tmp || echo b',
      'fn; true',
      'kubectl get svc && fn',
      'fn | cat',
      '$cmd',
      'type ls | cat',
    ].map(routed),
  ).toMatchInlineSnapshot(`
    [
      "T 012 kubectl get svc -w",
      "T 012 kubectl -n shop get svc",
      "T 02 kubectl get svc | T 12 grep web",
      "T 02 kubectl get svc > f",
      "T 01 kubectl get svc 2> /dev/null",
      "kubectl get svc > f 2>& 1",
      "T 02 kubectl get svc 2>& 1 > f",
      "T 012 kubectl get svc >& 2",
      "T 12 kubectl apply -f - <<< x",
      "x=$(kubectl get svc)",
      "for i in 1 2; do
    T 012 kubectl get $i
    done",
      "for i in 1 2; do
    T 02 kubectl get $i
    done | T 12 sort",
      "while read l; do
    T 12 echo $l
    done < f",
      "T 012 a && cd /tmp || T 012 echo b",
      "at its end: fn",
      "at its end: kubectl get svc && fn",
      "at its end: fn | cat",
      "at its end: $cmd",
      "type ls | T 12 cat",
    ]
  `);
});
