/** What iptables says when it cannot read a rule. */
export class RuleError extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode = 2) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** An option of a match, with `!` before it or not. */
export interface MatchOption {
  name: string;
  values: readonly string[];
  negated: boolean;
}

export interface Match {
  module: string;
  options: MatchOption[];
}

interface Value {
  value: string;
  negated: boolean;
}

/** A rule of a chain, as iptables reads it. */
export interface Rule {
  /** As iptables-save prints it, without `-A CHAIN `. */
  text: string;
  source?: Value;
  destination?: Value;
  inInterface?: Value;
  outInterface?: Value;
  protocol?: Value;
  matches: Match[];
  target: string | undefined;
  goto: boolean;
  targetOptions: MatchOption[];
  packets: number;
  bytes: number;
  /** The Service port that kube-proxy wrote it for. */
  service?: string;
}

// Options of matches: to which module they belong, and how many words follow them.
const matchOptions: Readonly<Record<string, readonly [module: string, words: number]>> = {
  comment: ['comment', 1],
  dport: ['', 1],
  sport: ['', 1],
  'tcp-flags': ['tcp', 2],
  syn: ['tcp', 0],
  'icmp-type': ['icmp', 1],
  dports: ['multiport', 1],
  sports: ['multiport', 1],
  ports: ['multiport', 1],
  'dst-type': ['addrtype', 1],
  'src-type': ['addrtype', 1],
  ctstate: ['conntrack', 1],
  state: ['state', 1],
  mark: ['mark', 1],
  mode: ['statistic', 1],
  probability: ['statistic', 1],
  every: ['statistic', 1],
  packet: ['statistic', 1],
  rcheck: ['recent', 0],
  set: ['recent', 0],
  update: ['recent', 0],
  remove: ['recent', 0],
  seconds: ['recent', 1],
  hitcount: ['recent', 1],
  reap: ['recent', 0],
  name: ['recent', 1],
  mask: ['recent', 1],
  rsource: ['recent', 0],
  rdest: ['recent', 0],
  'nfacct-name': ['nfacct', 1],
  limit: ['limit', 1],
  'limit-burst': ['limit', 1],
  'src-range': ['iprange', 1],
  'dst-range': ['iprange', 1],
};
const targetOptions: Readonly<Record<string, number>> = {
  'to-destination': 1,
  'to-source': 1,
  'to-ports': 1,
  'reject-with': 1,
  'set-xmark': 1,
  'set-mark': 1,
  'random-fully': 0,
  random: 0,
  persistent: 0,
  'log-prefix': 1,
  'log-level': 1,
};
const long: Readonly<Record<string, string>> = {
  source: 's',
  src: 's',
  destination: 'd',
  dst: 'd',
  protocol: 'p',
  proto: 'p',
  'in-interface': 'i',
  'out-interface': 'o',
  match: 'm',
  jump: 'j',
  goto: 'g',
  'destination-port': 'dport',
  'source-port': 'sport',
};

/**
 * Reads a rule's words as iptables does.
 * @throws RuleError in the words of iptables 1.8.9
 */
export function parseRule(words: readonly string[]): Rule {
  const rule: Rule = {
    text: '',
    matches: [],
    target: undefined,
    goto: false,
    targetOptions: [],
    packets: 0,
    bytes: 0,
  };
  let negated = false;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]!;
    if (word === '!') {
      negated = true;
      continue;
    }
    if (!word.startsWith('-')) throw new RuleError(`Bad argument \`${word}'`);
    const name = word.replace(/^--?/, '');
    const option = long[name] ?? name;
    const next = () => {
      at += 1;
      const value = words[at];
      if (value === undefined) throw new RuleError(`option "${word}" requires an argument`);
      return value;
    };
    if (word.startsWith('--') && !(long[name] && option.length === 1)) {
      addOption(rule, option, negated, next, word);
    } else {
      addField(rule, option, negated, next, word);
    }
    negated = false;
  }
  rule.text = formatRule(rule);
  return rule;
}

function addField(rule: Rule, option: string, negated: boolean, next: () => string, word: string): void {
  switch (option) {
    case 's':
      rule.source = { value: cidr(next()), negated };
      return;
    case 'd':
      rule.destination = { value: cidr(next()), negated };
      return;
    case 'i':
      rule.inInterface = { value: next(), negated };
      return;
    case 'o':
      rule.outInterface = { value: next(), negated };
      return;
    case 'p': {
      const given = next().toLowerCase();
      const value = { '6': 'tcp', '17': 'udp', '1': 'icmp', '132': 'sctp' }[given] ?? given;
      if (!['tcp', 'udp', 'icmp', 'sctp', 'all'].includes(value)) {
        throw new RuleError(`unknown protocol "${given}" specified`);
      }
      if (value !== 'all') rule.protocol = { value, negated };
      return;
    }
    case 'm':
      rule.matches.push({ module: next(), options: [] });
      return;
    case 'j':
    case 'g':
      rule.target = next();
      rule.goto = option === 'g';
      return;
    default:
      throw new RuleError(`unknown option "${word}"`);
  }
}

