import { Netfilter } from '../../service/netfilter/kernel.ts';
import type { TableName } from '../../service/netfilter/hooks.ts';
import { parseRule, RuleError, type Rule } from '../../service/netfilter/rule.ts';
import type { Program } from '../runtime/program.ts';
import { listed } from './iptables-list.ts';
import { IPTABLES, isTable, savedTables } from './iptables-save.ts';
import type { NodeState } from './state.ts';

type Command = 'A' | 'C' | 'D' | 'E' | 'F' | 'I' | 'L' | 'N' | 'P' | 'R' | 'S' | 'X' | 'Z';

const longCommands: Readonly<Record<string, Command>> = {
  append: 'A',
  check: 'C',
  delete: 'D',
  flush: 'F',
  insert: 'I',
  list: 'L',
  'new-chain': 'N',
  new: 'N',
  policy: 'P',
  replace: 'R',
  'list-rules': 'S',
  'delete-chain': 'X',
  zero: 'Z',
};
// How many operands may follow: the chain, and a number or a policy.
const operandsOf: Readonly<Record<Command, number>> = {
  ...{ A: 1, C: 1, D: 2, E: 2, F: 1, I: 2, L: 2, N: 1, P: 2, R: 2, S: 2, X: 1, Z: 2 },
};

interface Line {
  table: TableName;
  commands: Command[];
  operands: string[];
  rest: string[];
  flags: Set<string>;
}

/** @throws RuleError */
function readLine(args: readonly string[]): Line {
  const line: Line = { table: 'filter', commands: [], operands: [], rest: [], flags: new Set() };
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at]!;
    const long = word.startsWith('--') ? word.slice(2) : undefined;
    if (word === '-t' || word.startsWith('--table') || /^-t\w/.test(word)) {
      const name = /^-t\w/.test(word) ? word.slice(2) : (word.split('=')[1] ?? args[(at += 1)] ?? '');
      if (!isTable(name))
        throw new RuleError(`can't initialize iptables table \`${name}': Table does not exist`, 3);
      line.table = name as TableName;
      continue;
    }
    const letters = long === undefined && /^-[A-Za-z]+$/.test(word) ? [...word.slice(1)] : [];
    const command = long === undefined ? letters.find((letter) => letter in operandsOf) : longCommands[long];
    if (
      command !== undefined &&
      (long !== undefined || letters.every((letter) => letter in operandsOf || 'nvxt'.includes(letter)))
    ) {
      line.commands.push(command as Command);
      for (const letter of letters) if ('nvx'.includes(letter)) line.flags.add(letter);
      const most = operandsOf[command as Command];
      while (line.operands.length < most && args[at + 1] !== undefined && !/^[-!]/.test(args[at + 1]!)) {
        line.operands.push(args[(at += 1)]!);
      }
      if (letters.includes('t')) {
        const name = line.operands.shift() ?? '';
        if (!isTable(name))
          throw new RuleError(`can't initialize iptables table \`${name}': Table does not exist`, 3);
        line.table = name as TableName;
      }
    } else if (word === '--line-numbers') line.flags.add('l');
    else if (letters.length > 0 && letters.every((letter) => 'nvxw'.includes(letter))) {
      for (const letter of letters) line.flags.add(letter);
      if (letters.includes('w') && /^\d+$/.test(args[at + 1] ?? '')) at += 1;
    } else if (['--numeric', '--verbose', '--exact', '--wait'].includes(word)) line.flags.add(word[2]!);
    else line.rest.push(word);
  }
  return line;
}

const iptables =
  (program: string, tables: (state: NodeState) => Netfilter) =>
  (state: NodeState): Program =>
  async (process, argv) => {
    const rules = tables(state);
    try {
      if (argv.includes('-V') || argv.includes('--version')) {
        process.stdout(`${program} ${IPTABLES}\n`);
        return 0;
      }
      const line = readLine(argv.slice(1));
      if (line.commands.length === 0) throw new RuleError('no command specified');
      for (const command of line.commands) process.stdout(execute(rules, command, line));
      return 0;
    } catch (error) {
      if (!(error instanceof RuleError)) throw error;
      const prefix = error.exitCode === 1 ? program : `${program} ${IPTABLES}`;
      process.stderr(`${prefix}: ${error.message}\n`);
      if (error.exitCode === 2) {
        process.stderr(`Try \`${program} -h' or '${program} --help' for more information.\n`);
      }
      return error.exitCode;
    }
  };

