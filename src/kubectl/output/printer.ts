import type { AnyObject } from '../../kube/types.ts';
import { CommandError } from '../errors.ts';
import type { FlagValues } from '../flags.ts';
import type { KubectlIO } from '../types.ts';
import { customColumns, columnsFromFile } from './custom-columns.ts';
import { goTemplate } from './go-template.ts';
import { toJson } from './json.ts';
import { JsonPath } from './jsonpath.ts';
import { toKyaml } from './kyaml.ts';
import { toYaml } from './yaml.ts';

/** Text of an object or a list for stdout. One printer prints all objects of a command: YAML documents are parted. */
export type ObjectPrinter = (object: AnyObject) => string;

const formats = [
  'go-template',
  'go-template-file',
  'json',
  'jsonpath',
  'jsonpath-as-json',
  'jsonpath-file',
  'kyaml',
  'name',
  'template',
  'templatefile',
  'yaml',
];

/** Formats of `get` alone. */
export const getFormats = ['custom-columns', 'custom-columns-file', 'wide'];

/**
 * The printer that -o and --template ask for; undefined for a command's own text (no -o, or `wide`).
 * Models cli-runtime genericclioptions PrintFlags.
 * @param more formats that the command knows beside the general ones
 * @throws CommandError for unknown formats and templates that cannot be read
 */
export async function objectPrinter(
  flags: FlagValues,
  io: Pick<KubectlIO, 'readFile'>,
  more: readonly string[] = [],
): Promise<ObjectPrinter | undefined> {
  const output = flags.string('output');
  const template = flags.has('template') ? flags.string('template') : '';
  if (output === '' && template === '') return undefined;
  const equals = output.indexOf('=');
  let format = equals < 0 ? output : output.slice(0, equals);
  const argument = equals < 0 ? template : output.slice(equals + 1);
  if (format === '') format = 'go-template';
  const known = [...formats, ...more].sort();
  if (
    !known.includes(format) ||
    (equals >= 0 && ['json', 'yaml', 'kyaml', 'name', 'wide'].includes(format))
  ) {
    throw new CommandError(
      `unable to match a printer suitable for the output format "${output}", allowed formats are: ${known.join(',')}`,
    );
  }
  const allowMissing = !flags.has('allow-missing-template-keys') || flags.bool('allow-missing-template-keys');
  const noHeaders = flags.has('no-headers') && flags.bool('no-headers');
  const keepManaged = flags.bool('show-managed-fields');
  let documents = 0;
  switch (format) {
    case 'wide':
      return undefined;
    case 'json':
      return (object) => `${toJson(keepManaged ? object : withoutManagedFields(object))}\n`;
    case 'yaml':
    case 'kyaml':
      return (object) => {
        const shown = keepManaged ? object : withoutManagedFields(object);
        const separator = format === 'kyaml' || documents++ > 0 ? '---\n' : '';
        return separator + (format === 'kyaml' ? toKyaml(shown) : toYaml(shown));
      };
    case 'name':
      return namesOf;
    case 'jsonpath':
    case 'jsonpath-file':
    case 'jsonpath-as-json': {
      const path = new JsonPath(await templateText(format, argument, io), allowMissing);
      return (object) => path.print(object, format === 'jsonpath-as-json');
    }
    case 'custom-columns':
      return customColumns(argument, noHeaders);
    case 'custom-columns-file':
      return columnsFromFile(await fileText(argument, io), noHeaders);
    default: {
      const run = goTemplate(await templateText(format, argument, io), allowMissing);
      return (object) => run(object);
    }
  }
}

async function templateText(
  format: string,
  argument: string,
  io: Pick<KubectlIO, 'readFile'>,
): Promise<string> {
  if (argument === '') throw new CommandError(`template format specified but no template given`);
  return format.endsWith('file') ? await fileText(argument, io) : argument;
}

async function fileText(path: string, io: Pick<KubectlIO, 'readFile'>): Promise<string> {
  const text = await io.readFile(path);
  if (text === undefined)
    throw new CommandError(`error reading template ${path}, open ${path}: no such file or directory`);
  return text;
}

/** A copy without metadata.managedFields, also of a list's items. */
export function withoutManagedFields(object: AnyObject): AnyObject {
  const items: unknown = object['items'];
  const copy: AnyObject = { ...object };
  if (Array.isArray(items)) copy['items'] = (items as AnyObject[]).map(withoutManagedFields);
  if (object.metadata) {
    const { managedFields: _, ...metadata } = object.metadata;
    copy.metadata = metadata;
  }
  return copy;
}

/** `service/web` lines, of an object or a list. */
function namesOf(object: AnyObject): string {
  const items = object['items'];
  if (Array.isArray(items)) return (items as AnyObject[]).map(namesOf).join('');
  const group = object.apiVersion.includes('/') ? `.${object.apiVersion.split('/')[0]!}` : '';
  return `${object.kind.toLowerCase()}${group}/${object.metadata.name || '<unknown>'}\n`;
}
