import { Failure, type Program } from '../runtime/program.ts';
import type { NodeState } from './state.ts';

/** nft, to look at what kube-proxy wrote in nftables mode. */
export const nft =
  (state: NodeState): Program =>
  async (process, argv) => {
    const [verb, object, ...rest] = argv.slice(1).filter((word) => !word.startsWith('-'));
    if (verb !== 'list') throw new Failure('only `nft list …` is simulated; iptables can change rules');
    const table = state.rules.nftTable();
    const missing = () => {
      process.stderr(
        `Error: No such file or directory\n${argv.slice(1).join(' ')}\n${' '.repeat(argv.slice(1).join(' ').length - (rest.at(-1) ?? '').length)}${'^'.repeat((rest.at(-1) ?? '').length)}\n`,
      );
      return 1;
    };
    switch (object) {
      case 'tables':
        for (const name of state.rules.tables()) process.stdout(`table ip ${name}\n`);
        if (table !== undefined) process.stdout('table ip kube-proxy\n');
        return 0;
      case 'ruleset':
        for (const name of state.rules.tables()) {
          process.stderr(`# Warning: table ip ${name} is managed by iptables-nft, do not touch!\n`);
        }
        process.stdout(table ?? '');
        return 0;
      case 'table':
        if (rest.at(-1) !== 'kube-proxy' || table === undefined) return missing();
        process.stdout(table);
        return 0;
      case 'chain':
      case 'map':
      case 'set': {
        if (rest.at(-2) !== 'kube-proxy' || table === undefined) return missing();
        const section = new RegExp(
          `^\\t${object} ${escaped(rest.at(-1)!)} \\{\\n(?:\\t\\t.*\\n)*\\t\\}\\n`,
          'm',
        ).exec(table);
        if (!section) return missing();
        process.stdout(`table ip kube-proxy {\n${section[0]}}\n`);
        return 0;
      }
      default:
        throw new Failure(`list ${object ?? ''} is not simulated`);
    }
  };

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
