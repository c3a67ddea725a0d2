import { collapseColumns, maskChance } from './masking/chance.ts';
import {
  numberRows,
  sortAnswers,
  sortDescriptions,
  sortEvents,
  sortItems,
  sortLists,
  sortRollout,
  sortRows,
  sortRules,
  sortSockets,
} from './masking/order.ts';
import { split, type Value } from './masking/values.ts';

export interface Answer {
  exit: number;
  stdout: string;
  stderr: string;
}

export interface CompareOptions {
  /** Our value to the recording's. */
  rename: (text: string) => string;
  /** Values that are no chance. */
  fixed: (value: string) => boolean;
  /** Whether the load balancer may have chosen who answers. */
  anyBackend: boolean;
}

/** Both answers in the form in which they must be equal to the letter. */
export function comparable(
  recorded: Answer,
  ours: Answer,
  options: CompareOptions,
): { expected: string; got: string } {
  const form = ({ exit, stdout, stderr }: Answer) =>
    `exit ${exit}\n${canonical(stdout, options)}\n--- stderr\n${canonical(stderr, options)}`;
  const renamed = { ...ours, stdout: options.rename(ours.stdout), stderr: options.rename(ours.stderr) };
  return { expected: form(recorded), got: form(renamed) };
}

function canonical(text: string, { fixed, anyBackend }: CompareOptions): string {
  const drawn = (line: string) =>
    line.startsWith('<worker>') ||
    split(line, fixed).some((part): part is Value => typeof part !== 'string' && part.kind !== 'nodePort');
  let result = maskChance(text);
  if (anyBackend)
    result = result
      .replace(/^([a-z0-9-]+-)[a-z0-9]{5}$/gm, '$1<any>')
      .replace(/((?:using pod\/|<time> )[a-z0-9-]+-)[a-z0-9]{5}\b/g, '$1<any>')
      .replace(/(?<=[( ])10\.244\.\d+\.\d+(?=\)|:\d+\))/g, '<any>');
  result = numberRows(collapseColumns(sortRollout(result)));
  result = sortEvents(sortAnswers(sortSockets(sortRules(sortLists(result)))));
  return sortRows(sortItems(sortDescriptions(result, drawn), drawn), drawn);
}

/** Whether a request goes to a Service, behind which any Pod may answer. */
export const mayBeAnyBackend = (cmd: string) =>
  (/\b(wget|curl|nc|telnet|port-forward|proxy)\b/.test(cmd) && !/\b10\.244\.\d/.test(cmd)) ||
  /\bkubectl (logs|exec)\b.*\b(deploy|svc)\//.test(cmd);
