import { InMemoryFs } from 'just-bash/browser';
import { expect, test } from 'vitest';
import { commonPrefix, complete, splitWords } from './completion.ts';

const context = {
  fs: new InMemoryFs({
    '/home/l/web.yaml': '',
    '/home/l/web dir/a': '',
    '/home/l/.hidden': '',
    '/tmp/x': '',
  }),
  cwd: '/home/l',
  home: '/home/l',
  commands: ['kubectl', 'kill', 'echo', 'k'],
  variables: ['HOME', 'HOST'],
  alias: (name: string) => (name === 'k' ? ['kubectl', '-n', 'shop'] : undefined),
  kubectl: (words: readonly string[]) => Promise.resolve([`<${words.join(' ')}>`]),
};

async function offered(line: string): Promise<unknown> {
  const { start, candidates } = await complete(line, context);
  return [line.slice(start), candidates];
}

test('each place has its own candidates', async () => {
  expect({
    command: await offered('k'),
    'behind a pipe': await offered('echo a | ki'),
    'in a substitution': await offered('echo $(ech'),
    'behind a keyword': await offered('if tr; then ech'),
    'behind an assignment': await offered('A=1 ech'),
    kubectl: await offered('kubectl get sv'),
    'kubectl, a new word': await offered('kubectl get '),
    'an alias': await offered('k get '),
    'under watch': await offered('watch -n 1 kubectl ge'),
    'a file for -f': await offered('kubectl apply -f w'),
    'a file': await offered('cat ~/w'),
    'a quoted file': await offered('cat "web d'),
    'a redirection': await offered('kubectl get svc > /t'),
    'a directory': await offered('ls /tmp/'),
    'a variable': await offered('echo $HO'),
  }).toEqual({
    command: ['k', ['k', 'kill', 'kubectl']],
    'behind a pipe': ['ki', ['kill']],
    'in a substitution': ['ech', ['echo']],
    'behind a keyword': ['ech', ['echo']],
    'behind an assignment': ['ech', ['echo']],
    kubectl: ['sv', ['<get sv>']],
    'kubectl, a new word': ['', ['<get >']],
    'an alias': ['', ['<-n shop get >']],
    'under watch': ['ge', ['<ge>']],
    'a file for -f': ['w', ['web dir/', 'web.yaml']],
    'a file': ['~/w', ['~/web dir/', '~/web.yaml']],
    'a quoted file': ['"web d', ['web dir/']],
    'a redirection': ['/t', ['/tmp/']],
    'a directory': ['/tmp/', ['/tmp/x']],
    'a variable': ['$HO', ['$HOME', '$HOST']],
  });
});

test('words are split as bash does', () => {
  expect(splitWords(`a 'b c' d\\ e "f`)).toEqual([
    { text: 'a', start: 0 },
    { text: 'b c', start: 2 },
    { text: 'd e', start: 8 },
    { text: 'f', start: 13 },
  ]);
  expect(commonPrefix(['service/web', 'service/api', 'services'])).toBe('service');
});
