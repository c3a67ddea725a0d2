import { readdirSync } from 'node:fs';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import { lessonBlocks } from './src/components/lesson/code-blocks.ts';
import { pageId, parts } from './src/components/site/parts.ts';
import { searchIndex } from './src/lab-server/search/index.ts';
import { stationColours } from './src/components/stations.ts';

// A folder that no part names would be served and never be found.
const docs = new URL('./src/content/docs/en/', import.meta.url);
const folders = readdirSync(docs, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);
for (const folder of folders) {
  if (!parts.some((part) => part.folder === folder)) {
    throw new Error(`src/content/docs/en/${folder}: name this part in src/components/site/parts.ts`);
  }
}
const lessonsOf = (folder) =>
  readdirSync(new URL(`${folder}/`, docs))
    .sort()
    .map((file) => ({ slug: pageId(`${folder}/${file}`) }));

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
      // The index is ours: src/lab-server/search.
      pagefind: false,
      sidebar: [
        {
          label: 'Where to start?',
          translations: { 'zh-CN': '从哪里开始？' },
          link: '/pretest/',
        },
        ...parts
          .filter((part) => folders.includes(part.folder))
          .map((part) => ({
            label: part.title.en,
            translations: { 'zh-CN': part.title.zh },
            items: lessonsOf(part.folder),
          })),
        {
          label: 'Practice',
          translations: { 'zh-CN': '练习' },
          items: [
            { label: 'Labs', translations: { 'zh-CN': '实验' }, link: '/labs/' },
            { label: 'Drill', translations: { 'zh-CN': '演练' }, link: '/drill/' },
            { label: 'Exam', translations: { 'zh-CN': '考试' }, link: '/exam/' },
            { label: 'Review', translations: { 'zh-CN': '复习' }, link: '/review/' },
            { label: 'Progress', translations: { 'zh-CN': '学习进度' }, link: '/progress/' },
          ],
        },
        {
          label: 'Look up',
          translations: { 'zh-CN': '查阅' },
          items: [
            { slug: 'debugging' },
            { label: 'Glossary', translations: { 'zh-CN': '术语表' }, link: '/glossary/' },
          ],
        },
      ],
      components: {
        Header: site('Header'),
        LanguageSelect: site('LanguageSelect'),
        PageTitle: site('PageTitle'),
        Search: site('search/Search'),
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
        styleOverrides: {
          borderRadius: '0.4rem',
          frames: {
            frameBoxShadowCssValue: 'none',
            editorActiveTabIndicatorTopColor: 'var(--sl-color-accent)',
          },
        },
        plugins: [lessonBlocks],
        // Commands wrap; manifests and output keep their lines.
        defaultProps: { frame: 'none', overridesByLang: { 'sh,bash': { wrap: true } } },
      },
    }),
    searchIndex(),
  ],
  vite: {
    worker: { format: 'es' },
    // Astro's own 'use astro:head-inject' has done its work by then.
    build: { rolldownOptions: { checks: { moduleLevelDirective: false } } },
  },
});
