import { testTranscripts } from './transcripts-test.ts';

await testTranscripts('second');
