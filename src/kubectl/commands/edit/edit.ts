import { qualified, StatusError } from '../../../kube/status.ts';
import type { AnyObject } from '../../../kube/types.ts';
import { CommandError, filenameFlags, printFlags } from '../../command.ts';
import type { Command, Context } from '../../command.ts';
import { deepEqual, isRecord } from '../../manifests/gojson.ts';
import { patchObject, throwAll, type Info } from '../../manifests/info.ts';
import { lastAppliedOf, withLastApplied } from '../../manifests/last-applied.ts';
import { mergePatch, twoWayPatch } from '../../manifests/merge/diff.ts';
import { mergeSchemaOf } from '../../manifests/merge/schema.ts';
import { managerFlag, validateFlag, validationOf } from '../../manifests/options.ts';
import { resultPrinter, type ResultPrinter } from '../../manifests/print.ts';
import { findTargets } from '../../manifests/targets.ts';
import { YamlError } from '../../manifests/yaml/error.ts';
import { parseYaml } from '../../manifests/yaml/parser.ts';
import { withoutManagedFields } from '../../output/printer.ts';
import { toYaml } from '../../output/yaml.ts';

/** Models kubectl pkg/cmd/edit and pkg/cmd/util/editor editoptions.go. */
export const edit: Command = {
  name: 'edit',
  group: 'Basic Commands (Intermediate)',
  short: 'Edit a resource on the server',
  long: 'Edit a resource from the default editor.',
  examples: '# Edit a service\nkubectl edit svc/web',
  usage: '(RESOURCE/NAME | -f FILENAME)',
  completes: 'resources',
  flags: [
    ...filenameFlags,
    ...printFlags,
    validateFlag,
    managerFlag('kubectl-edit'),
    { name: 'save-config', kind: 'bool', help: 'Save the configuration in the annotation of kubectl apply.' },
  ],
  run: runEdit,
};

async function runEdit(context: Context): Promise<void> {
  const { infos, errors } = await findTargets(context, { args: context.args });
  throwAll(errors);
  if (infos.length === 0) throw new CommandError('edit cancelled, no objects found');
  await new Session(context, infos, await resultPrinter(context)).run();
}

const intro =
  "# Please edit the object below. Lines beginning with a '#' will be ignored,\n" +
  '# and an empty file will abort the edit. If an error occurs while saving this file will be\n' +
  '# reopened with the relevant failures.\n#\n';

