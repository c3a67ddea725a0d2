import type { Station } from '../../../checker/report.ts';

/** What a command looks at: a station of the way, and the step of the debugging flow that asks for it. */
export interface Look {
  station: Station;
  /** 0 is how it fails. Absent where no step asks for it. */
  step?: number;
}

/** Where a command line is run. */
export interface Place {
  /** kubectl's own namespace. */
  namespace?: string;
  /** Variables of lines before, and whose address they hold. `looksAt` adds those of its line. */
  addresses?: Map<string, 'service' | 'pod'>;
}

/** The stations that a command line looks at, in the order of its words. */
export function stationsLookedAt(line: string): Station[] {
  return looksAt(line).map(({ station }) => station);
}

/**
 * What a command line looks at, in the order of its words, by its words alone. What only changes
 * something looks at nothing.
 */
export function looksAt(line: string, place: Place = {}): Look[] {
  const addresses = place.addresses ?? new Map<string, 'service' | 'pod'>();
  for (const [, before, after, value = ''] of line.matchAll(
    /(?:(\w+)=|\bfor\s+(\w+)\s+in\s+)(.*?)(?=;|\n|&&|$)/g,
  )) {
    const whose = whoseAddress(value);
    if (whose) addresses.set(before ?? after!, whose);
  }
  const commands = line
    .replace(/'[^']*'|"[^"]*"/g, (quoted) => quoted.slice(1, -1).replace(/[|;&\n()`]/g, ' '))
    .replace(/\\\n/g, ' ')
    .split(/\|\|?|;|&&?|\n|\$\(|[()`]/);
  const context = { namespace: place.namespace, addresses };
  return commands.flatMap((command) => ofCommand(command.trim().split(/\s+/), context));
}

interface Context {
  /** Of the Pod in which a command runs, or of kubectl. */
  namespace: string | undefined;
  addresses: ReadonlyMap<string, 'service' | 'pod'>;
}

function whoseAddress(text: string): 'service' | 'pod' | undefined {
  if (/\.clusterIPs?\b/.test(text) || /\b10\.96\.\d+\.\d+/.test(text)) return 'service';
  if (/\.addresses\b|\.podIPs?\b/.test(text) || /\b10\.244\.\d+\.\d+/.test(text)) return 'pod';
  return undefined;
}

function ofCommand(all: readonly string[], context: Context): Look[] {
  // Behind what a loop or an assignment puts before a command.
  const at = all.findIndex((word) => Object.hasOwn(programs, word));
  if (at < 0) return [];
  return programs[all[at]!]!(all.slice(at + 1), context);
}

type Program = (words: readonly string[], context: Context) => Look[];

const always =
  (station: Station, step?: number): Program =>
  () => [step === undefined ? { station } : { station, step }];

/** A request by name is a client's; by address it leaves the name out. */
const request: Program = (words, { namespace, addresses }) => {
  const hosts = words.map((word) => /^(?:\w+:\/\/)?([^/:\s]+)/.exec(word)?.[1] ?? '');
  const address = hosts.find((host) => /^\d+\.\d+\.\d+\.\d+$/.test(host));
  const variable = hosts
    .map((host) => /^\$\{?(\w+)/.exec(host)?.[1])
    .find((name) => addresses.has(name ?? ''));
  const whose = variable ? addresses.get(variable) : undefined;
  if (address === undefined && whose === undefined) {
    const elsewhere = hosts.some((host) => namespaceIn(host) !== undefined && isElsewhere(host, namespace));
    return [{ station: 'client', step: elsewhere ? 3 : 0 }];
  }
  return (whose ?? (/^10\.96\./.test(address!) ? 'service' : 'pod')) === 'service'
    ? [{ station: 'service', step: 5 }]
    : [{ station: 'pod', step: 9 }];
};

/** A name of every cluster tries DNS itself; another's tries that name, from its own namespace or not. */
const lookUp: Program = (words, { namespace }) => {
  const name = words.find((word) => !/^[-+@]/.test(word)) ?? '';
  const step = /^kubernetes(\.default\b|$)/.test(name) ? 4 : isElsewhere(name, namespace) ? 3 : 2;
  return [{ station: 'name', step }];
};

/** `web.shop` and `web.shop.svc…` hold a namespace; `example.com` looks as if. */
const namespaceIn = (host: string): string | undefined =>
  /^[a-z0-9-]+\.([a-z0-9-]+)(?:\.svc(?:\..+)?)?\.?$/.exec(host)?.[1];

const isElsewhere = (host: string, namespace: string | undefined): boolean => {
  const there = namespaceIn(host);
  return namespace !== undefined && there !== undefined && there !== namespace;
};

const files: Program = (words) =>
  words.some((word) => /^\/etc\/(resolv\.conf|hosts)$/.test(word)) ? [{ station: 'name', step: 4 }] : [];

const programs: Record<string, Program> = {
  kubectl: (words, context) => ofKubectl(words, context),
  k: (words, context) => ofKubectl(words, context),
  docker: (words) => (words[0] === 'exec' ? [{ station: 'kube-proxy', step: 10 }] : []),
  wget: request,
  curl: request,
  nc: request,
  nslookup: lookUp,
  dig: lookUp,
  getent: (words, context) => lookUp(words.slice(1), context),
  cat: files,
  netstat: always('pod', 9),
  ss: always('pod', 9),
  ps: always('pod', 9),
  env: always('client'),
  printenv: always('client'),
  'iptables-save': always('kube-proxy', 10),
  iptables: always('kube-proxy', 10),
};

/** Kinds, and the step that asks for a list of them, and for one as a whole. */
const kinds: readonly [RegExp, Station, number | undefined, number | undefined][] = [
  [/^(services?|svc)$/, 'service', 1, 6],
  [/^(endpoints?|ep|endpointslices?)(\..+)?$/, 'endpointslice', 8, 8],
  [/^(networkpolic(y|ies)|netpol)(\..+)?$/, 'client', 10, 10],
  [/^(nodes?|no)$/, 'kube-proxy', 10, 10],
  [/^(namespaces?|ns)$/, 'name', 1, 1],
  [/^(events?|ev)(\..+)?$/, 'pod', 9, 9],
  [
    /^(pods?|po|deployments?|deploy|replicasets?|rs|statefulsets?|sts|daemonsets?|ds|jobs?|all)(\..+)?$/,
    'pod',
    7,
    9,
  ],
];

/** Flags whose value is a word of its own. */
const valued =
  /^(-n|--namespace|-l|--selector|-o|--output|-c|--container|--field-selector|--tail|--since|--sort-by)$/;

function ofKubectl(words: readonly string[], context: Context): Look[] {
  const end = words.indexOf('--');
  const before = end < 0 ? words : words.slice(0, end);
  const inside = end < 0 ? [] : words.slice(end + 1);
  const plain = before.filter(
    (word, index) => !word.startsWith('-') && !valued.test(before[index - 1] ?? ''),
  );
  const [verb, ...rest] = plain;
  const text = before.join(' ');
  const part = systemPart(text);
  const whole =
    verb !== 'get' || /(?:-o|--output)[= ]?(?:yaml|json|jsonpath|go-template|custom-columns)/.test(text);
  switch (verb) {
    case 'exec':
    case 'debug':
    case 'run':
      return ofCommand(inside, { ...context, namespace: namespaceFlag(before) ?? context.namespace });
    case 'logs':
    case 'top':
    case 'attach':
      return [part ?? { station: 'pod', step: 9 }];
    case 'port-forward':
      return [{ station: 'pod', step: 9 }];
    case 'get':
    case 'describe':
    case 'edit':
    case 'events':
      return part
        ? [part]
        : (verb === 'events' ? ['events'] : rest).flatMap((word) => kindsOf(word, whole ? text : undefined));
    default:
      return [];
  }
}

function namespaceFlag(words: readonly string[]): string | undefined {
  const at = words.findIndex((word) => word === '-n' || word === '--namespace');
  if (at >= 0) return words[at + 1];
  return words
    .map((word) => /^(?:-n=?|--namespace=)(.+)$/.exec(word)?.[1])
    .find((value) => value !== undefined);
}

/** What belongs to the cluster's DNS or to kube-proxy, whatever its kind. */
function systemPart(text: string): Look | undefined {
  if (/kube-proxy/.test(text)) return { station: 'kube-proxy', step: 10 };
  return /coredns|kube-dns/.test(text) ? { station: 'name', step: 4 } : undefined;
}

/** `svc,ep`, `pod/web-0`. Names beside them are no kinds. @param whole the command, when it shows objects whole */
function kindsOf(word: string, whole: string | undefined): Look[] {
  return word.split(',').flatMap((item) => {
    const kind = item.split('/')[0]!.toLowerCase();
    const found = kinds.find(([form]) => form.test(kind));
    if (!found) return [];
    const [, station, list, object] = found;
    const step = whole === undefined ? list : station === 'service' ? fieldStep(whole) : object;
    return [step === undefined ? { station } : { station, step }];
  });
}

/** A single field of a Service is another step's business than the Service as a whole. */
function fieldStep(text: string): number | undefined {
  if (!/jsonpath|template|columns/.test(text)) return 6;
  if (/selector/.test(text)) return 7;
  if (/TrafficPolicy/.test(text)) return 10;
  return /clusterIP/.test(text) ? undefined : 6;
}
