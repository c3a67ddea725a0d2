import type { Station } from '../../checker/report.ts';

/**
 * The stations that a command line looks at, in the order of its words, by its words alone. What only
 * changes something looks at none.
 */
export function stationsLookedAt(line: string): Station[] {
  const commands = line
    .replace(/'[^']*'|"[^"]*"/g, (quoted) => quoted.slice(1, -1).replace(/[|;&\n()`]/g, ' '))
    .split(/\|\|?|;|&&?|\n|\$\(|[()`]/);
  return commands.flatMap((command) => ofCommand(command.trim().split(/\s+/)));
}

function ofCommand(all: readonly string[]): Station[] {
  // Behind what a loop or an assignment puts before a command.
  const at = all.findIndex((word) => Object.hasOwn(programs, word));
  if (at < 0) return [];
  return programs[all[at]!]!(all.slice(at + 1));
}

type Look = (words: readonly string[]) => Station[];

const always =
  (station: Station): Look =>
  () => [station];

/** A request by name is a client's; by address it leaves the name out. */
const request: Look = (words) => {
  const host = words
    .map((word) => /^(?:\w+:\/\/)?(\d+\.\d+\.\d+\.\d+)(?=[:/]|$)/.exec(word)?.[1])
    .find(Boolean);
  if (host === undefined) return ['client'];
  return /^10\.96\./.test(host) ? ['service'] : ['pod'];
};

const files: Look = (words) =>
  words.some((word) => /^\/etc\/(resolv\.conf|hosts)$/.test(word)) ? ['name'] : [];

const programs: Record<string, Look> = {
  kubectl: (words) => ofKubectl(words),
  k: (words) => ofKubectl(words),
  docker: (words) => (words[0] === 'exec' ? ['kube-proxy'] : []),
  wget: request,
  curl: request,
  nc: request,
  nslookup: always('name'),
  dig: always('name'),
  getent: always('name'),
  cat: files,
  netstat: always('pod'),
  ss: always('pod'),
  ps: always('pod'),
  env: always('client'),
  printenv: always('client'),
  'iptables-save': always('kube-proxy'),
  iptables: always('kube-proxy'),
};

const kinds: readonly [RegExp, Station][] = [
  [/^(services?|svc)$/, 'service'],
  [/^(endpoints?|ep|endpointslices?)(\..+)?$/, 'endpointslice'],
  [/^(networkpolic(y|ies)|netpol)(\..+)?$/, 'client'],
  [/^(nodes?|no)$/, 'kube-proxy'],
  [/^(namespaces?|ns)$/, 'name'],
  [
    /^(pods?|po|deployments?|deploy|replicasets?|rs|statefulsets?|sts|daemonsets?|ds|jobs?|events?|ev|all)(\..+)?$/,
    'pod',
  ],
];

/** Flags whose value is a word of its own. */
const valued =
  /^(-n|--namespace|-l|--selector|-o|--output|-c|--container|--field-selector|--tail|--since|--sort-by)$/;

function ofKubectl(words: readonly string[]): Station[] {
  const end = words.indexOf('--');
  const before = end < 0 ? words : words.slice(0, end);
  const inside = end < 0 ? [] : words.slice(end + 1);
  const plain = before.filter(
    (word, index) => !word.startsWith('-') && !valued.test(before[index - 1] ?? ''),
  );
  const [verb, ...rest] = plain;
  const text = before.join(' ');
  const part = systemPart(text);
  switch (verb) {
    case 'exec':
    case 'debug':
    case 'run':
      return ofCommand(inside);
    case 'logs':
    case 'top':
    case 'attach':
      return [part ?? 'pod'];
    case 'port-forward':
      return ['pod'];
    case 'get':
    case 'describe':
    case 'edit':
    case 'events':
      return part ? [part] : (verb === 'events' ? ['pod'] : rest).flatMap(kindsOf);
    default:
      return [];
  }
}

/** What belongs to the cluster's DNS or to kube-proxy, whatever its kind. */
function systemPart(text: string): Station | undefined {
  if (/kube-proxy/.test(text)) return 'kube-proxy';
  return /coredns|kube-dns/.test(text) ? 'name' : undefined;
}

/** `svc,ep`, `pod/web-0`. Names beside them are no kinds. */
function kindsOf(word: string): Station[] {
  return word.split(',').flatMap((item) => {
    const kind = item.split('/')[0]!.toLowerCase();
    const found = kinds.find(([form]) => form.test(kind));
    return found ? [found[1]] : [];
  });
}
