import type { Context } from '../../command.ts';
import { TablePrinter } from '../../output/table.ts';
import type { Target } from './fetch.ts';

/** The printer of one resource's tables as the flags of `get` want it. */
export function tablePrinter(
  context: Context,
  { resource }: Pick<Target, 'resource'>,
  withKind: boolean,
): TablePrinter {
  const { flags } = context;
  const kind = resource.kind.toLowerCase();
  return new TablePrinter({
    wide: flags.string('output') === 'wide',
    noHeaders: flags.bool('no-headers'),
    withNamespace: flags.bool('all-namespaces') && resource.namespaced,
    kindPrefix:
      withKind || flags.bool('show-kind') ? `${resource.group ? `${kind}.${resource.group}` : kind}/` : '',
    showLabels: flags.bool('show-labels'),
    labelColumns: flags.list('label-columns'),
    withEvent: flags.bool('output-watch-events'),
  });
}
