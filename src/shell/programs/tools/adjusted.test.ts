import { expect, test } from 'vitest';
import { open } from '../../testing.ts';

test.each([
  ['several -e', "printf 'a\\nb\\nc\\n' | grep -e a -e b", 'a\nb\n'],
  ['of which none may match', "printf 'a\\nb\\nc\\n' | grep -v -e a -e b", 'c\n'],
  ['patterns like options', "printf -- '-A x\\n-B y\\nc\\n' | grep -e '-A x' -e '-B y'", '-A x\n-B y\n'],
  ['behind other letters', "printf 'a\\nb\\n' | grep -ve a", 'b\n'],
  ['--regexp', "printf 'a\\nb\\nc\\n' | grep --regexp=a --regexp c", 'a\nc\n'],
  ['extended', "printf 'a\\nb\\nc\\n' | grep -E -e '^a$' -e 'c|d'", 'a\nc\n'],
  ['a value of another option', "printf 'a\\nb\\nc\\n' | grep -A 1 -e a -e x", 'a\nb\n'],
  ['in a file', "printf 'a\\nb\\n' > f; grep -c -e a -e b f", '2\n'],
  ['no -e', "printf 'e\\nf\\n' | grep e", 'e\n'],
])('grep, %s', async (_name, script, stdout) => {
  expect(await open().shell.run(script)).toMatchObject({ stdout, stderr: '', exitCode: 0 });
});
