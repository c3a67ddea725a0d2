import { expect, test } from 'vitest';
import { YamlError } from './error.ts';
import { parseYaml } from './parser.ts';

const head = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n';

test('a Service in block style', () => {
  const text = `${head}  selector: {app: web, tier: 'on'}\n  ports:\n  - port: 80 # http\n    targetPort: "8080"\n  - {port: 0x1F}\n`;
  expect(parseYaml(text)).toEqual({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web' },
    spec: { selector: { app: 'web', tier: 'on' }, ports: [{ port: 80, targetPort: '8080' }, { port: 31 }] },
  });
});

test.each([
  ['yes', true],
  ['n', false],
  ['~', null],
  ['010', 8],
  ['1_000', 1000],
  ['1.5', 1.5],
  ['10.96.0.1', '10.96.0.1'],
  ['2026-01-01', '2026-01-01'],
  ['1:20', '1:20'],
  ['"a\\tb\\u00e9"', 'a\tbé'],
  ["'it''s'", "it's"],
  ['|\n  a\n  b\n', 'a\nb\n'],
  ['>-\n  a\n  b\n\n  c\n', 'a b\nc'],
  ['[a, [b], {c: d}]', ['a', ['b'], { c: 'd' }]],
])('YAML 1.1 value %s', (text, value) => {
  expect(parseYaml(`key: ${text}`)).toEqual({ key: value });
});

test('the last of equal keys wins, anchors and merge keys are followed', () => {
  expect(parseYaml('a: 1\na: 2\nb: &x {c: 1, d: 2}\ne: *x\nf:\n  <<: *x\n  d: 3\n')).toEqual({
    a: 2,
    b: { c: 1, d: 2 },
    e: { c: 1, d: 2 },
    f: { c: 1, d: 3 },
  });
});

test('nothing but comments is no document', () => {
  expect(parseYaml('# nothing\n')).toBeUndefined();
});

// Texts and line numbers as kubectl 1.36 printed them, its slips of one line included.
test.each([
  [`${head}  selector:\n    app: web\n\tports:\n`, 'line 8: found a tab character that violates indentation'],
  [`apiVersion: v1\n\tkind: Service\n`, 'line 2: found a tab character that violates indentation'],
  [`a:\n\tb: 1\n`, 'line 2: found character that cannot start any token'],
  [
    `${head}  ports:\n  - name: http\n    port: 80\n   targetPort: http\n`,
    'line 8: did not find expected key',
  ],
  [
    `${head}  ports:\n  - port: 80\n     name: http\n`,
    'line 8: mapping values are not allowed in this context',
  ],
  [
    `${head}  ports:\n  - name: http\n    port:80\n    targetPort: http\n`,
    "line 9: could not find expected ':'",
  ],
  [`a:\n  b: "web\nc: 1\n`, 'line 4: found unexpected end of stream'],
  ['a: [1, 2\nb: 3\n', "line 1: did not find expected ',' or ']'"],
  ['a: *x\n', "unknown anchor 'x' referenced"],
])('%j is refused', (text, message) => {
  expect(() => parseYaml(text)).toThrow(new YamlError(message));
});
