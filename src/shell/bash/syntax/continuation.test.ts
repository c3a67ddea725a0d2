import { Bash } from 'just-bash/browser';
import { expect, test } from 'vitest';
import { needsMore } from './continuation.ts';

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
