import { CommandError, dryRunFlag, filenameFlags, printFlags } from '../command.ts';
import type { Command, Context } from '../command.ts';
import { statusErrorOf, resourcePath } from '../../kube/client.ts';
import type { AnyObject } from '../../kube/types.ts';
import { applyJsonPatch } from '../manifests/merge/json-patch.ts';
import { deepEqual } from '../manifests/gojson.ts';
import { throwAll, type Info, type PatchType } from '../manifests/info.ts';
import type { Fields } from '../manifests/merge/diff.ts';
import { strategicMerge } from '../manifests/merge/merge.ts';
import { mergeSchemaOf } from '../manifests/merge/schema.ts';
import { dryRunOf, dryRunQuery, managerFlag } from '../manifests/options.ts';
import { resultPrinter, wantsObject } from '../manifests/print.ts';
import { findTargets } from '../manifests/targets.ts';
import { YamlError } from '../manifests/yaml/error.ts';
import { parseYaml } from '../manifests/yaml/parser.ts';

const types: Record<string, PatchType> = { json: 'json', merge: 'merge', strategic: 'strategic-merge' };

/** Models kubectl pkg/cmd/patch. */
export const patch: Command = {
  name: 'patch',
  group: 'Advanced Commands',
  short: 'Update fields of a resource',
  long: 'Update fields of a resource using strategic merge patch, a JSON merge patch, or a JSON patch.',
  examples:
    '# Change the port that traffic goes to\nkubectl patch svc web -p \'{"spec":{"ports":[{"port":80,"targetPort":8080}]}}\'',
  usage: '(-f FILENAME | TYPE NAME) [-p PATCH|--patch-file FILE]',
  completes: 'resources',
  flags: [
    ...filenameFlags,
    ...printFlags,
    dryRunFlag,
    managerFlag('kubectl-patch'),
    { name: 'local', kind: 'bool', help: 'Patch the content of the file, not the object on the server.' },
    { name: 'patch', short: 'p', kind: 'string', help: 'The patch, as JSON or YAML.' },
    { name: 'patch-file', kind: 'string', help: 'A file with the patch.' },
    { name: 'subresource', kind: 'string', help: 'Subresource to patch: status, scale or resize.' },
    {
      name: 'type',
      kind: 'string',
      default: 'strategic',
      help: 'Type of the patch: json, merge or strategic.',
    },
  ],
  run: runPatch,
};

async function runPatch(context: Context): Promise<void> {
  const { flags } = context;
  const dryRun = dryRunOf(context);
  const body = await patchText(context);
  const type = types[flags.string('type').toLowerCase()];
  if (!type)
    throw new CommandError(
      `--type must be one of [json merge strategic], not ${JSON.stringify(flags.string('type'))}`,
    );
  const local = flags.bool('local');
  const { infos, errors } = await findTargets(context, { args: context.args, local });
  const print = await resultPrinter(context, dryRun);
  const query = { fieldManager: flags.string('field-manager'), ...dryRunQuery(dryRun) };
  for (const info of infos) {
    try {
      const object =
        dryRun === 'client' || local
          ? patched(info, body, type)
          : await sendPatch(context, info, body, type, query);
      const same = deepEqual(object, info.object);
      print(info, same && !wantsObject(context) ? 'patched (no change)' : 'patched', object);
    } catch (error) {
      context.io.signal.throwIfAborted();
      errors.push(error);
    }
  }
  throwAll(errors);
  if (infos.length === 0) throw new CommandError('no objects passed to patch');
}

async function patchText(context: Context): Promise<string> {
  const { flags, io } = context;
  const file = flags.string('patch-file');
  if (file !== '' && flags.changed('patch'))
    throw new CommandError('cannot specify --patch and --patch-file together');
  let text = flags.string('patch');
  if (file !== '') {
    const read = await io.readFile(file);
    if (read === undefined)
      throw new CommandError(`unable to read patch file: open ${file}: no such file or directory`);
    text = read;
  }
  if (text === '') {
    throw new CommandError('must specify --patch or --patch-file containing the contents of the patch');
  }
  // JSON objects go to the server as they are; it also tells what is wrong with them.
  if (text.trimStart().startsWith('{')) return text;
  try {
    return JSON.stringify(parseYaml(text) ?? null);
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    throw new CommandError(`unable to parse ${JSON.stringify(text)}: yaml: ${error.message}`);
  }
}

async function sendPatch(
  context: Context,
  info: Info,
  body: string,
  type: PatchType,
  query: Record<string, string | undefined>,
): Promise<AnyObject> {
  const given = Object.entries(query).filter((pair): pair is [string, string] => !!pair[1]);
  const subresource = context.flags.string('subresource') || undefined;
  const path = resourcePath(info.resource, info.namespace, info.name, subresource);
  const request = new Request(`http://cluster${path}?${new URLSearchParams(given).toString()}`, {
    method: 'PATCH',
    headers: { accept: 'application/json', 'content-type': `application/${type}-patch+json` },
    body,
  });
  const response = await context.client.cluster.fetch(request);
  if (!response.ok) throw await statusErrorOf(response);
  return (await response.json()) as AnyObject;
}

/** What the patch makes of the object, without the server. */
function patched(info: Info, body: string, type: PatchType): AnyObject {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (error) {
    throw new CommandError(error instanceof Error ? error.message : String(error));
  }
  if (type === 'json') return applyJsonPatch(info.object, value) as AnyObject;
  const schema = type === 'merge' ? {} : (mergeSchemaOf(info.resource.group, info.resource.kind) ?? {});
  return strategicMerge(info.object, value as Fields, schema) as AnyObject;
}
