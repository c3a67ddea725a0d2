import { getCollection } from 'astro:content';
import { pageUrl, type Language } from './language.ts';
import { parts } from './parts.ts';
import { inOrder } from './scenarios.ts';

/** A lesson, as pages about the course list it. */
export interface Lesson {
  /** `services/ports`. */
  id: string;
  title: string;
  href: string;
  /** The folder of its part. */
  part: string;
  bank?: { id: string; questions: string[] };
}

export interface CourseLab {
  id: string;
  title: string;
  href: string;
  level: number;
}

/** The lessons in the order of the course, with the ids of their questions. */
export async function lessonsOf(language: Language): Promise<Lesson[]> {
  const banks = new Map((await getCollection('quizzes')).map(({ id, data }) => [id, data.questions]));
  const folder = (path = '') => parts.find((part) => path.includes(`/${language}/${part.folder}/`))?.folder;
  const docs = await getCollection('docs', ({ filePath }) => folder(filePath) !== undefined);
  return docs
    .sort((one, other) => (one.filePath ?? '').localeCompare(other.filePath ?? '', 'en'))
    .map(({ id, data, body, filePath }) => {
      const lesson = id.replace(/^[^/]+\//, '');
      const bank = /<Quiz\s+bank="([^"]+)"/.exec(body ?? '')?.[1];
      return {
        id: lesson,
        title: data.title,
        href: pageUrl(language, lesson),
        part: folder(filePath)!,
        ...(bank && { bank: { id: bank, questions: (banks.get(bank) ?? []).map((one) => one.id) } }),
      };
    });
}

export async function labsOf(language: Language): Promise<CourseLab[]> {
  return inOrder(await getCollection('scenarios')).map(({ id, data }) => ({
    id,
    title: data.title[language],
    href: pageUrl(language, `labs/${id}`),
    level: data.difficulty,
  }));
}

/** JSON for a `<script type="application/json">`, which no text in it can end. */
export const json = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');
