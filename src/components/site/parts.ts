import type { Localized } from '../../checker/report.ts';

/** The parts of the course, in order: folders of src/content/docs/{zh,en}, and what they are called. */
export const parts: { folder: string; title: Localized }[] = [
  { folder: '01-services', title: { zh: '认识 Service', en: 'What a Service is' } },
  { folder: '02-types', title: { zh: 'Service 的类型', en: 'Kinds of Service' } },
  { folder: '03-discovery', title: { zh: '找到 Service', en: 'Finding a Service' } },
  { folder: '04-way', title: { zh: '请求的路', en: 'The way of a request' } },
  { folder: '05-debugging', title: { zh: '排错', en: 'Finding the fault' } },
];

/**
 * The id, and so the address, of a page: its path without the numbers that order it.
 * `zh/01-services/02-ports.mdx` is served at `/zh/services/ports/`.
 */
export function pageId(path: string): string {
  return path
    .replace(/\.mdx?$/, '')
    .split('/')
    .map((name) => name.replace(/^\d+-/, ''))
    .join('/');
}
