import { CorefileError, type Directive, type ServerBlock } from './corefile.ts';

/** Properties that a plugin's block may hold; plugins without an entry are not looked into. */
const properties: Readonly<Record<string, string>> = {
  kubernetes:
    'endpoint tls kubeconfig apiserver_qps apiserver_burst apiserver_max_inflight namespaces labels pods endpoint_pod_names ttl noendpoints fallthrough ignore startup_timeout namespace_labels multicluster',
  forward:
    'except max_fails health_check force_tcp prefer_udp tls tls_servername expire max_idle_conns policy max_concurrent next failfast_all_unhealthy_upstreams max_age',
  health: 'lameduck',
  cache: 'success denial prefetch serve_stale servfail disable keepttl',
  errors: 'stacktrace consolidate show_first',
  template: 'match answer additional authority rcode ederror upstream fallthrough zone',
  file: 'reload fallthrough upstream',
  acl: 'allow block filter drop',
  log: 'class',
};

/** Plugins whose block says "wrong argument" instead of "unknown property". */
const terse = new Set(['health', 'cache', 'acl', 'log']);

/** Plugins that may stand in a server block more than once. */
const repeatable = new Set([
  'rewrite',
  'template',
  'file',
  'log',
  'forward',
  'hosts',
  'acl',
  'import',
  'header',
  'any',
]);

/**
 * Looks at the arguments of each plugin as its setup function does.
 * @throws CorefileError in CoreDNS's words
 */
export function setUp(blocks: readonly ServerBlock[], path = '/etc/coredns/Corefile'): void {
  const taken = new Set<string>();
  for (const block of blocks) {
    for (const zone of block.zones) {
      const key = `dns://${zone}.:${block.port}`;
      if (taken.has(key)) throw new CorefileError(`cannot serve ${key} - it is already defined`);
      taken.add(key);
    }
  }
  for (const block of blocks) {
    for (const directive of block.directives) {
      const { name, line } = directive;
      const fail = (why: string, at = line) =>
        new CorefileError(`plugin/${name}: ${path}:${at} - Error during parsing: ${why}`);
      const count = (after: string, at = line) =>
        fail(`Wrong argument count or unexpected line ending after '${after}'`, at);
      const plain = (why: string) => new CorefileError(`plugin/${name}: ${why}`);
      if (!repeatable.has(name) && block.directives.find((one) => one.name === name) !== directive)
        throw plain('this plugin can only be used once per Server Block');
      const known = properties[name]?.split(' ');
      for (const property of directive.block)
        if (known && !known.includes(property.name))
          throw terse.has(name)
            ? count(property.name, property.line)
            : fail(`unknown property '${property.name}'`, property.line);
      checks[name]?.(directive, { fail, count, plain });
    }
  }
}

interface Complaints {
  /** With the place in the file. */
  fail(why: string, at?: number): CorefileError;
  /** Too few or too many words. */
  count(after: string, at?: number): CorefileError;
  /** Without the place. */
  plain(why: string): CorefileError;
}

const isDuration = (text: string) => /^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/.test(text);
const last = ({ name, args }: { name: string; args: readonly string[] }) => args.at(-1) ?? name;

const noArguments = (directive: Directive, { count }: Complaints) => {
  if (directive.args.length > 0) throw count(last(directive));
};

/** `forward . TO`, `hosts`, … : what the setup functions refuse. */
const checks: Readonly<Record<string, (directive: Directive, complaints: Complaints) => void>> = {
  kubernetes: ({ block }, { fail, count, plain }) => {
    for (const { name, args, line } of block) {
      if (name === 'pods') {
        if (args.length !== 1) throw count(args.at(-1) ?? name, line);
        if (!['disabled', 'verified', 'insecure'].includes(args[0]!))
          throw plain(`wrong value for pods: ${args[0]!},  must be one of: disabled, verified, insecure`);
      }
      if (name === 'ttl') {
        if (args.length === 0) throw count(name, line);
        if (!/^-?\d+$/.test(args[0]!)) throw plain(`strconv.Atoi: parsing "${args[0]!}": invalid syntax`);
        if (Number(args[0]) < 0 || Number(args[0]) > 3600)
          throw fail(`ttl must be in range [0, 3600]: ${args[0]!}`, line);
      }
      if (['namespaces', 'labels'].includes(name) && args.length === 0) throw count(name, line);
    }
  },
  forward: (directive, { fail, count, plain }) => {
    const [from, ...to] = directive.args;
    if (from === undefined || to.length === 0) throw count(last(directive));
    for (const one of to) {
      const target = one.replace(/^(dns|tls):\/\//, '');
      if (
        !target.startsWith('/') &&
        !/^\d+\.\d+\.\d+\.\d+(:\d+)?$/.test(target) &&
        !/^\[?[\da-f:]+\]?(:\d+)?$/i.test(target)
      )
        throw plain(`not an IP address or file: "${one}"`);
    }
    for (const { name, args, line } of directive.block) {
      if (
        ['max_fails', 'max_concurrent', 'policy', 'expire', 'health_check'].includes(name) &&
        args.length === 0
      )
        throw count(name, line);
      if (name === 'policy' && !['random', 'round_robin', 'sequential'].includes(args[0]!))
        throw fail(`unknown policy '${args[0]!}'`, line);
      if (['max_fails', 'max_concurrent'].includes(name) && !/^\d+$/.test(args[0]!))
        throw plain(
          `strconv.${name === 'max_fails' ? 'ParseUint' : 'Atoi'}: parsing "${args[0]!}": invalid syntax`,
        );
    }
  },
  health: ({ args, block }, { count, plain }) => {
    if (args.length > 1) throw count(args[1]!);
    for (const { name, args: values, line } of block) {
      if (values.length !== 1) throw count(values.at(-1) ?? name, line);
      if (!isDuration(values[0]!)) throw plain(`time: invalid duration ${JSON.stringify(values[0])}`);
    }
  },
  ready: (directive, { count }) => {
    if (directive.args.length > 1) throw count(directive.args[1]!);
  },
  reload: ({ args }, { count, plain }) => {
    if (args.length > 2) throw count(args[2]!);
    for (const arg of args)
      if (!isDuration(arg)) throw plain(`time: invalid duration ${JSON.stringify(arg)}`);
    if (args[0] !== undefined && seconds(args[0]) < 2)
      throw plain(`interval value must be greater or equal to 2s`);
  },
  loop: noArguments,
  errors: noArguments,
  loadbalance: ({ args }, { plain }) => {
    if (args[0] !== undefined && !['round_robin', 'weighted'].includes(args[0]))
      throw plain(`unknown policy: ${args[0]}`);
  },
  template: (directive, { count, plain }) => {
    const [kind, type] = directive.args;
    if (kind === undefined || type === undefined) throw count(last(directive));
    if (!['IN', 'CH', 'HS', 'ANY'].includes(kind)) throw plain(`invalid RR class ${kind}`);
  },
};

/** A Go duration in seconds. */
export function seconds(text: string): number {
  const units: Readonly<Record<string, number>> = {
    ns: 1e-9,
    us: 1e-6,
    µs: 1e-6,
    ms: 1e-3,
    s: 1,
    m: 60,
    h: 3600,
  };
  return [...text.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * units[unit!]!,
    0,
  );
}
