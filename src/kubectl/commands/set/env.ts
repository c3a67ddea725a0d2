import type { Container, EnvVar } from '../../../kube/types.ts';
import { CommandError, type Command, type Context } from '../../command.ts';
import { throwAll } from '../../manifests/info.ts';
import { findTargets } from '../../manifests/targets.ts';
import { splitArgs } from '../metadata/pairs.ts';
import { containersFlag, containersOf, podSpecIn, setFlags, update } from './update.ts';

/** Models kubectl pkg/cmd/set set_env.go. */
export const env: Command = {
  name: 'env',
  short: 'Update environment variables on a pod template',
  long: 'Update environment variables on a pod template.',
  usage: 'RESOURCE/NAME KEY_1=VAL_1 ... KEY_N=VAL_N',
  completes: 'resources',
  flags: [
    ...setFlags,
    containersFlag,
    { name: 'env', short: 'e', kind: 'array', help: 'A variable to set, as KEY=VALUE.' },
    {
      name: 'from',
      kind: 'string',
      help: 'A config map or secret (configmap/NAME, secret/NAME) whose keys become variables.',
    },
    { name: 'keys', kind: 'strings', default: '[]', help: 'With --from: only these keys.' },
    { name: 'list', kind: 'bool', help: 'Show the variables and change nothing.' },
    {
      name: 'overwrite',
      kind: 'bool',
      default: 'true',
      help: 'Allow variables that exist to be overwritten.',
    },
    { name: 'prefix', kind: 'string', help: 'With --from: what the names of the variables begin with.' },
  ],
  async run(context) {
    const { flags } = context;
    const words = [...context.args, ...flags.list('env')];
    const { resources, changes } = splitArgs(words, 'environment variable');
    if (flags.bool('list')) return listEnv(context, resources);
    const added = [
      ...[...changes.set].map(([name, value]): EnvVar => ({ name, value })),
      ...(await variablesFrom(context)),
    ];
    if (added.length === 0 && changes.remove.length === 0) {
      throw new CommandError('at least one environment variable must be provided');
    }
    await update(context, resources, 'env updated', (object, info) => {
      for (const container of containersOf(podSpecIn(object, info), flags.string('containers')))
        change(container, added, changes.remove, flags.bool('overwrite'));
      return object;
    });
  },
};

function change(
  container: Container,
  added: readonly EnvVar[],
  removed: readonly string[],
  overwrite: boolean,
): void {
  const list = (container.env ?? []).filter(({ name }) => !removed.includes(name));
  for (const variable of added) {
    const old = list.find(({ name }) => name === variable.name);
    if (old && !overwrite) {
      throw new CommandError(
        `'${variable.name}' already has a value (${old.value ?? ''}), and --overwrite is false`,
      );
    }
    if (old) list.splice(list.indexOf(old), 1, variable);
    else list.push(variable);
  }
  if (list.length > 0) container.env = list;
  else delete container.env;
}

/** Variables that refer to the keys of --from. Says so where a key cannot be a variable's name as it is. */
async function variablesFrom(context: Context): Promise<EnvVar[]> {
  const { flags } = context;
  const from = flags.string('from');
  if (from === '') return [];
  const { infos, errors } = await findTargets(context, {
    args: from.includes('/') ? [from] : [from, ...context.args],
    selector: '',
  });
  throwAll(errors);
  return infos.flatMap(({ resource, object, name }) => {
    if (resource.kind !== 'ConfigMap' && resource.kind !== 'Secret')
      throw new CommandError('unsupported resource specified in --from');
    const wanted = flags.list('keys');
    const keys = Object.keys((object['data'] as object | undefined) ?? {}).sort();
    return keys
      .filter((key) => wanted.length === 0 || wanted.includes(key))
      .map((key): EnvVar => {
        const variable = key.replace(/[^a-zA-Z0-9_]/g, '_').toUpperCase();
        if (variable !== key) context.err(`Warning: key ${key} transferred to ${variable}\n`);
        const ref = { name, key };
        const valueFrom = resource.kind === 'Secret' ? { secretKeyRef: ref } : { configMapKeyRef: ref };
        return { name: flags.string('prefix') + variable, valueFrom };
      });
  });
}

async function listEnv(context: Context, args: readonly string[]): Promise<void> {
  const { infos, errors } = await findTargets(context, { args, all: context.flags.bool('all') });
  for (const info of infos) {
    for (const container of containersOf(podSpecIn(info.object, info), context.flags.string('containers'))) {
      context.out(`# ${info.resource.kind} ${info.name}, container ${container.name}\n`);
      for (const variable of container.env ?? []) context.out(lineOf(variable));
    }
  }
  throwAll(errors);
}

interface KeyOf {
  name?: string;
  key: string;
}

function lineOf({ name, value, valueFrom: from }: EnvVar): string {
  const valueFrom = from as
    { configMapKeyRef?: KeyOf; secretKeyRef?: KeyOf; fieldRef?: { fieldPath?: string } } | undefined;
  if (!valueFrom) return `${name}=${value ?? ''}\n`;
  const { configMapKeyRef, secretKeyRef, fieldRef } = valueFrom;
  if (configMapKeyRef)
    return `# ${name} from configmap ${configMapKeyRef.name ?? ''}, key ${configMapKeyRef.key}\n`;
  if (secretKeyRef) return `# ${name} from secret ${secretKeyRef.name ?? ''}, key ${secretKeyRef.key}\n`;
  return `# ${name} from field path ${fieldRef?.fieldPath ?? ''}\n`;
}
