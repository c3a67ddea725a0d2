import { expect, test } from 'vitest';
import { packTar, unpackTar } from './tar.ts';

const now = Date.parse('2026-11-22T08:00:00Z');

test('what is packed is unpacked: letters of several bytes, whole blocks, long paths', () => {
  const entries = [
    { path: 'a.txt', text: 'hello\n' },
    { path: 'dir/size.txt', text: '服务 größe\n' },
    { path: 'block', text: 'x'.repeat(512) },
    { path: 'empty', text: '' },
    { path: `${'long/'.repeat(24)}name`, text: 'y' },
  ];
  expect(unpackTar(packTar(entries, now))).toEqual(entries);
});

test('the header is one that tar reads: ustar, octal size, a checksum', () => {
  const archive = packTar([{ path: 'a.txt', text: 'hello\n' }], now);
  expect(archive.length).toBe(2048);
  expect(archive.slice(0, 5)).toBe('a.txt');
  expect(archive.slice(124, 136)).toBe('00000000006\0');
  expect(archive.slice(257, 265)).toBe('ustar\x0000');
  const sum = [...`${archive.slice(0, 148)}        ${archive.slice(156, 512)}`].reduce(
    (total, letter) => total + letter.charCodeAt(0),
    0,
  );
  expect(parseInt(archive.slice(148, 154), 8)).toBe(sum);
});

test('an archive that was cut is told', () => {
  const archive = packTar([{ path: 'a', text: 'x'.repeat(600) }], now);
  expect(() => unpackTar(archive.slice(0, 800))).toThrow('unexpected EOF');
});
