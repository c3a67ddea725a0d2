import { CommandError } from './errors.ts';
import { parseYaml } from './manifests/yaml/parser.ts';
import type { KubectlConfig, KubectlIO } from './types.ts';

interface File {
  'current-context'?: string;
  clusters?: { name: string; cluster?: { server?: string } }[];
  contexts?: { name: string; context?: { cluster?: string; user?: string; namespace?: string } }[];
}

/** What client-go takes where no file names a server. */
const defaultServer = 'http://localhost:8080';

/**
 * The configuration that a command line and its environment ask for. Models client-go tools/clientcmd loader.go.
 * @param own what holds when neither --kubeconfig nor KUBECONFIG names a file; `config` commands change it
 * @throws CommandError when the file of --kubeconfig is missing or cannot be read
 */
export async function configOf(io: KubectlIO, flag: string, own: KubectlConfig): Promise<KubectlConfig> {
  const path = flag || (io.env['KUBECONFIG'] ?? '');
  if (path === '') return own;
  const text = await io.readFile(path);
  if (text === undefined && flag !== '' && flag !== '/dev/null') {
    throw new CommandError(`stat ${flag}: no such file or directory`);
  }
  const empty: KubectlConfig = { currentContext: '', contexts: [], server: defaultServer };
  if (text === undefined || text.trim() === '') return empty;
  let file: File | null;
  try {
    file = parseYaml(text) as File | null;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new CommandError(`error loading config file "${path}": ${message}`);
  }
  if (typeof file !== 'object' || file === null) return empty;
  const currentContext = file['current-context'] ?? '';
  const contexts = (file.contexts ?? []).map(({ name, context = {} }) => ({
    name,
    cluster: context.cluster ?? '',
    user: context.user ?? '',
    ...(context.namespace ? { namespace: context.namespace } : {}),
  }));
  const current = contexts.find(({ name }) => name === currentContext);
  const cluster = file.clusters?.find(({ name }) => name === current?.cluster);
  return { currentContext, contexts, server: cluster?.cluster?.server ?? defaultServer };
}
