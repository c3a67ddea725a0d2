import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { defaultTreeAdapter as tree, parse, type DefaultTreeAdapterMap } from 'parse5';

// Every page as it was built: what it links to is there, and what it says is in its own language.
const dist = fileURLToPath(new URL('../../dist', import.meta.url));

interface Page {
  /** As in its address: `/zh/services/ports/`. */
  address: string;
  links: string[];
  ids: Set<string>;
  texts: string[];
}

/** What is read as it stands, in any language. */
const verbatim = new Set(['script', 'style', 'pre', 'code', 'kbd', 'samp', 'svg', 'template', 'title']);

function read(file: string): Page {
  const address = `/${file.replaceAll('\\', '/').replace(/index\.html$/, '')}`;
  const page: Page = { address, links: [], ids: new Set(), texts: [] };
  walk(parse(readFileSync(join(dist, file), 'utf8')), undefined, page);
  return page;
}

function walk(node: DefaultTreeAdapterMap['node'], lang: string | undefined, page: Page): void {
  if (tree.isTextNode(node)) {
    const text = node.value.trim();
    if (text !== '' && lang === languageOf(page.address)) page.texts.push(text);
    return;
  }
  let inner = lang;
  if (tree.isElementNode(node)) {
    const attributes = new Map(node.attrs.map(({ name, value }) => [name, value]));
    const [id, href, own] = ['id', 'href', 'lang'].map((name) => attributes.get(name));
    if (id) page.ids.add(id);
    if (href !== undefined && (node.tagName === 'a' || node.tagName === 'link')) page.links.push(href);
    if (verbatim.has(node.tagName)) return;
    if (own) inner = own.startsWith('zh') ? 'zh' : own;
  }
  for (const child of 'childNodes' in node ? node.childNodes : []) walk(child, inner, page);
}

const languageOf = (address: string) => (address.startsWith('/zh/') ? 'zh' : 'en');

const pages = (): Page[] =>
  readdirSync(dist, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.html'))
    .sort()
    .map(read);

/** For nobody to find: the page for what is not there, the front door, and what the review page loads. */
const unlinked = /^\/(404\.html)?$|^\/(zh|en)\/review\/questions\//;

test('no link is dead, nor the place in a page that it points to; no page is lost', () => {
  const all = new Map(pages().map((page) => [page.address, page]));
  const dead: string[] = [];
  const linked = new Set<string>();
  for (const { address, links } of all.values()) {
    for (const link of new Set(links)) {
      if (/^(?:[a-z]+:|\/\/)/i.test(link)) continue;
      const [path = '', anchor] = decodeURIComponent(link).split('#') as [string, string?];
      const absolute = posix.resolve(address, path.replace(/\?.*$/, ''));
      const found = path === '' ? all.get(address) : (all.get(`${absolute}/`) ?? all.get(absolute));
      const there = found ?? existsSync(join(dist, absolute));
      if (found && found.address !== address) linked.add(found.address);
      if (!there || (found && anchor && !found.ids.has(anchor))) dead.push(`${address} → ${link}`);
    }
  }
  expect(all.size).toBeGreaterThan(100);
  expect(dead).toEqual([]);
  expect([...all.keys()].filter((address) => !linked.has(address) && !unlinked.test(address))).toEqual([]);
});

test('a page says nothing in the other language', () => {
  const strange: string[] = [];
  for (const { address, texts } of pages()) {
    for (const text of texts) {
      const han = /\p{Script=Han}/u.test(text);
      const english = /\b[a-z]+(?:,? [a-z]+){3}/i.test(text);
      if (languageOf(address) === 'zh' ? english && !han : han) strange.push(`${address}: ${text}`);
    }
  }
  expect(strange).toEqual([]);
});
