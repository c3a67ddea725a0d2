import type { Chain, Netfilter } from '../../service/netfilter/kernel.ts';
import type { TableName } from '../../service/netfilter/hooks.ts';
import type { Match, MatchOption, Rule } from '../../service/netfilter/rule.ts';

export interface ListOptions {
  numeric: boolean;
  verbose: boolean;
  lineNumbers: boolean;
  exact: boolean;
}

/** Chains as `iptables -L` prints them. */
export function listed(
  rules: Netfilter,
  table: TableName,
  chains: readonly Chain[],
  options: ListOptions,
): string {
  const references = new Map<string, number>();
  for (const { rules: list } of rules.chains(table)) {
    for (const { target } of list) if (target) references.set(target, (references.get(target) ?? 0) + 1);
  }
  return chains.map((chain) => listedChain(chain, references.get(chain.name) ?? 0, options)).join('\n');
}

function listedChain(chain: Chain, references: number, options: ListOptions): string {
  const counters = options.verbose
    ? ` ${count(chain.packets, options)} packets, ${count(chain.bytes, options)} bytes`
    : '';
  const about = chain.policy ? `policy ${chain.policy}${counters}` : `${references} references`;
  let text = `Chain ${chain.name} (${about})\n`;
  if (options.lineNumbers) text += 'num  ';
  if (options.verbose)
    text += ` pkts bytes target     prot opt in     out     source               destination         \n`;
  else text += 'target     prot opt source               destination         \n';
  chain.rules.forEach((rule, index) => {
    if (options.lineNumbers) text += `${String(index + 1).padEnd(4)} `;
    text += listedRule(rule, options);
  });
  return text;
}

function listedRule(rule: Rule, options: ListOptions): string {
  const { numeric } = options;
  const numbers: Readonly<Record<string, string>> = { tcp: '6', udp: '17', icmp: '1', sctp: '132' };
  const protocol = rule.protocol
    ? `${rule.protocol.negated ? '!' : ''}${numeric ? (numbers[rule.protocol.value] ?? rule.protocol.value) : rule.protocol.value}`
    : numeric
      ? '0'
      : 'all';
  const network = (field: Rule['source']) => {
    const value = field?.value.replace(/\/32$/, '') ?? (numeric ? '0.0.0.0/0' : 'anywhere');
    return `${field?.negated ? '!' : ''}${value}`.padEnd(20);
  };
  const face = (field: Rule['inInterface']) =>
    `${field?.negated ? '!' : ''}${field?.value ?? (numeric ? '*' : 'any')}`.padEnd(6);
  let text = '';
  if (options.verbose)
    text += `${count(rule.packets, options).padStart(5)} ${count(rule.bytes, options).padStart(5)} `;
  text += `${(rule.target ?? '').padEnd(9)}${options.verbose ? '' : ' '} `.replace(/ {2}$/, '  ');
  text += `${protocol.padEnd(4)} --  `;
  if (options.verbose) text += `${face(rule.inInterface)} ${face(rule.outInterface)}  `;
  text += `${network(rule.source)} ${network(rule.destination)}`;
  for (const match of rule.matches) text += listedMatch(match, numeric);
  text += listedTarget(rule);
  return `${text}\n`;
}

function listedMatch({ module, options }: Match, numeric: boolean): string {
  const value = (name: string) => options.find((option) => option.name === name);
  const not = (option: MatchOption | undefined) => (option?.negated ? '!' : '');
  switch (module) {
    case 'comment':
      return ` /* ${value('comment')?.values[0] ?? ''} */`;
    case 'tcp':
    case 'udp':
    case 'sctp': {
      const port = (option: MatchOption | undefined, label: string) =>
        option ? ` ${label}:${not(option)}${portName(option.values[0]!, numeric)}` : '';
      return ` ${module}${port(value('sport'), 'spt')}${port(value('dport'), 'dpt')}`;
    }
    case 'multiport':
      return options
        .map(({ name, values, negated }) => ` multiport ${name} ${negated ? '!' : ''}${values.join(',')}`)
        .join('');
    case 'addrtype':
      return ` ADDRTYPE match${options
        .map(({ name, values, negated }) => ` ${name} ${negated ? 'not ' : ''}${values.join(',')}`)
        .join('')}`;
    case 'conntrack':
      return ` ${not(value('ctstate'))}${value('ctstate')?.negated ? ' ' : ''}ctstate ${value('ctstate')?.values[0] ?? ''}`;
    case 'state':
      return ` state ${value('state')?.values[0] ?? ''}`;
    case 'mark':
      return ` mark match ${not(value('mark'))}${value('mark')?.values[0] ?? ''}`;
    case 'statistic':
      return ` statistic mode random probability ${value('probability')?.values[0] ?? ''}`;
    case 'recent': {
      const action = ['rcheck', 'set', 'update', 'remove'].find((name) => value(name)) ?? '';
      const label = { rcheck: 'CHECK', set: 'SET', update: 'UPDATE', remove: 'REMOVE' }[action] ?? '';
      const seconds = value('seconds') ? ` seconds: ${value('seconds')!.values[0]}` : '';
      const reap = value('reap') ? ' reap' : '';
      return ` recent: ${label}${seconds}${reap} name: ${value('name')?.values[0]} side: source mask: ${value('mask')?.values[0]}`;
    }
    case 'nfacct':
      return ` nfacct-name  ${value('nfacct-name')?.values[0] ?? ''}`;
    default:
      return ` ${module}${options.map((option) => ` ${option.name} ${option.values.join(' ')}`).join('')}`;
  }
}

function listedTarget(rule: Rule): string {
  const value = (name: string) => rule.targetOptions.find((option) => option.name === name)?.values[0];
  if (rule.goto) return ' [goto]';
  switch (rule.target) {
    case 'DNAT':
      return ` to:${value('to-destination') ?? ''}`;
    case 'SNAT':
      return ` to:${value('to-source') ?? ''}`;
    case 'REJECT':
      return ` reject-with ${value('reject-with') ?? 'icmp-port-unreachable'}`;
    case 'MASQUERADE':
      return rule.targetOptions.some(({ name }) => name === 'random-fully') ? ' random-fully' : '';
    case 'REDIRECT':
      return value('to-ports') ? ` redir ports ${value('to-ports')}` : '';
    case 'MARK': {
      const [mark = '0x0', mask] = (value('set-xmark') ?? '').split('/');
      return mark === mask ? ` MARK or ${mark}` : mask === '0x0' ? ` MARK xor ${mark}` : ` MARK set ${mark}`;
    }
    default:
      return '';
  }
}

function portName(port: string, numeric: boolean): string {
  const names: Readonly<Record<string, string>> = {
    '53': 'domain',
    '80': 'http',
    '443': 'https',
    '8080': 'http-alt',
  };
  return numeric ? port : (names[port] ?? port);
}

/** Counters are shortened as iptables does, unless `-x` asks for all digits. */
function count(value: number, { exact }: ListOptions): string {
  if (exact || value < 100_000) return String(value);
  const thousands = Math.round(value / 1000);
  if (thousands < 10_000) return `${thousands}K`;
  return `${Math.round(thousands / 1000)}M`;
}
