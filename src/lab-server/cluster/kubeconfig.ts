import { readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parse as parseYaml, stringify } from 'yaml';

/** How to reach one cluster: what is left of a kubeconfig after its current context is followed. */
export interface Access {
  server: string;
  ca?: Buffer;
  cert?: Buffer;
  key?: Buffer;
  token?: string;
  insecure?: boolean;
  context: string;
  namespace: string;
}

/** What a kubeconfig for a served cluster says. `ca` is PEM. */
export interface Credentials {
  server: string;
  ca: Buffer;
  token: string;
}

interface Kubeconfig {
  'current-context'?: string;
  contexts?: { name: string; context: { cluster: string; user: string; namespace?: string } }[];
  clusters?: { name: string; cluster: Record<string, string | boolean | undefined> }[];
  users?: { name: string; user: Record<string, unknown> }[];
}

export class KubeconfigError extends Error {
  override name = 'KubeconfigError';
}

/**
 * Reads the current context (or `context`) of a kubeconfig file.
 * @throws KubeconfigError when it names nothing usable, or needs a login plugin
 */
export async function readKubeconfig(path: string, context?: string): Promise<Access> {
  let config: Kubeconfig | null;
  try {
    config = parseYaml(await readFile(path, 'utf8')) as Kubeconfig | null;
  } catch (error) {
    throw new KubeconfigError(
      `cannot read kubeconfig ${path}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const name = context ?? config?.['current-context'];
  const chosen = config?.contexts?.find((entry) => entry.name === name)?.context;
  const cluster = config?.clusters?.find((entry) => entry.name === chosen?.cluster)?.cluster;
  const user = config?.users?.find((entry) => entry.name === chosen?.user)?.user ?? {};
  if (!name || !chosen || !cluster?.['server'])
    throw new KubeconfigError(`kubeconfig ${path} has no context ${name ?? '(none is current)'}`);
  if (user['exec'] || user['auth-provider']) {
    throw new KubeconfigError(
      `context ${name} of ${path} logs in with a plugin, which is not supported; use one with a client certificate or a token`,
    );
  }
  const data = async (from: Record<string, unknown>, key: string) => {
    const inline = from[`${key}-data`];
    if (typeof inline === 'string') return Buffer.from(inline, 'base64');
    const file = from[key];
    return typeof file === 'string' ? readFile(resolve(dirname(path), file)) : undefined;
  };
  const ca = await data(cluster, 'certificate-authority');
  const cert = await data(user, 'client-certificate');
  const key = await data(user, 'client-key');
  const token = user['token'];
  return {
    server: String(cluster['server']).replace(/\/$/, ''),
    ...(ca ? { ca } : {}),
    ...(cert ? { cert } : {}),
    ...(key ? { key } : {}),
    ...(typeof token === 'string' ? { token } : {}),
    ...(cluster['insecure-skip-tls-verify'] === true ? { insecure: true } : {}),
    context: name,
    namespace: chosen.namespace ?? 'default',
  };
}

/** Writes a kubeconfig for a served cluster, readable by its owner only. */
export async function writeKubeconfig(
  path: string,
  name: string,
  { server, ca, token }: Credentials,
  namespace = 'default',
): Promise<void> {
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { 'certificate-authority-data': ca.toString('base64'), server } }],
    users: [{ name, user: { token } }],
    contexts: [{ name, context: { cluster: name, user: name, namespace } }],
    'current-context': name,
  };
  await writeFile(path, stringify(config), { mode: 0o600 });
}
