import { StatusError } from '../../../kube/status.ts';
import type { AnyObject } from '../../../kube/types.ts';
import { CommandError, dryRunFlag, printFlags, UsageError } from '../../command.ts';
import type { Context, Flag } from '../../command.ts';
import { createObject, type Info } from '../../manifests/info.ts';
import { withLastApplied } from '../../manifests/last-applied.ts';
import { dryRunOf, dryRunQuery, managerFlag, validateFlag, validationOf } from '../../manifests/options.ts';
import { resultPrinter } from '../../manifests/print.ts';
import type { ApiResource } from '../../resources.ts';

/** Flags of every `kubectl create KIND`. */
export const generatedFlags: readonly Flag[] = [
  ...printFlags,
  dryRunFlag,
  validateFlag,
  managerFlag('kubectl-create'),
  { name: 'save-config', kind: 'bool', help: 'Save the configuration in the annotation of kubectl apply.' },
];

/** The one name on the command line. @throws UsageError */
export function nameOf(context: Context): string {
  if (context.args.length !== 1) {
    throw new UsageError(`exactly one NAME is required, got ${context.args.length}`);
  }
  return context.args[0]!;
}

/**
 * Sends an object that kubectl made up from flags, and tells so.
 * @param what begins the error: `failed to create ClusterIP service`; absent: the server's error as it is
 */
export async function createGenerated(context: Context, object: AnyObject, what?: string): Promise<void> {
  const dryRun = dryRunOf(context);
  const print = await resultPrinter(context, dryRun);
  const resource = (await context.resources()).forKind(object.apiVersion, object.kind) ?? unserved(object);
  const namespace = resource.namespaced ? context.namespace : '';
  let wanted =
    context.namespaceGiven && namespace ? { ...object, metadata: { ...object.metadata, namespace } } : object;
  if (context.flags.bool('save-config')) wanted = withLastApplied(wanted);
  const info: Info = { resource, namespace, name: object.metadata.name ?? '', source: '', object: wanted };
  let result = wanted;
  if (dryRun !== 'client') {
    const query = {
      fieldManager: context.flags.string('field-manager'),
      fieldValidation: validationOf(context),
      ...dryRunQuery(dryRun),
    };
    try {
      result = await createObject(context.client, { ...info, object: wanted }, { query });
    } catch (error) {
      if (what && error instanceof StatusError) throw new CommandError(`${what}: ${error.message}`);
      throw error;
    }
  }
  print(info, 'created', result);
}

/** kubectl knows these kinds itself and asks the server only when it sends them; a server without one answers 404. */
function unserved({ apiVersion, kind }: AnyObject): ApiResource {
  const [group = '', version = ''] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  const singular = kind.toLowerCase();
  return {
    group,
    version,
    kind,
    singular,
    resource: singular.endsWith('s') ? `${singular}es` : `${singular}s`,
    namespaced: kind !== 'PriorityClass',
    shortNames: [],
    categories: [],
    verbs: [],
    preferred: true,
  };
}
