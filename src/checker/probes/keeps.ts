import { resources, type ResourceType } from '../../kube/client.ts';
import { found, same, type Probe } from '../probe.ts';
import type { Station } from '../report.ts';
import type { Expected } from '../spec.ts';

const stations: Record<string, Station> = {
  services: 'service',
  endpointslices: 'endpointslice',
  endpoints: 'endpointslice',
};

/**
 * What the brief says must stay, does.
 * @throws Error for a kind that the checker does not know
 */
export function keepsProbe({ kind, object, fields }: Expected<'keeps'>, id: string): Probe {
  const type = typeOf(kind);
  const [name, namespace] = object.split('/').reverse() as [string, string?];
  const where = namespace ? ` -n ${namespace}` : '';
  const wanted = Object.entries(fields).map(([path, value]) => `${path}: ${show(value)}`);
  return {
    id,
    station: stations[type.resource] ?? 'pod',
    title: { en: `What must stay: ${kind} ${name}`, zh: `必须保留：${kind} ${name}` },
    command: `kubectl get ${kind.toLowerCase()} ${name}${where} -o yaml`,
    async look({ view }) {
      const expected = {
        en: ['is there', ...wanted].join(', '),
        zh: ['存在', ...wanted].join('，'),
      };
      const present = await view.find(type, namespace, name);
      if (!present) return found(false, expected, { en: 'there is none', zh: '不存在' });
      const others = Object.entries(fields)
        .map(([path, value]) => ({ path, value, is: at(present, path) }))
        .filter(({ value, is }) => !equal(is ?? null, value));
      return found(
        others.length === 0,
        expected,
        others.length
          ? same(others.map(({ path, is }) => `${path}: ${show(is ?? null)}`).join(', '))
          : { en: 'as it was', zh: '没有改变' },
      );
    },
  };
}

function typeOf(kind: string): ResourceType {
  const found = Object.values(resources).find(({ resource }) =>
    [resource, resource.replace(/s$/, ''), resource.replace(/ies$/, 'y')].includes(kind.toLowerCase()),
  );
  if (!found) throw new Error(`the checker does not know the kind ${kind}`);
  return found;
}

/** The value at `spec.ports.0.port`; a dot within a key is written `\.`. */
function at(object: unknown, path: string): unknown {
  return path
    .split(/(?<!\\)\./)
    .map((key) => key.replaceAll('\\.', '.'))
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], object);
}

const show = (value: unknown) =>
  value === null ? '–' : typeof value === 'string' ? value : JSON.stringify(value);

/** Equality of JSON values, whatever the order of their keys. */
function equal(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const keys = Object.keys(a);
  return (
    Array.isArray(a) === Array.isArray(b) &&
    keys.length === Object.keys(b).length &&
    keys.every((key) => equal((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
  );
}
