import type { ExecResult } from '../../../kube/cluster.ts';
import { resources } from '../../../kube/client.ts';
import type { Pod } from '../../../kube/types.ts';
import { CommandError, PlainError, type Command, type Context } from '../../command.ts';
import { remote } from '../pods/exec.ts';
import { containerOf } from '../pods/select.ts';
import { packTar, unpackTar, type TarEntry } from './tar.ts';

/** Models kubectl pkg/cmd/cp: both ways through `tar` in the container. Files are text (UTF-8). */
export const cp: Command = {
  name: 'cp',
  group: 'Troubleshooting and Debugging Commands',
  short: 'Copy files and directories to and from containers',
  long: 'Copy files and directories to and from containers. The container needs the program tar. Only text files (UTF-8) come through whole here.',
  examples: `# A file into a Pod
kubectl cp index.html client:/tmp/index.html

# Into a container of a Pod in another namespace
kubectl cp index.html shop/web:/tmp/index.html -c app

# A file out of a Pod
kubectl cp client:/etc/resolv.conf resolv.conf`,
  usage: '<file-spec-src> <file-spec-dest>',
  completes: 'none',
  flags: [
    {
      name: 'container',
      short: 'c',
      kind: 'string',
      help: 'Container name. The default container if absent.',
    },
    { name: 'no-preserve', kind: 'bool', help: 'Do not keep owner and permissions in the container.' },
    { name: 'retries', kind: 'int', default: '0', help: 'How often to try again to copy from a container.' },
  ],
  async run(context) {
    const { args } = context;
    if (args.length !== 2) throw new CommandError('source and destination are required');
    const [source, target] = args.map((text) => specOf(context, text)) as [FileSpec, FileSpec];
    if (source.pod && target.pod)
      throw new CommandError('one of src or dest must be a local file specification');
    if (source.file === '' || target.file === '') throw new CommandError('filepath can not be empty');
    if (source.pod) return await fromPod(context, source, target.file);
    if (target.pod) return await toPod(context, source.file, target);
    throw new CommandError('one of src or dest must be a remote file specification');
  },
};

interface FileSpec {
  namespace: string;
  /** '' for a local file. */
  pod: string;
  file: string;
}

/** Reads `[[namespace/]pod:]file`. @throws CommandError */
function specOf(context: Context, text: string): FileSpec {
  const at = text.indexOf(':');
  if (at < 0) return { namespace: '', pod: '', file: text };
  const names = text.slice(0, at).split('/');
  const wrong = 'filespec must match the canonical format: [[namespace/]pod:]file/path';
  if (at === 0) throw new CommandError(wrong);
  const file = text.slice(at + 1);
  if (names.length === 1) return { namespace: context.namespace, pod: names[0]!, file };
  if (names.length === 2) return { namespace: names[0]!, pod: names[1]!, file };
  throw new CommandError(wrong);
}

const clean = (path: string) => path.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
const baseName = (path: string) => clean(path).split('/').at(-1)!;
const folderOf = (path: string) =>
  clean(path).split('/').slice(0, -1).join('/') || (path.startsWith('/') ? '/' : '');

async function toPod(context: Context, source: string, { namespace, pod, file }: FileSpec): Promise<void> {
  const entries = await readLocal(context, clean(source));
  if (!entries) throw new CommandError(`${source} doesn't exist in local filesystem`);
  const run = await runner(context, namespace, pod);
  const isFolder = await run(['test', '-d', file], undefined, () => undefined).then(
    ({ exitCode }) => exitCode === 0,
    () => false,
  );
  const target = isFolder ? `${clean(file)}/${baseName(source)}` : clean(file);
  const packed = entries.map(({ path, text }) => ({ path: baseName(target) + path, text }));
  const folder = folderOf(target);
  const command = [
    'tar',
    ...(context.flags.bool('no-preserve') ? ['--no-same-permissions', '--no-same-owner'] : []),
    '-xmf',
    '-',
    ...(folder ? ['-C', folder] : []),
  ];
  succeed(await run(command, packTar(packed, context.io.clock.now())));
}

/** Files under a path, each named by what follows the path; undefined if there is none. */
async function readLocal({ io }: Context, root: string): Promise<TarEntry[] | undefined> {
  const found: TarEntry[] = [];
  const walk = async (rest: string): Promise<boolean> => {
    const names = await io.readDirectory(root + rest);
    if (names) {
      for (const name of names.toSorted()) await walk(`${rest}/${name}`);
      return true;
    }
    const text = await io.readFile(root + rest);
    if (text !== undefined) found.push({ path: rest, text });
    return text !== undefined;
  };
  return (await walk('')) ? found : undefined;
}

async function fromPod(context: Context, source: FileSpec, target: string): Promise<void> {
  const run = await runner(context, source.namespace, source.pod);
  const result = await run(['tar', 'cf', '-', source.file]);
  succeed(result);
  const prefix = clean(source.file).replace(/^(\.{0,2}\/)+/, '');
  for (const { path, text } of unpackTar(result.stdout)) {
    if (!path.startsWith(prefix)) throw new CommandError('tar contents corrupted');
    const local = clean(target + path.slice(prefix.length));
    if (await context.io.readDirectory(local)) throw new CommandError(`open ${local}: is a directory`);
    await context.io.writeFile(local, text);
  }
}

type Run = (command: string[], stdin?: string, stderr?: (text: string) => void) => Promise<ExecResult>;

async function runner(context: Context, namespace: string, name: string): Promise<Run> {
  const pod = await context.client.get<Pod>(resources.pods, namespace, name);
  const container = containerOf(context, pod, context.flags.string('container'));
  return (command, stdin, stderr = (text) => context.err(text)) =>
    remote(() =>
      context.client.cluster.exec({ namespace, pod: name, container }, command, {
        ...(stdin === undefined ? {} : { stdin: once(stdin) }),
        stderr,
        signal: context.io.signal,
      }),
    );
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

function succeed({ exitCode }: ExecResult): void {
  if (exitCode !== 0) throw new PlainError(`command terminated with exit code ${exitCode}`, exitCode);
}
