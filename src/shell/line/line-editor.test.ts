import { expect, test } from 'vitest';
import { FakeTerminal } from '../fake-terminal.ts';
import { History } from './history.ts';
import { KeyReader } from './keys.ts';
import { LineEditor } from './line-editor.ts';
import { LineView } from './line-view.ts';

const escape = '\x1b';

/** The line after these keys, `▏` at the cursor. */
function line(keys: string, history: string[] = []): string {
  const editor = new LineEditor(new History(history));
  for (const key of new KeyReader().read(keys)) editor.press(key);
  return `${editor.beforeCursor}▏${editor.text.slice(editor.beforeCursor.length)}`;
}

test('moving and deleting as readline does', () => {
  expect({
    arrows: line(`abc${escape}[D${escape}[DX`),
    ends: line(`abc\x01X\x05Y`),
    'Home and End': line(`abc${escape}[HX${escape}[FY`),
    words: line(`get svc web-1${escape}b${escape}bX`),
    'Ctrl-Left': line(`one two${escape}[1;5DX`),
    'to the end': line(`one two${escape}b\x0bX`),
    'to the start': line(`one two${escape}b\x15X`),
    'Ctrl-W takes to the blank': line('kubectl get web-1.x\x17'),
    'Alt-Backspace': line(`a b${escape}\x7f`),
    'Ctrl-Y brings back': line('one two\x17\x01\x19'),
    backspace: line('ab\x7f\x7f\x7fc'),
    delete: line(`ab\x01${escape}[3~`),
    'Ctrl-T swaps': line('sl\x14'),
    'beyond the BMP is one step': line(`a𠮷b${escape}[D\x7f`),
    unknown: line(`a${escape}[15~b`),
  }).toEqual({
    arrows: 'aX▏bc',
    ends: 'XabcY▏',
    'Home and End': 'XabcY▏',
    words: 'get svc X▏web-1',
    'Ctrl-Left': 'one X▏two',
    'to the end': 'one X▏',
    'to the start': 'X▏two',
    'Ctrl-W takes to the blank': 'kubectl get ▏',
    'Alt-Backspace': 'a ▏',
    'Ctrl-Y brings back': 'two▏one ',
    backspace: 'c▏',
    delete: '▏b',
    'Ctrl-T swaps': 'ls▏',
    'beyond the BMP is one step': 'a▏b',
    unknown: 'ab▏',
  });
});

test('history: up and down keep what was typed, Ctrl-R searches backwards', () => {
  const history = ['kubectl get svc', 'echo hi', 'kubectl get pods'];
  expect({
    up: line(`${escape}[A${escape}[A`, history),
    'and down again': line(`dra${escape}[A${escape}[B`, history),
    search: line('\x12get', history),
    'search further': line('\x12get\x12', history),
    'search, then edit': line(`\x12ech${escape}[HX`, history),
    'given up': line('abc\x12pods\x07', history),
    'last word': line(`ls ${escape}.`, history),
  }).toEqual({
    up: 'echo hi▏',
    'and down again': 'dra▏',
    search: 'kubectl get pods▏',
    'search further': 'kubectl get svc▏',
    'search, then edit': 'X▏echo hi',
    'given up': 'abc▏',
    'last word': 'ls pods▏',
  });
});

test('history keeps no blanks and no line twice in a row', () => {
  let kept: readonly string[] = [];
  const history = new History(['a'], (entries) => (kept = [...entries]));
  for (const each of ['a', 'b', ' ', ' secret', 'a']) history.add(each);
  expect(kept).toEqual(['a', 'b', 'a']);
});

test('a sequence cut in two and a paste with CRLF are read whole', () => {
  const reader = new KeyReader();
  expect([
    ...reader.read(`${escape}[`),
    ...reader.read('A'),
    ...reader.read(`${escape}[200~a\r\n`),
    ...reader.read(`b\rc${escape}[201~\r`),
  ]).toEqual([
    { type: 'key', name: 'up' },
    { type: 'paste', text: 'a\nb\nc' },
    { type: 'key', name: 'enter' },
  ]);
});

/** The screen while `text` is typed with the cursor `back` characters before its end. */
function drawn(columns: number, text: string, back = 0): string[] {
  const terminal = new FakeTerminal(columns);
  const view = new LineView(terminal.write, columns);
  const chars = [...text];
  for (let length = 0; length <= chars.length; length++) {
    view.draw('\x1b[32m$\x1b[0m ', chars.slice(0, length).join(''), '');
  }
  if (back > 0) view.draw('$ ', chars.slice(0, -back).join(''), chars.slice(-back).join(''));
  return terminal.screen(true);
}

test('long lines wrap, wide characters move to the next row as a whole', () => {
  expect({
    exact: drawn(8, 'abcdef'),
    one: drawn(8, 'abcdefg'),
    wide: drawn(8, '中文测试'),
    'cursor in the first row': drawn(8, 'abcdefghij', 6),
    'cursor behind a wide one': drawn(8, 'a中文测试', 2),
    lines: drawn(20, 'for i\ndo', 1),
  }).toEqual({
    exact: ['$ abcdef', '▏'],
    one: ['$ abcdef', 'g▏'],
    wide: ['$ 中文测', '试▏'],
    'cursor in the first row': ['$ abcd▏ef', 'ghij'],
    'cursor behind a wide one': ['$ a中文', '▏测试'],
    lines: ['$ for i', 'd▏o'],
  });
});

test('what becomes shorter leaves nothing behind', () => {
  const terminal = new FakeTerminal(8);
  const view = new LineView(terminal.write, 8);
  view.draw('$ ', 'abcdefghijklmnop', '');
  view.draw('$ ', 'ab', '');
  expect(terminal.screen(true)).toEqual(['$ ab▏']);
  view.draw('$ ', 'a', 'bcdefgh');
  view.finish();
  terminal.write('out');
  expect(terminal.screen()).toEqual(['$ abcdef', 'gh', 'out']);
});