function execute(rules: Netfilter, command: Command, line: Line): string {
  const { table, operands, flags } = line;
  const [name, second] = operands;
  const needed = () => {
    if (name === undefined) throw new RuleError(`option "-${command}" requires an argument`);
    return name;
  };
  switch (command) {
    case 'L':
    case 'S': {
      const chains = name === undefined ? rules.chains(table) : [found(rules, table, name)];
      if (command === 'L') {
        const options = {
          numeric: flags.has('n'),
          verbose: flags.has('v'),
          lineNumbers: flags.has('l'),
          exact: flags.has('x'),
        };
        return listed(rules, table, chains, options);
      }
      const heads = chains.map((chain) =>
        chain.policy ? `-P ${chain.name} ${chain.policy}\n` : `-N ${chain.name}\n`,
      );
      const counter = (rule: Rule) => (flags.has('v') ? ` -c ${rule.packets} ${rule.bytes}` : '');
      const lines = chains.flatMap((chain) =>
        chain.rules.map(
          (rule) => `-A ${chain.name} ${rule.text.replace(/( -[jg] |$)/, `${counter(rule)}$1`)}\n`,
        ),
      );
      return [...heads, ...lines].join('');
    }
    case 'N':
      rules.newChain(table, needed());
      return '';
    case 'X':
      if (name !== undefined) rules.deleteChain(table, name);
      else {
        const free = rules.chains(table).filter((chain) => !chain.policy && chain.rules.length === 0);
        for (const chain of free)
          if (rules.references(table, chain.name) === 0) rules.deleteChain(table, chain.name);
      }
      return '';
    case 'F':
      for (const chain of name === undefined ? rules.chains(table) : [found(rules, table, name)])
        rules.edit(table, chain.name).rules = [];
      return '';
    case 'Z':
      for (const chain of rules.chains(table)) {
        if (name !== undefined && chain.name !== name) continue;
        for (const rule of chain.rules) Object.assign(rule, { packets: 0, bytes: 0 });
      }
      return '';
    case 'P': {
      const chain = rules.edit(table, needed());
      if (!chain.policy) throw new RuleError('Bad built-in chain name.', 1);
      if (second !== 'ACCEPT' && second !== 'DROP')
        throw new RuleError("Bad policy name. Run `dmesg' for more information.", 1);
      chain.policy = second;
      return '';
    }
    case 'E':
      throw new RuleError('renaming chains is not simulated', 1);
    default:
      return change(rules, command, line, needed());
  }
}

/** Commands that name a rule. */
function change(rules: Netfilter, command: Command, line: Line, name: string): string {
  const { table, operands, rest } = line;
  const number = operands[1] === undefined ? undefined : Number(operands[1]);
  if (command === 'D' && number !== undefined) {
    const chain = rules.edit(table, name);
    if (!chain.rules[number - 1]) throw new RuleError('Index of deletion too big.', 1);
    chain.rules.splice(number - 1, 1);
    return '';
  }
  const rule = parseRule(rest);
  const { target } = rule;
  if (target !== undefined && !targets.includes(target) && !rules.chain(table, target)) {
    throw new RuleError(`Couldn't load target \`${target}':No such file or directory`);
  }
  if (command === 'D' || command === 'C') {
    const at = found(rules, table, name).rules.findIndex(({ text }) => text === rule.text);
    if (at < 0) throw new RuleError('Bad rule (does a matching rule exist in that chain?).', 1);
    if (command === 'D') rules.edit(table, name).rules.splice(at, 1);
    return '';
  }
  const chain = rules.edit(table, name);
  if (command === 'A') chain.rules.push(rule);
  else if (command === 'I') {
    if ((number ?? 1) > chain.rules.length + 1) throw new RuleError('Index of insertion too big.', 1);
    chain.rules.splice((number ?? 1) - 1, 0, rule);
  } else {
    if (number === undefined || !chain.rules[number - 1])
      throw new RuleError('Index of replacement too big.', 1);
    chain.rules[number - 1] = rule;
  }
  return '';
}

const targets = [
  'ACCEPT',
  'DROP',
  'REJECT',
  'RETURN',
  'MARK',
  'DNAT',
  'SNAT',
  'MASQUERADE',
  'REDIRECT',
  'LOG',
];

function found(rules: Netfilter, table: TableName, name: string) {
  const chain = rules.chain(table, name);
  if (!chain) throw new RuleError('No chain/target/match by that name.', 1);
  return chain;
}

const save =
  (program: string, tables: (state: NodeState) => Netfilter) =>
  (state: NodeState): Program =>
  async (process, argv) => {
    const at = argv.findIndex((word) => word === '-t' || word === '--table');
    const table = at < 0 ? undefined : argv[at + 1];
    if (table !== undefined && !isTable(table)) {
      process.stderr(`${program} ${IPTABLES}: The table name "${table}" is unknown\n`);
      return 1;
    }
    const counters = argv.includes('-c') || argv.includes('--counters');
    const now = process.clock.now();
    process.stdout(savedTables(tables(state), { table, counters, now, program }));
    return 0;
  };

/** iptables of the node image, nf_tables variant; for IPv6 there are tables with nothing of Services in them. */
export function iptablesPrograms(state: NodeState): Readonly<Record<string, Program>> {
  const four = ({ rules }: NodeState) => rules;
  const six = new Netfilter({ name: state.name, ip: '::1' }, () => false);
  return {
    iptables: iptables('iptables', four)(state),
    'iptables-nft': iptables('iptables', four)(state),
    'iptables-save': save('iptables-save', four)(state),
    'iptables-nft-save': save('iptables-save', four)(state),
    ip6tables: iptables('ip6tables', () => six)(state),
    'ip6tables-save': save('ip6tables-save', () => six)(state),
  };
}
