import type { AnyObject } from '../../kube/types.ts';
import type { Context } from '../command.ts';
import { objectPrinter } from '../output/printer.ts';
import { infoName, type Info } from './info.ts';
import { dryRunSuffix, type DryRun } from './options.ts';

/** @param operation what was done: `created`, `configured`, … */
export type ResultPrinter = (info: Info, operation: string, object?: AnyObject) => void;

/**
 * Tells what was done to each object, or prints the object if -o asks for it.
 * @throws CommandError for an unknown -o
 */
export async function resultPrinter(context: Context, dryRun: DryRun = 'none'): Promise<ResultPrinter> {
  const printer = context.flags.has('output') ? await objectPrinter(context.flags, context.io) : undefined;
  return (info, operation, object = info.object) => {
    context.out(printer ? printer(object) : `${infoName(info)} ${operation}${dryRunSuffix(dryRun)}\n`);
  };
}

/** Whether -o asks for the object itself rather than for a message. */
export function wantsObject(context: Context): boolean {
  return context.flags.has('output') && !['', 'name'].includes(context.flags.string('output'));
}
