import {
  CommandError,
  dryRunFlag,
  filenameFlags,
  printFlags,
  selectorFlag,
  UsageError,
} from '../../command.ts';
import type { Command, Context } from '../../command.ts';
import { addSource, createObject, throwAll } from '../../manifests/info.ts';
import { withLastApplied } from '../../manifests/last-applied.ts';
import { loadManifests } from '../../manifests/load.ts';
import { dryRunOf, dryRunQuery, managerFlag, validateFlag, validationOf } from '../../manifests/options.ts';
import { resultPrinter } from '../../manifests/print.ts';
import { createCronJob, createJob } from './batch.ts';
import { createConfigMap } from './config.ts';
import { createDeployment } from './deployment.ts';
import { createIngress } from './ingress.ts';
import { createNamespace, createServiceAccount } from './plain.ts';
import { createBudget, createPriorityClass, createQuota } from './policy.ts';
import { createClusterRole, createClusterRoleBinding, createRole, createRoleBinding } from './rbac.ts';
import { createSecret } from './secret.ts';
import { createService } from './service.ts';
import { createToken } from './token.ts';

/** Models kubectl pkg/cmd/create. */
export const create: Command = {
  name: 'create',
  group: 'Basic Commands (Beginner)',
  short: 'Create a resource from a file or from stdin',
  examples: '# Create what web.yaml describes\nkubectl create -f web.yaml',
  usage: '-f FILENAME',
  flags: [
    ...filenameFlags,
    ...printFlags,
    selectorFlag,
    dryRunFlag,
    validateFlag,
    managerFlag('kubectl-create'),
    { name: 'save-config', kind: 'bool', help: 'Save the configuration in the annotation of kubectl apply.' },
  ],
  subcommands: [
    createClusterRole,
    createClusterRoleBinding,
    createConfigMap,
    createCronJob,
    createDeployment,
    createIngress,
    createJob,
    createNamespace,
    createBudget,
    createPriorityClass,
    createQuota,
    createRole,
    createRoleBinding,
    createSecret,
    createService,
    createServiceAccount,
    createToken,
  ],
  run: runCreate,
};

async function runCreate(context: Context): Promise<void> {
  const { flags, args } = context;
  if (args.length > 0) throw new UsageError(`Unexpected args: [${args.join(' ')}]`);
  if (flags.list('filename').length === 0 && flags.string('kustomize') === '') {
    throw new CommandError('must specify one of -f and -k');
  }
  const dryRun = dryRunOf(context);
  const validation = validationOf(context);
  const print = await resultPrinter(context, dryRun);
  const query = {
    fieldManager: flags.string('field-manager'),
    fieldValidation: validation,
    ...dryRunQuery(dryRun),
  };
  const { infos, errors } = await loadManifests(context, { validate: validation !== 'Ignore' });
  for (const info of infos) {
    const wanted = flags.bool('save-config') ? { ...info, object: withLastApplied(info.object) } : info;
    try {
      const object =
        dryRun === 'client' ? wanted.object : await createObject(context.client, wanted, { query });
      print({ ...wanted, name: object.metadata.name ?? wanted.name }, 'created', object);
    } catch (error) {
      context.io.signal.throwIfAborted();
      errors.push(addSource('creating', wanted.source, error));
    }
  }
  throwAll(errors);
  if (infos.length === 0) throw new CommandError('no objects passed to create');
}
