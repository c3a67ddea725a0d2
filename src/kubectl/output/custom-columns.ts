import type { AnyObject } from '../../kube/types.ts';
import { CommandError } from '../errors.ts';
import { goText } from './go-value.ts';
import { JsonPath, relaxedPath } from './jsonpath.ts';
import { alignRows } from './table.ts';

/**
 * `NAME:.metadata.name,IP:.spec.clusterIP`. Models kubectl pkg/cmd/get CustomColumnsPrinter.
 * @throws CommandError
 */
export function customColumns(spec: string, noHeaders: boolean): (object: AnyObject) => string {
  if (spec === '') throw new CommandError('custom-columns format specified but no custom columns given');
  const columns = spec.split(',').map((part) => {
    const colon = part.indexOf(':');
    if (colon < 0) {
      throw new CommandError(`unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`);
    }
    return { header: part.slice(0, colon), path: relaxedPath(part.slice(colon + 1)) };
  });
  return columnPrinter(columns, noHeaders);
}

/** A file of two lines: headers, then paths, parted by blanks. */
export function columnsFromFile(text: string, noHeaders: boolean): (object: AnyObject) => string {
  const [headers = [], paths = []] = text
    .split('\n')
    .map((line) => line.split(/\s+/).filter((word) => word !== ''));
  if (headers.length !== paths.length) {
    throw new CommandError(
      `number of headers (${headers.length}) and field specifications (${paths.length}) don't match`,
    );
  }
  return columnPrinter(
    headers.map((header, i) => ({ header, path: relaxedPath(paths[i]!) })),
    noHeaders,
  );
}

function columnPrinter(columns: readonly { header: string; path: string }[], noHeaders: boolean) {
  const paths = columns.map(({ path }) => new JsonPath(path));
  const widths: number[] = [];
  let headDone = noHeaders;
  return (object: AnyObject): string => {
    const items = Array.isArray(object['items']) ? (object['items'] as AnyObject[]) : [object];
    const rows = items.map((item) =>
      paths.map((path) => {
        const values = path.find(item).flat();
        return values.length
          ? values.map((value) => (value === null ? '<none>' : goText(value))).join(',')
          : '<none>';
      }),
    );
    if (!headDone) rows.unshift(columns.map(({ header }) => header));
    headDone = true;
    return alignRows(rows, { widths });
  };
}