function addOption(rule: Rule, option: string, negated: boolean, next: () => string, word: string): void {
  const known = matchOptions[option];
  const ofTarget = targetOptions[option];
  if (!known && ofTarget === undefined) throw new RuleError(`unknown option "${word}"`);
  const values = Array.from({ length: known?.[1] ?? ofTarget ?? 0 }, next);
  if (!known) {
    rule.targetOptions.push({ name: option, values, negated });
    return;
  }
  const module = known[0] || rule.protocol?.value;
  if (module === undefined || (known[0] === '' && !['tcp', 'udp', 'sctp'].includes(module))) {
    throw new RuleError(`unknown option "${word}"`);
  }
  let match = rule.matches.findLast((one) => one.module === module);
  if (!match) rule.matches.push((match = { module, options: [] }));
  match.options.push({ name: option, values, negated });
}

/** `10.0.0.1` → `10.0.0.1/32`, with the bits of the host cleared. */
function cidr(text: string): string {
  const [ip, bits = '32'] = text.split('/');
  const number = ipNumber(ip ?? '');
  if (number === undefined || !/^\d+$/.test(bits) || Number(bits) > 32) {
    throw new RuleError(`host/network \`${text}' not found`);
  }
  const masked = number & maskOf(Number(bits));
  return `${[24, 16, 8, 0].map((shift) => (masked >>> shift) & 255).join('.')}/${bits}`;
}

const maskOf = (bits: number) => (bits === 0 ? 0 : (-1 << (32 - bits)) >>> 0);

export function ipNumber(ip: string): number | undefined {
  const parts = ip.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !(part >= 0 && part <= 255))) return undefined;
  return parts.reduce((sum, part) => ((sum << 8) | part) >>> 0, 0);
}

/** @param network `10.244.0.0/16` */
export function inNetwork(ip: string, network: string): boolean {
  const [base = '', bits = '32'] = network.split('/');
  const [a, b] = [ipNumber(ip), ipNumber(base)];
  if (a === undefined || b === undefined) return false;
  const mask = maskOf(Number(bits));
  return (a & mask) >>> 0 === (b & mask) >>> 0;
}

/** Splits a line as a shell does, double quotes only. */
export function words(text: string): string[] {
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(
    ([, quoted, plain]) => quoted?.replace(/\\(.)/g, '$1') ?? plain!,
  );
}

/** A rule out of a line that is as iptables-save prints it. */
export function savedRule(text: string, service?: string): Rule {
  const rule = parseRule(words(text));
  rule.text = text;
  if (service !== undefined) rule.service = service;
  return rule;
}

/** As iptables-save prints it, without `-A CHAIN `. */
function formatRule(rule: Rule): string {
  const parts: string[] = [];
  const field = (letter: string, value: Value | undefined) => {
    if (value && value.value !== '0.0.0.0/0')
      parts.push(`${value.negated ? '! ' : ''}-${letter} ${value.value}`);
  };
  field('s', rule.source);
  field('d', rule.destination);
  field('i', rule.inInterface);
  field('o', rule.outInterface);
  field('p', rule.protocol);
  for (const match of rule.matches) parts.push(formatMatch(match));
  if (rule.target !== undefined) {
    parts.push(`${rule.goto ? '-g' : '-j'} ${rule.target}`);
    const options = [...rule.targetOptions];
    if (rule.target === 'REJECT' && options.length === 0) {
      options.push({ name: 'reject-with', values: ['icmp-port-unreachable'], negated: false });
    }
    for (const option of options) parts.push(formatOption(option));
  }
  return parts.join(' ');
}

function formatMatch({ module, options }: Match): string {
  const all = [...options];
  const has = (name: string) => all.some((option) => option.name === name);
  const add = (name: string, ...values: string[]) => all.push({ name, values, negated: false });
  if (module === 'recent') {
    if (!has('name')) add('name', 'DEFAULT');
    if (!has('mask')) add('mask', '255.255.255.255');
    if (!has('rsource') && !has('rdest')) add('rsource');
  }
  return [`-m ${module}`, ...all.map(formatOption)].join(' ');
}

const stateOrder = ['INVALID', 'NEW', 'RELATED', 'ESTABLISHED', 'UNTRACKED', 'SNAT', 'DNAT'];

function formatOption({ name, values, negated }: MatchOption): string {
  const not = negated ? '! ' : '';
  if (name === 'set-mark') {
    const hex = `0x${Number(values[0]).toString(16)}`;
    return `--set-xmark ${hex}/0xffffffff`;
  }
  if (name === 'probability') return `--probability ${quantized(Number(values[0]))}`;
  // The kernel's own printer leaves two spaces here.
  if (name === 'nfacct-name') return `--nfacct-name  ${values[0]}`;
  if (name === 'ctstate' || name === 'state') {
    const states = values[0]!.toUpperCase().split(',');
    return `${not}--${name} ${stateOrder.filter((state) => states.includes(state)).join(',')}`;
  }
  const shown = name === 'comment' || name === 'log-prefix' ? values.map(quoted) : values;
  return [`${not}--${name}`, ...shown].join(' ');
}

/** The kernel keeps 31 bits of a probability, and prints eleven digits. */
export function quantized(probability: number): string {
  return (Math.round(probability * 2 ** 31) / 2 ** 31).toFixed(11);
}

/** Free text is quoted when there is more in it than letters, digits, `_` and `-`. */
function quoted(value: string): string {
  return /^[\w-]*$/.test(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`;
}
