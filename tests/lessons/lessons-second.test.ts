import { testLessons } from './lessons-test.ts';

testLessons('second');
