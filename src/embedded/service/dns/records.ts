import type { DnsMessage, DnsRecord, DnsType } from '../../network.ts';

const types: readonly DnsType[] = ['A', 'AAAA', 'SRV', 'PTR', 'CNAME', 'TXT', 'SOA', 'NS', 'MX', 'HINFO'];

/**
 * A resource record as a zone file writes it: `NAME [TTL] [IN] TYPE DATA`.
 * @returns undefined when it is none
 */
export function parseRecord(text: string, defaults: { name?: string; ttl?: number; origin?: string } = {}) {
  const words = text.match(/"[^"]*"|\S+/g) ?? [];
  const full = (name: string) => {
    if (name === '@') return defaults.origin ?? '';
    if (name.endsWith('.')) return name.slice(0, -1);
    return defaults.origin ? `${name}.${defaults.origin}` : name;
  };
  const name = /^\s/.test(text) ? (defaults.name ?? '') : full(words.shift() ?? '');
  let ttl = defaults.ttl ?? 3600;
  while (words[0] !== undefined && (/^\d+$/.test(words[0]) || words[0].toUpperCase() === 'IN')) {
    if (/^\d+$/.test(words[0])) ttl = Number(words[0]);
    words.shift();
  }
  const type = types.find((one) => one === words[0]?.toUpperCase());
  if (!type || words.length < 2) return undefined;
  const named = ['CNAME', 'PTR', 'NS', 'SRV', 'MX', 'SOA'].includes(type);
  const data = words
    .slice(1)
    .map((word) => (named && /[a-z@]/i.test(word) ? `${full(word)}.` : word))
    .join(' ');
  return { name, type, ttl, data } satisfies DnsRecord;
}

/** A zone file's records; parentheses join lines. */
export function parseZone(text: string, zone: string): DnsRecord[] {
  const records: DnsRecord[] = [];
  let origin = zone;
  let ttl = 3600;
  let name = zone;
  const joined = text
    .replace(/;.*/g, '')
    .replace(/\(([^)]*)\)/g, (_, inner: string) => inner.replace(/\s+/g, ' '));
  for (const line of joined.split('\n')) {
    const [word, value] = line.trim().split(/\s+/);
    if (word === '$ORIGIN') origin = value!.replace(/\.$/, '');
    else if (word === '$TTL') ttl = Number(value);
    else {
      const record = parseRecord(line, { name, ttl, origin });
      if (!record) continue;
      name = record.name;
      records.push(record);
    }
  }
  return records;
}

/** `1.2.3.4` for `4.3.2.1.in-addr.arpa`. */
export const reverseAddress = (name: string) =>
  name
    .replace(/\.in-addr\.arpa$/, '')
    .split('.')
    .reverse()
    .join('.');

const nameSize = (name: string) => (name === '' || name === '.' ? 1 : name.replace(/\.$/, '').length + 2);

/** Bytes of a question on the wire. */
export const questionSize = (name: string) => 12 + nameSize(name) + 4;

/** Bytes of an answer on the wire, without name compression, as the plugin log counts them. */
export function answerSize(question: string, answer: NonNullable<DnsMessage['answer']>): number {
  const records = [...answer.answers, ...answer.authority, ...answer.additional];
  return records.reduce(
    (sum, record) => sum + nameSize(record.name) + 10 + dataSize(record),
    questionSize(question),
  );
}

function dataSize({ type, data }: DnsRecord): number {
  const words = data.split(' ');
  switch (type) {
    case 'A':
      return 4;
    case 'AAAA':
      return 16;
    case 'SRV':
      return 6 + nameSize(words[3] ?? '');
    case 'MX':
      return 2 + nameSize(words[1] ?? '');
    case 'SOA':
      return nameSize(words[0] ?? '') + nameSize(words[1] ?? '') + 20;
    case 'TXT':
    case 'HINFO':
      return data.replaceAll('"', '').length + 1;
    default:
      return nameSize(data);
  }
}
