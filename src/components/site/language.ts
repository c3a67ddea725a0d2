export type Language = 'zh' | 'en';

/** The folder that Astro serves the site from: `/` or `/some/path/`, always with both slashes. */
export function basePath(base: string = import.meta.env.BASE_URL): string {
  return base.endsWith('/') ? base : `${base}/`;
}

/** The language of a page by its address: the first folder after the base. */
export function languageOf(url: URL, base: string = basePath()): Language {
  return url.pathname.slice(base.length).split('/')[0] === 'en' ? 'en' : 'zh';
}

/** The address of a page: `pageUrl('zh', 'labs/dns-off')` is `/zh/labs/dns-off/` under the base. */
export function pageUrl(language: Language, path = '', base: string = basePath()): string {
  const [page = '', hash] = path.split('#');
  const folder = page === '' ? '' : `${page.replace(/\/$/, '')}/`;
  return `${base}${language}/${folder}${hash === undefined ? '' : `#${hash}`}`;
}
