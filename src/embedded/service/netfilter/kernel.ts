import { nftTable } from '../proxy/nft.ts';
import { defaultSettings, type ProxySettings, type ServiceRule } from '../proxy/table.ts';
import { ProxyChains } from './proxy-chains.ts';
import { bootRules, proxyJumps } from './boot-rules.ts';
import type { Chains, TableName } from './hooks.ts';
import type { Packet } from './matches.ts';
import { RuleError, savedRule, type Rule } from './rule.ts';

export interface Chain {
  name: string;
  /** Built-in chains have one. */
  policy: 'ACCEPT' | 'DROP' | undefined;
  rules: Rule[];
  packets: number;
  bytes: number;
}

const builtIn: Readonly<Record<TableName, readonly string[]>> = {
  raw: ['PREROUTING', 'OUTPUT'],
  mangle: ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'],
  filter: ['INPUT', 'FORWARD', 'OUTPUT'],
  nat: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
};

/** Through which of the kernel's interfaces kube-proxy works. */
export type Backend = 'iptables' | 'nftables';

/**
 * In nftables mode packets meet the same decisions in a table that iptables does not show.
 * @returns the ways there from a hook
 */
function hiddenJumps(table: TableName, chain: string): readonly Rule[] {
  return jumpRules.filter((jump) => jump.table === table && jump.chain === chain).map(({ rule }) => rule);
}

const jumpRules = proxyJumps.map(([table, chain, text]) => ({ table, chain, rule: savedRule(text) }));

/**
 * A node's netfilter tables, as iptables shows them and packets walk them. kube-proxy's chains are made out of its
 * rules when somebody looks at them; the others, and those of its own that were edited by hand, are kept as they are.
 */
export class Netfilter implements Chains {
  readonly recent = new Map<string, Map<string, number>>();
  now = 0;
  random: () => number = Math.random;
  readonly #ip: string;
  readonly #isLocal: (ip: string) => boolean;
  readonly #tables = new Map<TableName, Map<string, Chain>>();
  readonly #proxy = new ProxyChains();
  #backend: Backend = 'iptables';
  /** Chains of kube-proxy's that hold something else than it wrote, or were deleted: `nat KUBE-SERVICES`. */
  readonly #edited = new Map<string, Chain | undefined>();

  constructor(node: { name: string; ip: string }, isLocal: (ip: string) => boolean) {
    this.#ip = node.ip;
    this.#isLocal = isLocal;
    for (const table of ['mangle', 'filter', 'nat'] as const) this.#create(table);
    for (const [table, chain, text] of bootRules(node.name)) {
      const made = this.#own(table, chain) ?? this.newChain(table, chain);
      if (text !== undefined) made.rules.push(savedRule(text));
    }
  }

  /** What kube-proxy last wrote. */
  get rules(): readonly ServiceRule[] {
    return this.#proxy.rules;
  }

  /** Whether somebody changed chains of kube-proxy's by hand. */
  get isEdited(): boolean {
    return this.#edited.size > 0;
  }

  isLocal(ip: string): boolean {
    return this.#isLocal(ip);
  }

  ownAddress(destination: string): string {
    return destination.startsWith('127.') ? '127.0.0.1' : this.#ip;
  }

