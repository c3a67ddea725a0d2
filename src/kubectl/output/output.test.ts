import { expect, test } from 'vitest';
import { goTemplate } from './go-template.ts';
import { toJson } from './json.ts';
import { JsonPath } from './jsonpath.ts';
import { toKyaml } from './kyaml.ts';
import { alignTabs } from './tabwriter.ts';
import { toYaml } from './yaml.ts';

// What kubectl printed for the same ConfigMap.
test('YAML quotes and folds as kubectl does', () => {
  const data = {
    '9': '2026-01-01',
    '10': 'yes',
    'a.b': 'x: 1\ny: 2\n',
    base: '10:20',
    cr: 'a\r\nb',
    dash: '- a',
    empty: '',
    exp: '1e3',
    ip: '10.244.1.2',
    lead: '  a\nb',
    long: 'word '.repeat(20) + '.',
    nn: 'a\n\n',
    oct: '0755',
    q: "it's",
    star: '*',
    tab: 'a\tb',
    uni: '中文',
  };
  expect(toYaml({ kind: 'ConfigMap', data, list: [{ b: 1, a: [] }, 'x'], none: null, map: {} })).toBe(`data:
  "9": "2026-01-01"
  "10": "yes"
  a.b: |
    x: 1
    y: 2
  base: "10:20"
  cr: "a\\r\\nb"
  dash: '- a'
  empty: ""
  exp: "1e3"
  ip: 10.244.1.2
  lead: |2-
      a
    b
  long: word word word word word word word word word word word word word word word
    word word word word word .
  nn: |+
    a

  oct: "0755"
  q: it's
  star: '*'
  tab: "a\\tb"
  uni: 中文
kind: ConfigMap
list:
- a: []
  b: 1
- x
map: {}
none: null
`);
});

test('JSON has sorted keys, also numeric ones', () => {
  expect(toJson({ b: ['<a>'], '10': {}, '9': [] })).toBe(
    '{\n    "10": {},\n    "9": [],\n    "b": [\n        "\\u003ca\\u003e"\n    ]\n}',
  );
});

test('kyaml', () => {
  expect(toKyaml({ ports: [{ port: 80 }], ips: ['a'], on: 'x\n' })).toBe(
    '{\n  ips: [\n    "a",\n  ],\n  "on": "\\\n     x\\n\\\n    ",\n  ports: [{\n    port: 80,\n  }],\n}\n',
  );
});

const object = {
  kind: 'List',
  items: [
    {
      metadata: { name: 'web', labels: { 'a.b/c': 'x' } },
      spec: { ports: [{ port: 80 }, { port: 443 }], up: true },
    },
    { metadata: { name: 'db' }, spec: { ports: [{ port: 5432 }] } },
  ],
};

test.each([
  ['{.items[*].metadata.name}', 'web db'],
  ['{.items[-1].metadata.name}', 'db'],
  [
    '{range .items[*]}{.metadata.name}{":"}{range .spec.ports[*]}{.port}{" "}{end}{"\\n"}{end}.',
    'web:80 443 \ndb:5432 \n.',
  ],
  ['{.items[?(@.spec.ports[0].port>80)].metadata.name}', 'db'],
  ['{.items[?(@.metadata.name=="web")].spec.ports[1].port}', '443'],
  ['{.items[?(@.spec.up)].metadata.name}', 'web'],
  ["{.items[0]['metadata.name','kind']}", 'web'],
  ["{.items[0].metadata.labels['a\\.b/c']}", 'x'],
  ['{.items[0].metadata.labels.a\\.b/c}', 'x'],
  ['{.items[0].spec.ports}', '[{"port":80},{"port":443}]'],
  ['{.items[0:1].metadata.name}', 'web'],
  ['{..port}', '80 443 5432'],
  ['name: {.nope}', 'name: '],
])('jsonpath %s', (template, text) => {
  expect(new JsonPath(template).print(object)).toBe(text);
});

test('an index past the end is an error that shows the object', () => {
  expect(() => new JsonPath('{.a[1]}').print({ a: ['x'] })).toThrow(
    'error executing jsonpath "{.a[1]}": Error executing template: array index out of bounds: index 1, length 1. ' +
      'Printing more information for debugging the template:\n\ttemplate was:\n\t\t{.a[1]}\n' +
      '\tobject given to jsonpath engine was:\n\t\tmap[string]interface {}{"a":[]interface {}{"x"}}\n\n\n',
  );
});

test.each([
  ['{{.kind}}{{.nope}}', 'List<no value>'],
  ['{{range .items}}{{.metadata.name}} {{len .spec.ports}};{{end}}', 'web 2;db 1;'],
  [
    '{{range $i, $x := .items}}{{if eq $i 0}}{{$x.metadata.name | printf "%q"}}{{else}}-{{end}}{{end}}',
    '"web"-',
  ],
  ['{{with (index .items 1)}}{{.metadata}}{{end}}', 'map[name:db]'],
])('go-template %s', (template, text) => {
  expect(goTemplate(template, true)(object)).toBe(text);
});

test('a line without tabs parts the blocks', () => {
  expect(alignTabs('a:\t1\nlonger:\t2\nx\nb:\t3\n')).toBe('a:       1\nlonger:  2\nx\nb:  3\n');
});
