import { CommandError, type Command, type Context } from '../../command.ts';
import { readData, sourceFlags } from './config.ts';
import { createGenerated, generatedFlags, nameOf } from './generated.ts';

// Models kubectl pkg/cmd/create create_secret.go, create_secret_tls.go and create_secret_docker.go.

const generic: Command = {
  name: 'generic',
  short: 'Create a secret from a local file, directory, or literal value',
  long: 'Create a secret based on a file, directory, or specified literal value.',
  usage:
    'NAME [--type=string] [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none]',
  flags: [
    ...generatedFlags,
    ...sourceFlags,
    { name: 'type', kind: 'string', help: 'The type of the secret.' },
  ],
  async run(context) {
    const name = nameOf(context);
    const data = [...(await readData(context))].map(([key, value]): [string, string] => [key, base64(value)]);
    const type = context.flags.string('type');
    await createGenerated(
      context,
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name },
        ...(type ? { type } : {}),
        ...(data.length ? { data: Object.fromEntries(data) } : {}),
      },
      'failed to create secret',
    );
  },
};

const tls: Command = {
  name: 'tls',
  short: 'Create a TLS secret',
  long: 'Create a TLS secret from a certificate and its private key, both PEM.',
  examples: '# From two files\nkubectl create secret tls shop-cert --cert=tls.crt --key=tls.key',
  usage: 'NAME --cert=path/to/cert/file --key=path/to/key/file [--dry-run=server|client|none]',
  completes: 'none',
  flags: [
    ...generatedFlags,
    { name: 'cert', kind: 'string', help: 'Path of the certificate.' },
    { name: 'key', kind: 'string', help: 'Path of its private key.' },
  ],
  async run(context) {
    const name = nameOf(context);
    const [cert, key] = [context.flags.string('cert'), context.flags.string('key')];
    if (cert === '' || key === '') throw new CommandError('key and cert must be specified');
    const data = {
      'tls.crt': base64(await readPem(context, cert)),
      'tls.key': base64(await readPem(context, key)),
    };
    await createGenerated(
      context,
      { apiVersion: 'v1', kind: 'Secret', metadata: { name }, type: 'kubernetes.io/tls', data },
      'failed to create secret',
    );
  },
};

async function readPem({ io }: Context, path: string): Promise<string> {
  const text = await io.readFile(path);
  if (text === undefined) {
    throw new CommandError(`Cannot read file ${path}, open ${path}: no such file or directory`);
  }
  if (!text.includes('-----BEGIN ')) {
    throw new CommandError('tls: failed to find any PEM data in certificate input');
  }
  return text;
}

const dockerRegistry: Command = {
  name: 'docker-registry',
  short: 'Create a secret for use with a Docker registry',
  long: 'Create a secret with which nodes pull images from a registry that wants a login.',
  examples:
    '# For the registry of the shop\nkubectl create secret docker-registry pull --docker-server=registry.example.com --docker-username=jane --docker-password=secret',
  usage:
    'NAME --docker-username=user --docker-password=password --docker-email=email [--docker-server=string] [--from-file=[key=]source] [--dry-run=server|client|none]',
  completes: 'none',
  flags: [
    ...generatedFlags,
    { name: 'docker-email', kind: 'string', help: 'Email for the registry.' },
    { name: 'docker-password', kind: 'string', help: 'Password for the registry.' },
    {
      name: 'docker-server',
      kind: 'string',
      default: 'https://index.docker.io/v1/',
      help: 'Address of the registry.',
    },
    { name: 'docker-username', kind: 'string', help: 'User of the registry.' },
    { name: 'from-file', kind: 'strings', default: '[]', help: 'A ready .dockerconfigjson file.' },
    { name: 'from-literal', kind: 'array', default: '[]', help: '', hidden: true },
    { name: 'from-env-file', kind: 'strings', default: '[]', help: '', hidden: true },
  ],
  async run(context) {
    const { flags } = context;
    const name = nameOf(context);
    const ready = flags.list('from-file').length > 0 ? await readData(context) : undefined;
    const [username, password] = [flags.string('docker-username'), flags.string('docker-password')];
    if (!ready && (username === '' || password === '' || flags.string('docker-server') === '')) {
      throw new CommandError(
        'either --from-file or the combination of --docker-username, --docker-password and --docker-server is required',
      );
    }
    const email = flags.string('docker-email');
    const entry = {
      username,
      password,
      ...(email ? { email } : {}),
      auth: base64(`${username}:${password}`),
    };
    const text = JSON.stringify({ auths: { [flags.string('docker-server')]: entry } });
    const data = Object.fromEntries(
      [...(ready ?? [['.dockerconfigjson', text] as const])].map(([key, value]) => [key, base64(value)]),
    );
    await createGenerated(
      context,
      { apiVersion: 'v1', kind: 'Secret', metadata: { name }, type: 'kubernetes.io/dockerconfigjson', data },
      'failed to create secret',
    );
  },
};

export const createSecret: Command = {
  name: 'secret',
  short: 'Create a secret using a specified subcommand',
  long: `Create a secret with specified type.

 A docker-registry secret is for pulling images, a generic one is of the type Opaque, a tls one holds a certificate and its key.`,
  usage: '(docker-registry | generic | tls)',
  subcommands: [dockerRegistry, generic, tls],
};

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
