import { expect, test } from 'vitest';
import { open } from '../testing.ts';

/** What real bash 5.2 answered to `bash -c` of these, process ids left out. */
const recorded: readonly (readonly [script: string, exit: number, stdout: string, stderr?: string])[] = [
  ['(sleep 0.1 & p=$!; echo started; wait $p; echo waited $?)', 0, 'started\nwaited 0\n'],
  ['(sleep 5 & p=$!; kill $p; wait $p; echo $?)', 0, '143\n'],
  ['{ sleep 0.1; echo b; } & echo a; wait', 0, 'a\nb\n'],
  ['kill -0 99999; echo $?', 0, '1\n', 'bash: line 1: kill: (99999) - No such process\n'],
  ['wait 12345; echo $?', 0, '127\n', 'bash: line 1: wait: pid 12345 is not a child of this shell\n'],
  ['fg', 1, '', 'bash: line 1: fg: no job control\n'],
  ['timeout 0.1 sleep 5; echo $?; timeout 1 bash -c "exit 7"; echo $?', 0, '124\n7\n'],
  [
    'timeout 5 nosuch; echo $?',
    0,
    '127\n',
    'timeout: failed to run command ‘nosuch’: No such file or directory\n',
  ],
  ['yes | head -3; echo ${PIPESTATUS[@]}', 0, 'y\ny\ny\n141 0\n'],
  ['false | true; echo $?; set -o pipefail; false | true; echo $?', 0, '0\n1\n'],
  ['printf \'l1\\nl2\\n\' | { read x; echo "first $x"; cat; }', 0, 'first l1\nl2\n'],
  ['n=0; seq 3 | while read l; do n=$((n+1)); done; echo $n', 0, '0\n'],
  ['n=0; while read l; do n=$((n+1)); done < <(seq 3); echo $n', 0, '3\n'],
  ['while IFS=: read -r u _ id; do echo "$u $id"; done <<< "root:x:0"', 0, 'root 0\n'],
  ['x=5; (x=6; echo $x); echo $x', 0, '6\n5\n'],
  ['f() { local a=1; b=2; echo "$a $1 $#"; return 3; }; f q; echo $? $b "[$a]"', 0, '1 q 1\n3 2 []\n'],
  ['a=(1 2 "3 4"); for i in "${a[@]}"; do echo "<$i>"; done; echo ${#a[@]}', 0, '<1>\n<2>\n<3 4>\n3\n'],
  ['declare -A m; m[x]=1; m[y]=2; echo ${m[x]} ${m[y]}', 0, '1 2\n'],
  ['for i in 1 2; do for j in a b; do [ $j = b ] && continue 2; echo $i$j; done; done', 0, '1a\n2a\n'],
  ['case x in x) echo 1;;& x) echo 2;& y) echo 3;; esac', 0, '1\n2\n3\n'],
  ['[[ abc =~ ^a(.)c$ ]] && echo ${BASH_REMATCH[1]}', 0, 'b\n'],
  ['set -e; if false; then :; fi; false || true; echo yes; false; echo no', 1, 'yes\n'],
  ['set -u; echo $nope; echo no', 127, '', 'bash: line 1: nope: unbound variable\n'],
  ["trap 'echo bye' EXIT; echo hi", 0, 'hi\nbye\n'],
  ['nosuch; echo $?', 0, '127\n', 'bash: line 1: nosuch: command not found\n'],
  ['cd /nonexistent', 1, '', 'bash: line 1: cd: /nonexistent: No such file or directory\n'],
  ['echo a 2>&1 >/dev/null | cat; { echo out; echo err >&2; } 2>&1 | sort', 0, 'err\nout\n'],
  ['exec 3>&1; echo hi >&3; echo err |& cat', 0, 'hi\nerr\n'],
  ['A=1 bash -c \'echo "$0 $1 $A"\' name arg; echo "[$A]"', 0, 'name arg 1\n[]\n'],
  ['x=$(exit 3) || echo "failed $?"; (exit 4); echo $?', 0, 'failed 3\n4\n'],
  ['cat <<EOF\n${x:-unset} $(echo sub) \\$y\nEOF', 0, 'unset sub $y\n'],
  ["printf '%s\\n' b a b | sort | uniq -c", 0, '      1 a\n      2 b\n'],
  ['echo )', 2, '', "bash: -c: line 1: syntax error near unexpected token `)'\nbash: -c: line 1: `echo )'\n"],
];

test('scripts answer as in bash', async () => {
  const { shell } = open();
  const answers = [];
  for (const [script] of recorded) {
    const { exitCode, stdout, stderr } = await shell.run(script);
    answers.push([script, exitCode, stdout, stderr]);
  }
  expect(answers).toEqual(
    recorded.map(([script, exit, stdout, stderr = '']) => [script, exit, stdout, stderr]),
  );
  shell.dispose();
});

test('a signal ends a script and what it started', async () => {
  const { shell } = open();
  const stop = new AbortController();
  const running = shell.run('echo a; sleep 60 | cat; echo b', { signal: stop.signal });
  setTimeout(() => stop.abort(), 50);
  expect(await running).toEqual({ exitCode: 130, stdout: 'a\n', stderr: '' });
  shell.dispose();
});
