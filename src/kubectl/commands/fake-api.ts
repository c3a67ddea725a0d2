import type { Cluster, ExecResult } from '../../kube/cluster.ts';
import { errors } from '../../kube/status.ts';
import type { AnyObject } from '../../kube/types.ts';
import { runKubectl } from '../index.ts';
import { strategicMerge } from '../manifests/merge/merge.ts';
import { mergeSchemaOf } from '../manifests/merge/schema.ts';
import type { KubectlIO } from '../types.ts';

/** For tests of commands: a few kinds, kept in a map by path, without defaults and validation. */
export class FakeApi {
  readonly objects = new Map<string, AnyObject>();
  readonly requests: string[] = [];
  readonly files = new Map<string, string>();
  execResult: ExecResult = { exitCode: 0, stdout: '', stderr: '' };
  edit: KubectlIO['edit'];
  /** Called before a request is answered; may answer it itself. */
  intercept: (request: Request, path: string) => Response | undefined = () => undefined;
  readonly #interrupt = new AbortController();
  #version = 0;

  interrupt(): void {
    this.#interrupt.abort();
  }

  put(path: string, object: AnyObject): void {
    this.objects.set(path, {
      ...object,
      metadata: { uid: path, ...object.metadata, resourceVersion: String(++this.#version) },
    });
  }

  async kubectl(argv: string[], stdin?: string): Promise<{ exit: number; stdout: string; stderr: string }> {
    let stdout = '';
    let stderr = '';
    const clock = {
      now: () => Date.UTC(2026, 0, 1),
      sleep: () => new Promise<void>((resolve) => setTimeout(resolve, 1)),
    };
    const io: KubectlIO = {
      stdin: stdin === undefined ? undefined : piecesOf(stdin),
      stdout: (text) => (stdout += text),
      stderr: (text) => (stderr += text),
      tty: false,
      readFile: (path) => Promise.resolve(this.files.get(path)),
      writeFile: (path, text) => Promise.resolve(void this.files.set(path, text)),
      readDirectory: () => Promise.resolve(undefined),
      env: {},
      signal: this.#interrupt.signal,
      clock,
      edit: this.edit,
    };
    const config = {
      currentContext: 'kind',
      contexts: [{ name: 'kind', cluster: 'kind', user: 'kind' }],
      server: 'https://127.0.0.1:6443',
    };
    const exit = await runKubectl(argv, io, { cluster: this.#cluster(), config });
    return { exit, stdout, stderr };
  }

  #cluster(): Cluster {
    return {
      fetch: async (request) => {
        const path = new URL(request.url).pathname;
        const answer = discovery[path];
        if (answer) return Response.json(answer);
        this.requests.push(`${request.method} ${path}`);
        return this.intercept(request, path) ?? (await this.#answer(request, path));
      },
      exec: () => Promise.resolve(this.execResult),
      attach: () => Promise.resolve(this.execResult),
      portForward: () => Promise.reject(new Error('no ports here')),
      close: () => Promise.resolve(),
    };
  }

  async #answer(request: Request, path: string): Promise<Response> {
    const parts = path.split('/');
    const name = parts.at(-1)!;
    const missing = errors.notFound(
      { resource: parts.at(-2) ?? '', group: path.startsWith('/apis') ? parts[2]! : '' },
      name,
    );
    const object = this.objects.get(path);
    const send =
      request.method === 'GET' || request.method === 'DELETE'
        ? undefined
        : ((await request.json()) as AnyObject);
    if (request.method === 'POST') {
      const created = `${path}/${send!.metadata.name ?? ''}`;
      this.put(created, send!);
      return Response.json(this.objects.get(created), { status: 201 });
    }
    if (
      request.method === 'GET' &&
      !object &&
      [...this.objects.keys()].some((key) => key.startsWith(`${path}/`))
    ) {
      const items = [...this.objects].filter(([key]) => key.startsWith(`${path}/`)).map(([, each]) => each);
      return Response.json({
        kind: 'List',
        apiVersion: 'v1',
        metadata: { resourceVersion: String(this.#version) },
        items,
      });
    }
    if (!object) return Response.json(missing.status, { status: 404 });
    if (request.method === 'DELETE') this.objects.delete(path);
    if (request.method === 'PUT') this.put(path, send!);
    if (request.method === 'PATCH') {
      const merged = strategicMerge(object, { ...send! }, mergeSchemaOf('', object.kind) ?? {}) as AnyObject;
      this.put(path, merged);
    }
    return Response.json(this.objects.get(path) ?? object);
  }
}

async function* piecesOf(text: string): AsyncGenerator<string> {
  yield await Promise.resolve(text);
}

const verbs = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'];
const kind = (name: string, kindName: string, shortNames: string[]) => ({
  name,
  singularName: kindName.toLowerCase(),
  namespaced: true,
  kind: kindName,
  verbs,
  shortNames,
});

const discovery: Record<string, unknown> = {
  '/api': { versions: ['v1'] },
  '/apis': { groups: [{ name: 'apps', versions: [{ groupVersion: 'apps/v1', version: 'v1' }] }] },
  '/api/v1': { resources: [kind('pods', 'Pod', ['po']), kind('services', 'Service', ['svc'])] },
  '/apis/apps/v1': {
    resources: [
      kind('deployments', 'Deployment', ['deploy']),
      kind('daemonsets', 'DaemonSet', ['ds']),
      kind('replicasets', 'ReplicaSet', ['rs']),
      kind('controllerrevisions', 'ControllerRevision', []),
    ],
  },
};
