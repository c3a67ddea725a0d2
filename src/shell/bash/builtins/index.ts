import type { Builtin } from '../core.ts';
import { flow } from './flow.ts';
import { jobControl } from './job-control.ts';
import { names } from './names.ts';
import { read } from './read.ts';
import { scripts } from './scripts.ts';

/** The builtins that are not just-bash's. */
export const builtins: Readonly<Record<string, Builtin>> = {
  ...flow,
  ...jobControl,
  ...names,
  read,
  ...scripts,
};
