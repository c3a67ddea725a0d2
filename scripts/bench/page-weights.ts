import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';

export interface PageWeight {
  page: string;
  /** Bytes of JavaScript, gzip, that the page loads by itself: scripts and what they import statically. */
  js: number;
}

/** The weight of every page in a built site. */
export function pageWeights(dist: string): PageWeight[] {
  return htmlFiles(dist).map((file) => ({
    page: `/${relative(dist, file).replace(/index\.html$/, '')}`,
    js: weigh(dist, file),
  }));
}

function htmlFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.html'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function weigh(dist: string, file: string): number {
  const html = readFileSync(file, 'utf8');
  const seen = new Set<string>();
  let bytes = 0;
  for (const [, attributes, body] of html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)) {
    if (/type="(?!module|text\/javascript)/.test(attributes!)) continue;
    const source = /\bsrc="([^"]+)"/.exec(attributes!)?.[1];
    if (source) follow(dist, source, seen);
    else bytes += gzipSync(body!).length;
  }
  for (const path of seen) bytes += gzipSync(readFileSync(path)).length;
  return bytes;
}

/** The script and its static imports; dynamic ones are loaded later, if at all. */
function follow(dist: string, url: string, seen: Set<string>, from = ''): void {
  const path = url.startsWith('.') ? join(from, '..', url) : join(dist, url);
  if (seen.has(path) || !existsSync(path)) return;
  seen.add(path);
  const code = readFileSync(path, 'utf8');
  for (const [, imported] of code.matchAll(
    /(?:^|[;}\s])import\s*(?:[\w*{}\s,$]+from\s*)?["'](\.[^"']+)["']/g,
  )) {
    follow(dist, imported!, seen, path);
  }
}
