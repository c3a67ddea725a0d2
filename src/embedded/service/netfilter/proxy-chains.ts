import { baseLines, nodePortJumps, serviceLines } from '../proxy/render.ts';
import { defaultSettings, type ProxySettings, type ServiceRule } from '../proxy/table.ts';
import type { TableName } from './hooks.ts';
import type { Packet } from './matches.ts';
import { savedRule, type Rule } from './rule.ts';

const shared: Readonly<Partial<Record<TableName, readonly string[]>>> = {
  nat: ['KUBE-MARK-MASQ', 'KUBE-NODEPORTS', 'KUBE-POSTROUTING', 'KUBE-SERVICES'],
  filter: [
    'KUBE-EXTERNAL-SERVICES',
    'KUBE-FORWARD',
    'KUBE-NODEPORTS',
    'KUBE-PROXY-FIREWALL',
    'KUBE-SERVICES',
  ],
};

interface Written {
  rule: ServiceRule;
  /** To see whether the next sync says the same. */
  fingerprint: string;
  chains: Map<string, Rule[]>;
}

/**
 * kube-proxy's own chains, written out when a packet or a person comes to them: a thousand Services that nobody asks
 * for cost next to nothing, and a packet sees only the rules that name its address or port.
 */
export class ProxyChains {
  rules: readonly ServiceRule[] = [];
  #settings: ProxySettings | undefined;
  /** By name and protocol. */
  readonly #written = new Map<string, Written>();
  #base = new Map<string, Rule[]>();
  #index:
    | {
        byIp: Map<string, ServiceRule[]>;
        byPort: Map<number, ServiceRule[]>;
        byHash: Map<string, ServiceRule>;
      }
    | undefined;
  #endpoints: Map<string, ServiceRule> | undefined;

  /**
   * @param settings undefined when kube-proxy has no chains here
   * @returns whether a chain (`nat KUBE-SVC-…`) holds something else now, or is gone
   */
  replace(rules: readonly ServiceRule[], settings: ProxySettings | undefined): (key: string) => boolean {
    const before = new Map(this.#written);
    const sameSettings = JSON.stringify(settings) === JSON.stringify(this.#settings);
    this.rules = rules;
    this.#settings = settings;
    this.#index = undefined;
    this.#endpoints = undefined;
    if (!sameSettings) this.#written.clear();
    else {
      const next = new Map(rules.map((rule) => [keyOf(rule), rule]));
      for (const [key, written] of this.#written) {
        const rule = next.get(key);
        if (rule && JSON.stringify(rule) === written.fingerprint) written.rule = rule;
        else this.#written.delete(key);
      }
    }
    this.#base = new Map();
    for (const { table, chain, text } of settings ? baseLines(settings) : []) {
      push(this.#base, `${table} ${chain}`, savedRule(text));
    }
    if (settings) {
      this.#base.set(
        'nat KUBE-SERVICES',
        nodePortJumps(settings).map((text) => savedRule(text)),
      );
    }
    const kept = new Set([...this.#written.values()].flatMap(({ chains }) => [...chains.keys()]));
    const known = new Set([...before.values()].flatMap(({ chains }) => [...chains.keys()]));
    return (key) => known.has(key) && !kept.has(key);
  }

  get settings(): ProxySettings | undefined {
    return this.#settings;
  }

  /** Names of the chains of a table. */
  chains(table: TableName): string[] {
    if (!this.#settings) return [];
    const names = new Set(shared[table]);
    for (const rule of this.rules) {
      for (const key of this.#chainsOf(rule).keys()) {
        const [its, name = ''] = key.split(' ');
        if (its === table) names.add(name);
      }
    }
    return [...names];
  }

  /** All rules of a chain, in order. */
  all(table: TableName, chain: string): readonly Rule[] | undefined {
    if (!this.#settings) return undefined;
    const key = `${table} ${chain}`;
    if (!shared[table]?.includes(chain)) return this.#serviceOf(table, chain)?.get(key);
    const services = this.rules.flatMap((rule) => this.#chainsOf(rule).get(key) ?? []);
    return [...services, ...(this.#base.get(key) ?? [])];
  }

  /** The rules of a chain that could be about a packet: others name another address or port. */
  about(table: TableName, chain: string, packet: Packet): readonly Rule[] | undefined {
    if (!this.#settings) return undefined;
    const key = `${table} ${chain}`;
    if (!shared[table]?.includes(chain)) return this.#serviceOf(table, chain)?.get(key);
    const { byIp, byPort } = this.#indexed();
    const candidates = new Set([...(byIp.get(packet.destination) ?? []), ...(byPort.get(packet.port) ?? [])]);
    const services = [...candidates].flatMap((rule) => this.#chainsOf(rule).get(key) ?? []);
    const ip = packet.destination;
    const refused =
      key === 'filter KUBE-SERVICES' &&
      this.#settings.rejectUnknownPorts &&
      byIp.get(ip)?.some(({ clusterIP }) => clusterIP === ip);
    const last = refused ? [savedRule(`-d ${ip}/32 -j REJECT --reject-with icmp-port-unreachable`)] : [];
    return [...services, ...last, ...(this.#base.get(key) ?? [])];
  }

  #serviceOf(table: TableName, chain: string): Map<string, Rule[]> | undefined {
    if (table !== 'nat') return undefined;
    const own = /^KUBE-(?:SVC|SVL|EXT|FW)-(\w{16})$/.exec(chain)?.[1];
    const rule = own === undefined ? this.#byEndpoint().get(chain) : this.#indexed().byHash.get(own);
    return rule && this.#chainsOf(rule);
  }

  #indexed() {
    if (this.#index) return this.#index;
    const index = {
      byIp: new Map<string, ServiceRule[]>(),
      byPort: new Map<number, ServiceRule[]>(),
      byHash: new Map<string, ServiceRule>(),
    };
    for (const rule of this.rules) {
      for (const ip of new Set([rule.clusterIP, ...rule.externalIPs, ...rule.loadBalancerIPs])) {
        push(index.byIp, ip, rule);
      }
      if (rule.nodePort !== undefined) push(index.byPort, rule.nodePort, rule);
      if (rule.healthCheckNodePort !== undefined) push(index.byPort, rule.healthCheckNodePort, rule);
      index.byHash.set(rule.hash, rule);
    }
    return (this.#index = index);
  }

  #byEndpoint(): Map<string, ServiceRule> {
    if (this.#endpoints) return this.#endpoints;
    const found = new Map<string, ServiceRule>();
    for (const rule of this.rules) {
      for (const { chain } of [...rule.cluster, ...rule.local]) found.set(chain, rule);
    }
    return (this.#endpoints = found);
  }

  #chainsOf(rule: ServiceRule): Map<string, Rule[]> {
    const key = keyOf(rule);
    const known = this.#written.get(key);
    if (known?.rule === rule) return known.chains;
    const chains = new Map<string, Rule[]>();
    for (const { table, chain, text } of serviceLines(rule, this.#settings ?? defaultSettings)) {
      push(chains, `${table} ${chain}`, savedRule(text, rule.name));
    }
    this.#written.set(key, { rule, fingerprint: JSON.stringify(rule), chains });
    return chains;
  }
}

const keyOf = (rule: ServiceRule) => `${rule.name} ${rule.protocol}`;

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