  /**
   * Writes kube-proxy's chains, as its iptables-restore does. A partial sync leaves alone what belongs to Services
   * that did not change, and the jumps from the built-in chains.
   */
  replace(
    rules: readonly ServiceRule[],
    settings: ProxySettings = defaultSettings,
    full = true,
    backend: Backend = 'iptables',
  ): void {
    // A kube-proxy that starts in another mode takes away what the other one left.
    if (backend !== this.#backend) this.clear();
    this.#backend = backend;
    const changed = this.#proxy.replace(rules, settings);
    for (const key of this.#edited.keys()) {
      if (full || changed(key) || !/ KUBE-(SVC|SVL|SEP|EXT|FW)-/.test(key)) this.#edited.delete(key);
    }
    if (!full || backend === 'nftables') return;
    for (const table of ['mangle', 'filter', 'nat'] as const) {
      if (!this.#own(table, 'KUBE-PROXY-CANARY')) this.newChain(table, 'KUBE-PROXY-CANARY');
    }
    for (const [table, chain, text] of [...proxyJumps].reverse()) {
      const { rules: existing } = this.#own(table, chain)!;
      if (!existing.some((rule) => rule.text === text)) existing.unshift(savedRule(text));
    }
  }

  /** Takes kube-proxy's chains and jumps away, as `kube-proxy --cleanup` does, or its start in another mode. */
  clear(): void {
    this.#proxy.replace([], undefined);
    this.#edited.clear();
    for (const [table, chain, text] of proxyJumps) {
      const own = this.#own(table, chain)!;
      own.rules = own.rules.filter((rule) => rule.text !== text);
    }
    for (const chains of this.#tables.values()) chains.delete('KUBE-PROXY-CANARY');
  }

  /** What nft shows of kube-proxy's; undefined in another mode. */
  nftTable(): string | undefined {
    const { settings } = this.#proxy;
    return settings && this.#backend === 'nftables' ? nftTable(this.rules, settings, this.#ip) : undefined;
  }

  tables(): TableName[] {
    return [...this.#tables.keys()];
  }

  /** Chains as iptables-save lists them: the built-in ones, then the others by name. */
  chains(table: TableName): Chain[] {
    const own = this.#tables.get(table);
    if (!own) return [];
    const hidden = this.#backend === 'nftables';
    const names = new Set([...own.keys(), ...(hidden ? [] : this.#proxy.chains(table))]);
    for (const [key, chain] of this.#edited) {
      if (key.startsWith(`${table} `)) names[chain ? 'add' : 'delete'](key.slice(table.length + 1));
    }
    const first = builtIn[table];
    const others = [...names].filter((name) => !first.includes(name)).sort();
    return [...first, ...others].map((name) => this.chain(table, name)!);
  }

  /** A chain as it is; undefined when there is none of that name. */
  chain(table: TableName, name: string): Chain | undefined {
    const own = this.#own(table, name);
    if (own) return own;
    const key = `${table} ${name}`;
    if (this.#edited.has(key)) return this.#edited.get(key);
    if (this.#backend === 'nftables') return undefined;
    const rules = this.#proxy.all(table, name);
    return rules && { name, policy: undefined, rules: [...rules], packets: 0, bytes: 0 };
  }

  about(table: TableName, chain: string, packet: Packet): readonly Rule[] | undefined {
    const own = this.#own(table, chain);
    if (own) return this.#backend === 'nftables' ? [...hiddenJumps(table, chain), ...own.rules] : own.rules;
    const key = `${table} ${chain}`;
    if (this.#edited.has(key)) return this.#edited.get(key)?.rules;
    return this.#proxy.about(table, chain, packet);
  }

  policy(table: TableName, chain: string): 'ACCEPT' | 'DROP' {
    const own = this.#own(table, chain);
    // With nf_tables a chain without rules is not hooked in, and filter's policies keep no count.
    if (own && table === 'nat') {
      own.packets += 1;
      own.bytes += 60;
    }
    return own?.policy ?? 'ACCEPT';
  }

  /** The chain, to be changed by hand. @throws RuleError when there is none */
  edit(table: TableName, name: string): Chain {
    if (!this.#tables.has(table)) this.#create(table);
    const own = this.#own(table, name);
    if (own) return own;
    const key = `${table} ${name}`;
    const chain = this.chain(table, name);
    if (!chain) throw new RuleError('No chain/target/match by that name.', 1);
    this.#edited.set(key, chain);
    return chain;
  }

  newChain(table: TableName, name: string): Chain {
    if (!this.#tables.has(table)) this.#create(table);
    if (this.chain(table, name)) throw new RuleError('Chain already exists.', 1);
    const chain: Chain = { name, policy: undefined, rules: [], packets: 0, bytes: 0 };
    this.#tables.get(table)!.set(name, chain);
    return chain;
  }

  deleteChain(table: TableName, name: string): void {
    const chain = this.chain(table, name);
    if (!chain || chain.policy) throw new RuleError('No chain/target/match by that name.', 1);
    if (chain.rules.length > 0) throw new RuleError('Directory not empty', 4);
    if (this.references(table, name) > 0) throw new RuleError('Too many links.', 1);
    if (!this.#tables.get(table)!.delete(name)) this.#edited.set(`${table} ${name}`, undefined);
  }

  /** How many rules jump to a chain. */
  references(table: TableName, name: string): number {
    let count = 0;
    for (const { rules } of this.chains(table))
      for (const { target } of rules) if (target === name) count += 1;
    return count;
  }

  #own(table: TableName, name: string): Chain | undefined {
    return this.#tables.get(table)?.get(name);
  }

  #create(table: TableName): void {
    const chains = builtIn[table].map((name): [string, Chain] => [
      name,
      { name, policy: 'ACCEPT', rules: [], packets: 0, bytes: 0 },
    ]);
    this.#tables.set(table, new Map(chains));
  }
}
