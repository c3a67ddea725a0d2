import type { AnyObject } from '../kube/types.ts';
import { errors } from '../kube/status.ts';
import { runKubectl } from './index.ts';
import type { Kubectl, KubectlIO } from './types.ts';

/** An answer for `GET path`, or for `as=Table GET path` when a table is asked for. */
export type Answers = Readonly<Record<string, unknown>>;

const resource = (
  name: string,
  kind: string,
  shortNames: string[] = [],
  namespaced = true,
  categories: string[] = [],
) => ({
  name,
  kind,
  shortNames,
  namespaced,
  categories,
  singularName: kind.toLowerCase(),
  verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
});

const discovery: Answers = {
  '/api': { versions: ['v1'] },
  '/apis': {
    groups: ['apps', 'discovery.k8s.io'].map((name) => ({
      name,
      versions: [{ version: 'v1' }],
      preferredVersion: { version: 'v1' },
    })),
  },
  '/api/v1': {
    resources: [
      resource('endpoints', 'Endpoints', ['ep']),
      resource('events', 'Event', ['ev']),
      resource('namespaces', 'Namespace', ['ns'], false),
      resource('pods', 'Pod', ['po'], true, ['all']),
      resource('services', 'Service', ['svc'], true, ['all']),
    ],
  },
  '/apis/apps/v1': {
    resources: [
      resource('deployments', 'Deployment', ['deploy'], true, ['all']),
      resource('replicasets', 'ReplicaSet', ['rs']),
    ],
  },
  '/apis/discovery.k8s.io/v1': { resources: [resource('endpointslices', 'EndpointSlice')] },
};

/** A Kubectl whose API knows `answers` and discovery; every namespace is there, other objects are not found, and lists are empty. */
export function fakeKubectl(answers: Answers = {}): Kubectl {
  const all: Answers = { ...discovery, ...answers };
  return {
    config: {
      currentContext: 'kind-kind',
      server: 'https://127.0.0.1:38471',
      contexts: [{ name: 'kind-kind', cluster: 'kind-kind', user: 'kind-kind' }],
    },
    cluster: {
      fetch: (request) => {
        const { pathname, searchParams } = new URL(request.url);
        const table = request.headers.get('accept')?.includes('as=Table') ? 'as=Table ' : '';
        const watch = searchParams.get('watch') ? 'watch ' : '';
        const body = all[`${watch}${table}${pathname}`];
        if (body instanceof Response) return Promise.resolve(body);
        if (body !== undefined) return Promise.resolve(Response.json(body));
        const [, list, name] = /\/(\w+)(?:\/([^/]+))?$/.exec(pathname) ?? [];
        if (/^\/api\/v1\/namespaces\/[^/]+$/.test(pathname)) {
          return Promise.resolve(Response.json({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }));
        }
        if (
          pathname.includes('/namespaces/') &&
          name !== undefined &&
          !['services', 'pods', 'deployments', 'replicasets', 'events', 'endpointslices'].includes(name!)
        ) {
          return Promise.resolve(
            Response.json(errors.notFound({ group: '', resource: list! }, name!).status, { status: 404 }),
          );
        }
        return Promise.resolve(
          Response.json({
            kind: 'List',
            apiVersion: 'v1',
            metadata: {},
            items: [],
            rows: [],
            columnDefinitions: [],
          }),
        );
      },
      exec: () => Promise.reject(new Error('no exec here')),
      attach: () => Promise.reject(new Error('no attach here')),
      portForward: () => Promise.reject(new Error('no ports here')),
      close: () => Promise.resolve(),
    },
  };
}

/** A List of objects, as the API answers. */
export function listOf(...items: unknown[]): AnyObject {
  return {
    apiVersion: 'v1',
    kind: 'List',
    metadata: { resourceVersion: '1' },
    items,
  } as unknown as AnyObject;
}

/** Runs one command line; the clock stands at `now`. */
export async function kubectl(
  line: string | readonly string[],
  on: Kubectl = fakeKubectl(),
  now = '2026-11-22T08:13:56Z',
  io: Partial<KubectlIO> = {},
) {
  let stdout = '';
  let stderr = '';
  const code = await runKubectl(
    typeof line === 'string' ? line.split(' ').filter((word) => word !== '') : line,
    {
      stdin: undefined,
      stdout: (text) => (stdout += text),
      stderr: (text) => (stderr += text),
      tty: false,
      readFile: () => Promise.resolve(undefined),
      writeFile: () => Promise.resolve(),
      readDirectory: () => Promise.resolve(undefined),
      env: {},
      signal: new AbortController().signal,
      clock: { now: () => Date.parse(now), sleep: () => Promise.resolve() },
      ...io,
    },
    on,
  );
  return { code, stdout, stderr };
}
