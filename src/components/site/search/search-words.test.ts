import { expect, test } from 'vitest';
import { searchesFor, unspaced } from './search-words.ts';

test.each([
  ['targetPort', 'targetPort', []],
  ['  readiness   probe ', 'readiness probe', []],
  ['无头', '无 头', ['"无 头"']],
  ['无头 Service', '无 头 Service', ['"无 头"']],
  ['Pod的端点，端点', 'Pod 的 端 点 ， 端 点', ['"的 端 点"', '"端 点"']],
  ['站', '站', []],
  ['   ', '', []],
])('%j is searched for as %j', (text, words, phrases) => {
  expect(searchesFor(text)).toEqual({ words, phrases });
});

test.each([
  [
    '都 没 有 ，<mark>选 </mark><mark>择 </mark>错 了 ： 一 个 Service 也 行 （ 见 “ 端 点 ” ）。 EndpointSlice。',
    '都没有，<mark>选择</mark>错了：一个 Service 也行（见“端点”）。EndpointSlice。',
  ],
  ['从 Pod 到 <mark>端 </mark><mark>点 </mark>', '从 Pod 到<mark>端点</mark> '],
  ['the <mark>ports</mark> of a Service', 'the <mark>ports</mark> of a Service'],
])('the spaces of the index are taken out of %j', (html, text) => {
  expect(unspaced(html)).toBe(text);
});
