import type { AnyObject, ConfigMap, Namespace } from '../../../kube/types.ts';
import type { Describe } from './describer.ts';
import type { DescribeWriter } from './writer.ts';

/** Models kubectl pkg/describe NamespaceDescriber. */
export const describeNamespace: Describe = async (context, object, w) => {
  const namespace = object as unknown as Namespace;
  w.head(namespace.metadata, false);
  w.line(0, 'Status:', namespace.status?.phase ?? '');
  const { name = '' } = namespace.metadata;
  const mapper = await context.resources();
  for (const [type, none, title] of [
    ['resourcequotas', 'No resource quota.', 'Resource Quotas'],
    ['limitranges', 'No LimitRange resource.', 'Limit Ranges'],
  ] as const) {
    const resource = mapper.find(type);
    if (!resource) continue;
    const { items } = await context.client.list(resource, name);
    w.write(0, '\n');
    if (items.length === 0) w.write(0, `${none}\n`);
    else {
      w.write(0, `${title}\n`);
      for (const item of items) w.line(1, 'Name:', item.metadata.name ?? '');
    }
  }
};

/** Models kubectl pkg/describe ConfigMapDescriber. */
export const describeConfigMap: Describe = (_context, object, w) => {
  const map = object as unknown as ConfigMap;
  w.head(map.metadata);
  w.write(0, '\nData\n====\n');
  for (const key of Object.keys(map.data ?? {}).sort()) w.write(0, `${key}:\n----\n${map.data![key]!}\n\n`);
  w.write(0, '\nBinaryData\n====\n');
  for (const key of Object.keys(map.binaryData ?? {}).sort())
    w.write(0, `${key}: ${bytesOf(map.binaryData![key]!)} bytes\n`);
  w.write(0, '\n');
  return Promise.resolve();
};

/** Models kubectl pkg/describe SecretDescriber: sizes, not values, but for a service account's token. */
export const describeSecret: Describe = (_context, object, w) => {
  const secret = object as AnyObject & { type?: string; data?: Record<string, string> };
  w.head(secret.metadata);
  w.line(0, '');
  w.line(0, 'Type:', ` ${secret.type ?? ''}`.trim());
  w.write(0, '\nData\n====\n');
  for (const key of Object.keys(secret.data ?? {}).sort()) {
    const value = secret.data![key]!;
    const shown = key === 'token' && secret.type === 'kubernetes.io/service-account-token';
    w.line(0, `${key}:`, shown ? atob(value) : `${bytesOf(value)} bytes`);
  }
  return Promise.resolve();
};

function bytesOf(base64: string): number {
  return atob(base64).length;
}

/** Models kubectl pkg/describe ServiceAccountDescriber. */
export const describeServiceAccount: Describe = async (context, object, w) => {
  const account = object as AnyObject & {
    imagePullSecrets?: { name: string }[];
    secrets?: { name: string }[];
  };
  w.head(account.metadata);
  const secrets = { group: '', version: 'v1', resource: 'secrets', namespaced: true };
  const mapper = await context.resources();
  const tokens = mapper.find('secrets')
    ? (await context.client.list(secrets, account.metadata.namespace)).items.filter(
        (each) =>
          each['type'] === 'kubernetes.io/service-account-token' &&
          each.metadata.annotations?.['kubernetes.io/service-account.name'] === account.metadata.name,
      )
    : [];
  writeNames(
    w,
    'Image pull secrets:',
    account.imagePullSecrets?.map(({ name }) => name),
  );
  writeNames(
    w,
    'Mountable secrets:',
    account.secrets?.map(({ name }) => name),
  );
  writeNames(
    w,
    'Tokens:',
    tokens.map(({ metadata }) => metadata.name ?? ''),
  );
};

function writeNames(w: DescribeWriter, title: string, names: readonly string[] | undefined): void {
  if (!names?.length) w.line(0, title, '<none>');
  for (const [i, name] of (names ?? []).entries()) w.line(0, i === 0 ? title : '', name);
}

const capitals = new Set(['API', 'URL', 'UID', 'OSB', 'GUID']);

/** Any other kind: its fields as a tree. Models kubectl pkg/describe genericDescriber. */
export const describeAnything: Describe = (_context, object, w) => {
  const { metadata, ...rest } = object;
  w.head(metadata, metadata.namespace !== undefined);
  const { name: _n, namespace: _s, labels: _l, annotations: _a, managedFields: _m, ...shown } = metadata;
  writeTree(w, 0, { ...rest, metadata: shown });
  return Promise.resolve();
};

function writeTree(w: DescribeWriter, level: number, content: Readonly<Record<string, unknown>>): void {
  for (const field of Object.keys(content).sort()) {
    const value = content[field];
    const label = labelOf(field);
    if (Array.isArray(value)) {
      w.write(level, `${label}:\n`);
      for (const item of value as unknown[]) {
        if (typeof item === 'object' && item !== null)
          writeTree(w, level + 1, item as Record<string, unknown>);
        else w.write(level + 1, `${String(item)}\n`);
      }
    } else if (typeof value === 'object' && value !== null) {
      w.write(level, `${label}:\n`);
      writeTree(w, level + 1, value as Record<string, unknown>);
    } else w.line(level, `${label}:`, value === null ? '<nil>' : String(value as string));
  }
}

/** `creationTimestamp` → `Creation Timestamp`; keys with other characters stay. */
function labelOf(field: string): string {
  if (/[^A-Za-z0-9]/.test(field)) return field;
  return (field.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[A-Z]/g) ?? [field])
    .map((part) =>
      capitals.has(part.toUpperCase()) ? part.toUpperCase() : part[0]!.toUpperCase() + part.slice(1),
    )
    .join(' ');
}
