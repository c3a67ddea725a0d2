import type { Localized } from '../../checker/report.ts';

/** The parts of the course, in order: folders of src/content/docs/{zh,en}, and what they are called. */
export const parts: { folder: string; title: Localized }[] = [
  { folder: '01-services', title: { zh: 'Service 的来龙去脉', en: 'How a Service works' } },
  { folder: '02-discovery', title: { zh: '找到 Service', en: 'Finding a Service' } },
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
