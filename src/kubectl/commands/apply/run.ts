import type { Context } from '../../command.ts';
import type { DryRun } from '../../manifests/options.ts';
import type { ResultPrinter } from '../../manifests/print.ts';

/** One call of apply, as its two ways of writing see it. */
export interface ApplyRun {
  context: Context;
  dryRun: DryRun;
  print: ResultPrinter;
  /** For writes. */
  query: Record<string, string | undefined>;
}
