import { expect, test } from 'vitest';
import { lessons, proveLesson } from './lessons.ts';

/** One half of the lessons: each file of tests runs in a process of its own. */
export function testLessons(half: 'first' | 'second'): void {
  const own = lessons().filter((_, index) => index % 2 === (half === 'first' ? 0 : 1));
  test.each(own)('$id: prints what it says', { timeout: 60_000 }, async (lesson) => {
    expect(await proveLesson(lesson)).toEqual([]);
  });
}
