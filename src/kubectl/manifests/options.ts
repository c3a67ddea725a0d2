import { CommandError, type Context, type Flag } from '../command.ts';

export type DryRun = 'none' | 'client' | 'server';

/** @throws CommandError for other values than none, client and server */
export function dryRunOf(context: Context): DryRun {
  const value = context.flags.string('dry-run');
  switch (value) {
    case 'none':
    case 'client':
    case 'server':
      return value;
    case 'unchanged':
      throw new CommandError(
        '--dry-run flag without a value was specified. Please set --dry-run=client, or --dry-run=server explicitly',
      );
    default:
      throw new CommandError(`Invalid dry-run value (${value}). Must be "none", "server", or "client".`);
  }
}

export function dryRunQuery(dryRun: DryRun): { dryRun?: string } {
  return dryRun === 'server' ? { dryRun: 'All' } : {};
}

/** What stands after a message under --dry-run. */
export function dryRunSuffix(dryRun: DryRun): string {
  return { none: '', client: ' (dry run)', server: ' (server dry run)' }[dryRun];
}

export const validateFlag: Flag = {
  name: 'validate',
  kind: 'string',
  default: 'strict',
  bare: 'strict',
  help: 'Unknown and doubled fields of the input: "strict" or true refuses them, "warn" warns, "ignore" or false drops them.',
};

/** The `fieldValidation` that the server is asked for. @throws CommandError */
export function validationOf(context: Context): 'Strict' | 'Warn' | 'Ignore' {
  const value = context.flags.string('validate');
  if (['true', 'strict'].includes(value)) return 'Strict';
  if (value === 'warn') return 'Warn';
  if (['false', 'ignore'].includes(value)) return 'Ignore';
  throw new CommandError(
    `invalid - validate option ${JSON.stringify(value)}; must be one of: strict (or true), warn, ignore (or false)`,
  );
}

export function managerFlag(name: string): Flag {
  return {
    name: 'field-manager',
    kind: 'string',
    default: name,
    help: 'Name of the manager used to track field ownership.',
  };
}
