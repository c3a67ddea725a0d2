import type { DnsRecord, DnsType, Listener, Payload } from '../../network.ts';
import type { Answer } from './kubernetes.ts';

/** The world beyond the cluster, as its name server knows it. */
const addresses: Readonly<Record<string, string>> = {
  'example.com': '203.0.113.10',
  'www.example.com': '203.0.113.10',
  'db.example.com': '203.0.113.20',
};

const rootSoa: DnsRecord = {
  name: '',
  type: 'SOA',
  ttl: 30,
  data: 'a.root-servers.net. nstld.verisign-grs.com. 2026112200 1800 900 604800 86400',
};

/** Names that the name server knows beside its own: on kind, Docker's knows the nodes. */
export type Hosts = Readonly<Record<string, string>>;

/** What the nodes' name server answers: three names and `hosts`, and NXDOMAIN for all else. */
export function answerUpstream(question: { name: string; type: DnsType }, hosts: Hosts = {}): Answer {
  const name = question.name.toLowerCase().replace(/\.$/, '');
  const address = hosts[name] ?? addresses[name];
  const answers: DnsRecord[] =
    address !== undefined && (question.type === 'A' || question.type === 'ANY')
      ? [{ name: question.name, type: 'A', ttl: 30, data: address }]
      : [];
  return {
    rcode: address === undefined ? 'NXDOMAIN' : 'NOERROR',
    authoritative: true,
    recursionAvailable: true,
    answers,
    authority: answers.length > 0 ? [] : [rootSoa],
    additional: [],
  };
}

/** The name server's two ports. */
export function upstreamListeners(address: string, hosts: Hosts = {}): Listener[] {
  const serve = (payload: Payload): Promise<Payload | undefined> => {
    if (payload.kind !== 'dns') return Promise.resolve(undefined);
    const { question } = payload.message;
    return Promise.resolve({ kind: 'dns', message: { question, answer: answerUpstream(question, hosts) } });
  };
  return (['UDP', 'TCP'] as const).map((protocol) => ({ address, port: 53, protocol, serve }));
}
