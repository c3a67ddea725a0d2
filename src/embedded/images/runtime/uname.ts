import { parseOptions } from './options.ts';
import type { Program } from './program.ts';

/** The nodes' kernel, which every container on them sees. */
export const kernelRelease = '6.18.44';

export const uname: Program = async (process, argv) => {
  const { flags } = parseOptions(argv.slice(1), 'amnrspvio');
  const fields: [string, string][] = [
    ['s', 'Linux'],
    ['n', process.hostname],
    ['r', kernelRelease],
    ['v', '#1 SMP PREEMPT_DYNAMIC'],
    ['m', 'x86_64'],
    ['o', 'GNU/Linux'],
  ];
  const shown = fields.filter(
    ([flag]) => flags.has('a') || flags.has(flag) || (flags.size === 0 && flag === 's'),
  );
  process.stdout(`${shown.map(([, value]) => value).join(' ')}\n`);
  return 0;
};
