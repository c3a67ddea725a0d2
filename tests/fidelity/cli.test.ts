import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runFidelity } from './cli.ts';

async function run(...args: string[]) {
  const said = { out: '', err: '' };
  const code = await runFidelity(args, {
    print: (text) => (said.out += `${text}\n`),
    complain: (text) => (said.err += `${text}\n`),
  });
  return { code, ...said };
}

const folder = mkdtempSync(join(tmpdir(), 'fidelity-'));

test('a call without recordings, a wrong option, a wrong limit', async () => {
  expect((await run()).code).toBe(2);
  expect((await run('--nope')).err).toMatch(/^Unknown option '--nope'/);
  expect((await run('--transcripts', folder, '--limit', 'soon')).err).toMatch(
    /^--limit: "soon" is no number/,
  );
});

test('recordings that cannot be read are named, with the line', async () => {
  const missing = join(folder, 'missing');
  expect(await run('--transcripts', missing)).toMatchObject({ code: 2, out: '' });
  expect((await run('--transcripts', folder)).err).toBe(
    `${folder}: no transcripts (*.jsonl) in this folder\n`,
  );
  const path = join(folder, 'broken.jsonl');
  writeFileSync(path, '{"cmd":"# a note","exit":0,"stdout":"","stderr":"","ms":0}\n{"cmd":\n');
  expect((await run('--transcripts', path)).err).toMatch(new RegExp(`^${path}:2: `));
  writeFileSync(path, '{"cmd":"kubectl version","exit":"0","stdout":"","stderr":"","ms":0}\n');
  expect(await run('--transcripts', path, '--json')).toEqual({
    code: 2,
    out: '',
    err: `${path}:1: "exit" must be a number\n`,
  });
  expect((await run('--transcripts', path, '--only', 'other')).err).toBe(
    `--only: there is no transcript other in ${path}\n`,
  );
});
