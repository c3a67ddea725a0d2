import { testTranscripts } from './transcripts-test.ts';

testTranscripts('first');