const withoutComments = (text: string) => text.replace(/^#.*\n?/gm, '');

/** One run of the editor loop: until the server takes what was saved, or nothing more is changed. */
class Session {
  readonly #context: Context;
  readonly #infos: readonly Info[];
  readonly #print: ResultPrinter;
  /** Lines of the header about the last failure. */
  #reasons: string[] = [];
  #failed = false;

  constructor(context: Context, infos: readonly Info[], print: ResultPrinter) {
    this.#context = context;
    this.#infos = infos;
    this.#print = print;
  }

  async run(): Promise<void> {
    const { io } = this.#context;
    if (!io.edit)
      throw new CommandError('there is no editor here; use kubectl patch, or edit a file and apply it');
    const original = this.#body();
    let text = original;
    for (;;) {
      const shown = this.#header() + text;
      const saved = (await io.edit(this.#fileName(), shown)) ?? shown;
      const body = withoutComments(saved);
      if (!this.#failed && body === original) return this.#context.err('Edit cancelled, no changes made.\n');
      if (this.#failed && body === text) return this.#giveUp(saved);
      if (body.trim() === '') return this.#context.err('Edit cancelled, saved file was empty.\n');
      text = body;
      this.#reasons = [];
      this.#failed = false;
      const edited = this.#parse(body);
      if (edited && (await this.#save(edited))) return;
    }
  }

  #body(): string {
    const shown = this.#infos.map(({ object }) => withoutManagedFields(object));
    if (shown.length === 1) return toYaml(shown[0]);
    return toYaml({ apiVersion: 'v1', kind: 'List', items: shown });
  }

  #header(): string {
    return intro + (this.#reasons.length ? `${this.#reasons.map((line) => `# ${line}\n`).join('')}#\n` : '');
  }

  #fileName(): string {
    return `kubectl-edit-${Math.floor(1e8 + Math.random() * 9e8)}${Math.floor(Math.random() * 10)}.yaml`;
  }

  async #giveUp(text: string): Promise<never> {
    const path = `/tmp/${this.#fileName()}`;
    await this.#context.io.writeFile(path, text);
    this.#context.err(`A copy of your changes has been stored to "${path}"\n`);
    throw new CommandError('Edit cancelled, no valid changes were saved.');
  }

  #parse(text: string): AnyObject[] | undefined {
    try {
      const value = parseYaml(text);
      const list =
        isRecord(value) && value.kind === 'List' && Array.isArray(value.items) ? value.items : [value];
      if (list.every((each) => isRecord(each) && isRecord(each.metadata)))
        return list as unknown as AnyObject[];
      this.#fail(['The edited file had a syntax error: it holds no object']);
    } catch (error) {
      if (!(error instanceof YamlError)) throw error;
      const problem = `error parsing edited-file: error converting YAML to JSON: yaml: ${error.message}`;
      this.#fail([`The edited file had a syntax error: ${problem}`]);
      const [info] = this.#infos;
      if (info) this.#context.err(`error: ${qualified(info.resource)} "${info.name}" is invalid\n`);
    }
    return undefined;
  }

  #fail(reasons: readonly string[]): void {
    this.#failed = true;
    this.#reasons.push(...reasons);
  }

  /** @returns whether the session is over */
  async #save(edited: readonly AnyObject[]): Promise<boolean> {
    for (const [index, info] of this.#infos.entries()) {
      const wanted = edited[index];
      if (!wanted) continue;
      if (wanted.kind !== info.object.kind || wanted.metadata.name !== info.name) {
        throw new CommandError('At least one of apiVersion, kind and name was changed');
      }
      try {
        await this.#patch(info, wanted);
      } catch (error) {
        if (!(error instanceof StatusError)) throw error;
        this.#report(info, error);
      }
    }
    return !this.#failed;
  }

  async #patch(info: Info, edited: AnyObject): Promise<void> {
    const { flags, client } = this.#context;
    const original = withoutManagedFields(info.object);
    const marked =
      lastAppliedOf(edited) !== undefined && flags.bool('save-config') ? withLastApplied(edited) : edited;
    if (deepEqual(original, marked)) return this.#print(info, 'skipped');
    const schema = mergeSchemaOf(info.resource.group, info.resource.kind);
    const patch = schema ? twoWayPatch(original, marked, schema) : mergePatch(original, marked);
    const query = {
      fieldManager: flags.string('field-manager'),
      fieldValidation: validationOf(this.#context),
    };
    const object = await patchObject(client, info, patch, schema ? 'strategic-merge' : 'merge', { query });
    this.#print(info, 'edited', object);
  }

  #report(info: Info, error: StatusError): void {
    const name = `${qualified(info.resource)} "${info.name}"`;
    if (error.reason === 'Invalid') {
      const causes = (error.status.details?.causes ?? []).map(
        (cause) => `* ${cause.field ?? ''}: ${cause.message ?? ''}`,
      );
      this.#fail([`${name} was not valid:`, ...(causes.length ? causes : [`* ${error.message}`])]);
      this.#context.err(`error: ${name} is invalid\n`);
    } else if (error.code === 404) {
      throw new CommandError(`${name} could not be found on the server`);
    } else {
      this.#fail([`${name} could not be patched: ${error.message}`]);
      this.#context.err(
        `error: ${name} could not be patched: ${error.message}\nYou can run \`kubectl replace -f\` with the saved copy to try this update again.\n`,
      );
    }
  }
}
