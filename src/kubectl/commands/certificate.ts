import { resourcePath } from '../../kube/client.ts';
import type { AnyObject } from '../../kube/types.ts';
import { CommandError, filenameFlags, printFlags, type Command, type Context } from '../command.ts';
import { infoName, throwAll } from '../manifests/info.ts';
import { resultPrinter } from '../manifests/print.ts';
import { findTargets } from '../manifests/targets.ts';

interface Condition {
  type: string;
  status: string;
  reason: string;
  message: string;
  lastUpdateTime: string;
}

/** Models kubectl pkg/cmd/certificates. */
async function decide(context: Context, type: 'Approved' | 'Denied'): Promise<void> {
  const { flags, args, client, io } = context;
  if (args.length === 0 && flags.list('filename').length === 0) {
    throw new CommandError('one or more CSRs must be specified as <name> or -f <filename>');
  }
  const words = args.map((name) => `certificatesigningrequests/${name}`);
  const { infos, errors } = await findTargets(context, { args: words });
  throwAll(errors);
  const print = await resultPrinter(context);
  for (const info of infos) {
    const object = info.object as AnyObject & { status?: { conditions?: Condition[] } };
    const conditions = object.status?.conditions ?? [];
    const decided = conditions.some((each) => each.type === type);
    if (decided && !flags.bool('force')) {
      print(info, type.toLowerCase());
      continue;
    }
    if (conditions.some((each) => each.type === (type === 'Approved' ? 'Denied' : 'Approved'))) {
      throw new CommandError(`${infoName(info)} is already ${type === 'Approved' ? 'denied' : 'approved'}`);
    }
    const verb = type === 'Approved' ? 'approve' : 'deny';
    const condition: Condition = {
      type,
      status: 'True',
      reason: type === 'Approved' ? 'KubectlApprove' : 'KubectlDeny',
      message: `This CSR was ${type.toLowerCase()} by kubectl certificate ${verb}.`,
      lastUpdateTime: new Date(io.clock.now()).toISOString().replace(/\.\d+Z$/, 'Z'),
    };
    const wanted = { ...object, status: { ...object.status, conditions: [...conditions, condition] } };
    const path = resourcePath(info.resource, undefined, info.name, 'approval');
    const answer = (await (await client.request('PUT', path, wanted)).json()) as AnyObject;
    print(info, type.toLowerCase(), answer);
  }
}

const flags: Command['flags'] = [
  ...filenameFlags,
  ...printFlags,
  { name: 'force', kind: 'bool', help: 'Decide again what is decided already.' },
];

export const certificate: Command = {
  name: 'certificate',
  group: 'Cluster Management Commands',
  short: 'Modify certificate resources',
  long: 'Modify certificate resources.',
  usage: 'SUBCOMMAND',
  subcommands: [
    {
      name: 'approve',
      short: 'Approve a certificate signing request',
      long: 'Approve a certificate signing request, so that its signer gives out the certificate.',
      examples: '# Approve a request\nkubectl certificate approve csr-sqgzp',
      usage: '(-f FILENAME | NAME)',
      completes: 'none',
      flags,
      run: (context) => decide(context, 'Approved'),
    },
    {
      name: 'deny',
      short: 'Deny a certificate signing request',
      long: 'Deny a certificate signing request; its signer gives out no certificate.',
      examples: '# Deny a request\nkubectl certificate deny csr-sqgzp',
      usage: '(-f FILENAME | NAME)',
      completes: 'none',
      flags,
      run: (context) => decide(context, 'Denied'),
    },
  ],
};
