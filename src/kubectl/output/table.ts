import type { Table, TableColumn, TableRow } from '../../kube/types.ts';

/**
 * Rows of cells as Go's text/tabwriter lays them out: each column as wide as its
 * longest cell plus `padding`, at least `minWidth`; the last cell of a row is not padded.
 */
export function alignRows(
  rows: readonly string[][],
  options: { minWidth?: number; padding?: number; widths?: number[] } = {},
): string {
  const { minWidth = 6, padding = 3, widths = [] } = options;
  for (const row of rows) {
    for (const [i, cell] of row.slice(0, -1).entries()) {
      widths[i] = Math.max(widths[i] ?? minWidth, [...cell].length + padding);
    }
  }
  return rows
    .map((row) =>
      row.map((cell, i) => (i === row.length - 1 ? cell : cell + ' '.repeat(widths[i]! - [...cell].length))),
    )
    .map((row) => `${row.join('')}\n`)
    .join('');
}

export interface TableOptions {
  wide: boolean;
  noHeaders: boolean;
  withNamespace: boolean;
  /** Prefix of the NAME cell, as in `service/`, or ''. */
  kindPrefix: string;
  showLabels: boolean;
  labelColumns: readonly string[];
  /** An EVENT column before all others, for --output-watch-events. */
  withEvent?: boolean;
}

/**
 * Prints tables of the server under one head. Models cli-runtime printers TablePrinter.
 * Widths are remembered, so rows of a watch stay in line with those before.
 */
export class TablePrinter {
  readonly #options: TableOptions;
  readonly #widths: number[] = [];
  #columns: TableColumn[] | undefined;
  #headDone = false;

  constructor(options: TableOptions) {
    this.#options = options;
  }

  /** All rows of several tables of one resource. */
  print(tables: readonly Table[], event = ''): string {
    const lines: string[][] = [];
    for (const table of tables) {
      if (table.columnDefinitions?.length) this.#columns = table.columnDefinitions;
      const columns = this.#columns ?? [];
      const shown = columns
        .map((column, i) => ({ column, i }))
        .filter(({ column }) => this.#options.wide || column.priority === 0);
      if (!this.#headDone && !this.#options.noHeaders)
        lines.push(this.#head(shown.map(({ column }) => column)));
      this.#headDone = true;
      for (const row of table.rows) lines.push(this.#row(row, shown, event));
    }
    return alignRows(lines, { widths: this.#widths });
  }

  #head(columns: readonly TableColumn[]): string[] {
    const { withEvent, withNamespace, labelColumns, showLabels } = this.#options;
    return [
      ...(withEvent ? ['EVENT'] : []),
      ...(withNamespace ? ['NAMESPACE'] : []),
      ...columns.map(({ name }) => name.toUpperCase()),
      ...labelColumns.map((label) => label.slice(label.lastIndexOf('/') + 1).toUpperCase()),
      ...(showLabels ? ['LABELS'] : []),
    ];
  }

  #row(row: TableRow, shown: readonly { column: TableColumn; i: number }[], event: string): string[] {
    const { withEvent, withNamespace, kindPrefix, labelColumns, showLabels } = this.#options;
    const labels = row.object?.metadata.labels ?? {};
    return [
      ...(withEvent ? [event] : []),
      ...(withNamespace ? [row.object?.metadata.namespace ?? ''] : []),
      ...shown.map(({ column, i }) => {
        const text = cellText(row.cells[i]);
        return column.format === 'name' || column.name === 'Name' ? kindPrefix + text : text;
      }),
      ...labelColumns.map((label) => labels[label] ?? ''),
      ...(showLabels ? [labelsText(labels)] : []),
    ];
  }
}

/** `a=1,b=2`, sorted; `<none>` if empty. */
export function labelsText(labels: Readonly<Record<string, string>> | undefined, separator = ','): string {
  const pairs = Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`);
  return pairs.length ? pairs.sort().join(separator) : '<none>';
}

function cellText(cell: TableRow['cells'][number] | undefined): string {
  if (cell === null || cell === undefined) return '<none>';
  const text = String(cell);
  const cut = text.search(/[\f\n\r]/);
  return cut < 0 ? text : `${text.slice(0, cut)}...`;
}
