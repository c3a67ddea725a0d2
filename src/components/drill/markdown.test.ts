import { expect, test } from 'vitest';
import { drillOf } from '../../scenario/drill/index.ts';
import { parseMarkdown, type Block } from './markdown.ts';

const text = (text: string) => ({ kind: 'text', text }) as const;
const code = (text: string) => ({ kind: 'code', text }) as const;
const strong = (text: string) => ({ kind: 'strong', text }) as const;

test('paragraphs, lists, code and strong words', () => {
  const source = [
    'The cluster of **a museum** is ill.',
    'One thing is to blame.',
    '',
    '- `http://a:80/` is answered.',
    '',
    '- The rest: `x=**y**`, 2 * 3 * 4.',
    '',
    '1. **All of `b`** first',
    '2. then c',
    'After it.',
  ].join('\n');
  expect(parseMarkdown(source)).toEqual([
    {
      kind: 'paragraph',
      lines: [
        [
          text('The cluster of '),
          strong('a museum'),
          text(' is ill.'),
          text(' '),
          text('One thing is to blame.'),
        ],
      ],
    },
    {
      kind: 'bullets',
      lines: [
        [code('http://a:80/'), text(' is answered.')],
        [text('The rest: '), code('x=**y**'), text(', 2 * 3 * 4.')],
      ],
    },
    {
      kind: 'numbers',
      lines: [
        [strong('All of `b`'), text(' first')],
        [text('then c'), text(' '), text('After it.')],
      ],
    },
  ] satisfies Block[]);
});

test('what is no mark stays text', () => {
  expect(parseMarkdown('<b onclick="x()">a ` b ** c</b> [d](javascript:e)')).toEqual([
    { kind: 'paragraph', lines: [[text('<b onclick="x()">a ` b ** c</b> [d](javascript:e)')]] },
  ]);
});

test('no mark of the generated texts is left over', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const { texts } = drillOf(`drill-${seed}`);
    for (const { en, zh } of [texts.brief, ...texts.hints, texts.debrief]) {
      const rest = [en, zh]
        .flatMap(parseMarkdown)
        .flatMap(({ lines }) => lines.flat())
        .filter(({ kind, text }) => kind === 'text' && /`|\*\*|^- /.test(text));
      expect(rest).toEqual([]);
    }
  }
});
