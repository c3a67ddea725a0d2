import type { Processes } from '../bash/processes/processes.ts';
import type { History } from '../line/history.ts';
import { editorNamed } from './editors.ts';
import { host, user } from './identity.ts';
import { pager } from './tools/pager.ts';
import { processStatus } from './ps.ts';
import { type Program } from './program.ts';
import { streaming } from './tools/streaming.ts';
import { watch } from './watch.ts';
import { wrappers } from './wrappers.ts';
import { yq } from './tools/yq.ts';

/** The shell's own programs beside kubectl: what just-bash lacks in a page, or does otherwise. */
export function programs(history: History, processes: Processes): Record<string, Program> {
  const editors = Object.fromEntries(
    ['vi', 'vim', 'nano', 'edit', 'editor', 'emacs'].map((name) => [name, editorNamed(name)]),
  );
  return {
    ...editors,
    ...wrappers,
    ...streaming,
    history: (args, context) => {
      const [first] = args;
      if (first === '-c') history.clear();
      else if (first !== undefined && !/^\d+$/.test(first)) {
        context.stderr(`bash: history: ${first}: numeric argument required\n`);
        return Promise.resolve(1);
      } else {
        const lines = history.entries.map((line, index) => `${String(index + 1).padStart(5)}  ${line}\n`);
        context.stdout(lines.slice(first === undefined ? 0 : -Number(first)).join(''));
      }
      return Promise.resolve(0);
    },
    clear: (_args, context) => {
      context.stdout('\x1b[H\x1b[2J\x1b[3J');
      return Promise.resolve(0);
    },
    id: print(`uid=1000(${user}) gid=1000(${user}) groups=1000(${user}),998(docker)`),
    whoami: print(user),
    hostname: print(host),
    less: pager,
    more: pager,
    ps: processStatus(processes),
    watch,
    yq,
  };
}

const print =
  (line: string): Program =>
  (_args, context) => {
    context.stdout(line + '\n');
    return Promise.resolve(0);
  };
