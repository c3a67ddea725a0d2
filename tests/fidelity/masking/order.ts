/**
 * Order where the real cluster has none. Each rule sorts what a real one prints in the order of drawn names,
 * allocated addresses or arrival; texts must be told with the same values first (see pairing.ts).
 */

/**
 * Endpoints follow their addresses, or the order in which they became known. A list that is cut short shows those that
 * happen to come first: what stays of it are the ports and how many more there are.
 */
export const sortLists = (text: string) =>
  text
    .replace(/(?:\d[\d.]+(?::\d+)?,)+\d[\d.]+(?::\d+)?(?= \+ \d+ more\.\.\.)/g, (list) =>
      list.replace(/(?<=^|,)[\d.]+/g, '<any>'),
    )
    .replace(/(?:\d[\d.]+(?::\d+)?,)+\d[\d.]+(?::\d+)?/g, (list) => list.split(',').sort().join(','));

/** busybox nslookup prints the answers as they arrive, with empty lines between. */
export function sortAnswers(text: string): string {
  const head = /^Server:\t\t\S+\nAddress:\t\S+\n/.exec(text)?.[0];
  if (head === undefined) return text;
  return (
    head +
    sorted(
      text
        .slice(head.length)
        .split('\n')
        .filter((line) => line !== ''),
    )
  );
}

/** Events of the same second, and those sorted by drawn names. */
export function sortEvents(text: string): string {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => /^(NAMESPACE +)?LAST SEEN /.test(line));
  if (start < 0) return text;
  const end = lines.indexOf('', start);
  return [...lines.slice(0, start + 1), ...lines.slice(start + 1, end).sort(), ...lines.slice(end)].join(
    '\n',
  );
}

/** Chains are sorted by their hashes; KUBE-SERVICES and the endpoints of a Service follow drawn addresses. */
export function sortRules(text: string): string {
  if (!/^-A KUBE-/m.test(text)) return text;
  const lines = text.split('\n');
  const probabilities = new Map<string, string[]>();
  const stripped = lines.map((line) => {
    const found = / -m statistic --mode random --probability (\S+)/.exec(line);
    if (!found) return line;
    const chain = line.split(' ')[1]!;
    probabilities.set(chain, [...(probabilities.get(chain) ?? []), found[1]!]);
    return line.replace(found[0], '');
  });
  const chances = [...probabilities].map(([chain, values]) => `${chain}: ${values.join(' ')}`).sort();
  return `${runs(stripped, (line) => /^[-:](A )?KUBE-/.test(line)).join('\n')}\n${chances.join('\n')}`;
}

/** Rows of tables that are sorted by a drawn name. @param drawn whether a line holds one */
export function sortRows(text: string, drawn: (line: string) => boolean): string {
  return runs(text.split('\n'), drawn).join('\n');
}

/** Descriptions of several objects, in the order of their drawn names. */
export function sortDescriptions(text: string, drawn: (line: string) => boolean): string {
  const blocks = text.replace(/\n$/, '').split(/\n{3}(?=Name: )/);
  if (
    !text.startsWith('Name:') ||
    blocks.length < 2 ||
    !blocks.every((block) => drawn(block.split('\n')[0]!))
  )
    return text;
  return `${blocks.sort().join('\n\n\n')}\n`;
}

/** Items of a YAML list, or of a description's, whose order follows drawn names or addresses. */
export function sortItems(text: string, drawn: (line: string) => boolean): string {
  const lines = text.split('\n');
  const result: string[] = [];
  for (let at = 0; at < lines.length;) {
    const dash = /^( *)- /.exec(lines[at]!);
    if (!dash) {
      result.push(lines[at]!);
      at += 1;
      continue;
    }
    const items: string[][] = [];
    const indent = dash[1]!.length;
    for (; at < lines.length; at += 1) {
      const line = lines[at]!;
      const depth = /^ */.exec(line)![0].length;
      if (depth === indent && line.startsWith('- ', indent)) items.push([line]);
      else if (line !== '' && depth > indent) items.at(-1)!.push(line);
      else break;
    }
    const inner = items.map(([first, ...rest]) => {
      const body = sortItems(rest.join('\n'), drawn);
      return rest.length > 0 ? `${first!}\n${body}` : first!;
    });
    if (items.every((item) => item.some(drawn))) inner.sort();
    result.push(...inner);
  }
  return result.join('\n');
}

function runs(lines: readonly string[], belongs: (line: string) => boolean): string[] {
  const result: string[] = [];
  let run: string[] = [];
  for (const line of lines) {
    if (belongs(line)) {
      run.push(line);
      continue;
    }
    result.push(...run.sort(), line);
    run = [];
  }
  return [...result, ...run.sort()];
}

const sorted = (lines: string[]) => lines.sort().join('\n');

/**
 * Rows of a watch: how those of several objects come in between each other is a race; what each goes through, and in
 * which order, is not. Each row gets its place among those of its object.
 */
export function numberRows(text: string): string {
  if (/^NAMESPACE /m.test(text)) return text;
  const places = new Map<string, number>();
  const subjectOf = (line: string) => /^([a-z]\S*) .* {2}(?:<age>|(?:\d+[smhd])+)(?: {2}|$)/.exec(line)?.[1];
  const lines = text.split('\n');
  const subjects = lines.map(subjectOf);
  return lines
    .map((line, at) => {
      const subject = subjects[at];
      if (subject === undefined || subjects.indexOf(subject) === subjects.lastIndexOf(subject)) return line;
      const place = (places.get(subject) ?? 0) + 1;
      places.set(subject, place);
      return `${line} #${place}`;
    })
    .join('\n');
}

/**
 * A rollout that is waited for is told each time its status is written, be it with news or without; and that comes
 * in between the rows of a watch beside it as it may.
 */
export function sortRollout(text: string): string {
  const lines = text.split('\n');
  const isTold = (line: string) => /^Waiting for (?:deployment|daemon set|\d+ pods|statefulset)/.test(line);
  const told = lines.filter(isTold);
  if (told.length === 0) return text;
  const result = lines.filter((line) => !isTold(line));
  // Whether Pods become ready one by one or together is a race that only the end of it decides.
  const isOver = result.some((line) => line.endsWith('successfully rolled out'));
  const steps = told.filter(
    (line) => !(isOver && /: \d+ of \d+ updated (?:replicas|pods) are available\.\.\.$/.test(line)),
  );
  return [...steps.filter((line, at) => line !== steps[at - 1]), ...result].join('\n');
}

/** ss tells sockets in the order of the kernel's hash table. */
export function sortSockets(text: string): string {
  const [head = '', ...rows] = text.split('\n');
  return /^(?:Netid +)?State +Recv-Q /.test(head) ? [head, ...rows.sort()].join('\n') : text;
}
