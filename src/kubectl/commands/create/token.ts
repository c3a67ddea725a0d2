import { resourcePath } from '../../../kube/client.ts';
import { StatusError } from '../../../kube/status.ts';
import type { AnyObject } from '../../../kube/types.ts';
import { CommandError, printFlags, type Command } from '../../command.ts';
import { objectPrinter } from '../../output/printer.ts';
import { nameOf } from './generated.ts';

/** Models kubectl pkg/cmd/create create_token.go. */
export const createToken: Command = {
  name: 'token',
  short: 'Request a service account token',
  long: 'Request a service account token.',
  examples: `# A token of the service account default
kubectl create token default

# That lives ten minutes
kubectl create token default --duration 10m`,
  usage: 'SERVICE_ACCOUNT_NAME',
  completes: 'none',
  flags: [
    ...printFlags,
    {
      name: 'audience',
      kind: 'array',
      default: '[]',
      help: 'For whom the token is; the API server if absent. May be repeated.',
    },
    {
      name: 'bound-object-kind',
      kind: 'string',
      help: 'Kind of the object that the token lives with: Node, Pod or Secret.',
    },
    { name: 'bound-object-name', kind: 'string', help: 'Name of that object.' },
    { name: 'bound-object-uid', kind: 'string', help: 'UID of that object.' },
    { name: 'duration', kind: 'duration', help: 'How long the token lives; 0: as the server decides.' },
  ],
  async run(context) {
    const { flags, client } = context;
    const name = nameOf(context);
    const duration = flags.duration('duration');
    if (duration < 0) throw new CommandError('--duration must be greater than or equal to 0');
    if (duration % 1000 !== 0) {
      throw new CommandError('--duration cannot be expressed in units less than seconds');
    }
    const [kind, object, uid] = ['kind', 'name', 'uid'].map((part) => flags.string(`bound-object-${part}`));
    if (!kind && object)
      throw new CommandError('--bound-object-kind must be set if --bound-object-name is provided');
    if (!kind && uid)
      throw new CommandError('--bound-object-uid can only be set if --bound-object-kind is provided');
    if (kind && !['Node', 'Pod', 'Secret'].includes(kind)) {
      throw new CommandError(`supported --bound-object-kind values are Node, Pod, Secret`);
    }
    if (kind && !object)
      throw new CommandError('--bound-object-name is required if --bound-object-kind is provided');
    const print = await objectPrinter(flags, context.io);
    const audiences = flags.list('audience');
    const body = {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      metadata: {},
      spec: {
        audiences: audiences.length ? audiences : null,
        ...(duration ? { expirationSeconds: duration / 1000 } : {}),
        ...(kind
          ? { boundObjectRef: { apiVersion: 'v1', kind, name: object, ...(uid ? { uid } : {}) } }
          : {}),
      },
    };
    const type = { group: '', version: 'v1', resource: 'serviceaccounts', namespaced: true };
    let answer: AnyObject & { status?: { token?: string } };
    try {
      const path = resourcePath(type, context.namespace, name, 'token');
      answer = (await (await client.request('POST', path, body)).json()) as typeof answer;
    } catch (error) {
      if (error instanceof StatusError) throw new CommandError(`failed to create token: ${error.message}`);
      throw error;
    }
    const token = answer.status?.token ?? '';
    if (token === '') throw new CommandError('failed to create token: no token in server response');
    context.out(print ? print(answer) : `${token}\n`);
  },
};
