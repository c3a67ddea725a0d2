import { readdirSync } from 'node:fs';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import { parts } from './src/components/site/parts.ts';
import { stationColours } from './src/components/stations.ts';

// A folder that no part names would be served and never be found.
const folders = readdirSync(new URL('./src/content/docs/en/', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);
for (const folder of folders) {
  if (!parts.some((part) => part.folder === folder)) {
    throw new Error(`src/content/docs/en/${folder}: name this part in src/components/site/parts.ts`);
  }
}

const site = (name) => `./src/components/site/${name}.astro`;

export default defineConfig({
  // Where the site will stand: BASE=/course/ for a folder, SITE=https://… for absolute addresses.
  base: process.env.BASE ?? '/',
  ...(process.env.SITE && { site: process.env.SITE }),
  integrations: [
    starlight({
      title: { 'zh-CN': 'Service 诊所', en: 'Service Clinic' },
      defaultLocale: 'zh',
      locales: { zh: { label: '简体中文', lang: 'zh-CN' }, en: { label: 'English', lang: 'en' } },
      favicon: '/favicon.svg',
      disable404Route: true,
      sidebar: [
        ...parts
          .filter((part) => folders.includes(part.folder))
          .map((part) => ({
            label: part.title.en,
            translations: { 'zh-CN': part.title.zh },
            items: [{ autogenerate: { directory: part.folder } }],
          })),
        {
          label: 'Practice',
          translations: { 'zh-CN': '练习' },
          items: [
            { label: 'Labs', translations: { 'zh-CN': '实验' }, link: '/labs/' },
            { label: 'Drill', translations: { 'zh-CN': '演练' }, link: '/drill/' },
            { label: 'Exam', translations: { 'zh-CN': '考试' }, link: '/exam/' },
            { slug: 'debugging' },
          ],
        },
      ],
      components: {
        Header: site('Header'),
        LanguageSelect: site('LanguageSelect'),
        PageTitle: site('PageTitle'),
        Search: site('Search'),
      },
      customCss: ['./src/styles/theme.css', './src/styles/type.css', './src/styles/controls.css'],
      head: [
        {
          tag: 'style',
          content: `:root{${stationColours('dark')}}:root[data-theme='light']{${stationColours('light')}}`,
        },
      ],
      expressiveCode: {
        themes: ['github-dark', 'github-light'],
        styleOverrides: { borderRadius: '0.4rem' },
        // Commands wrap; manifests and output keep their lines.
        defaultProps: { frame: 'none', overridesByLang: { 'sh,bash': { wrap: true } } },
      },
    }),
  ],
  vite: {
    worker: { format: 'es' },
    // Astro's own 'use astro:head-inject' has done its work by then.
    build: { rolldownOptions: { checks: { moduleLevelDirective: false } } },
  },
});
