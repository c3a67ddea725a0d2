/** The events that `!` begins: `!!`, `!5`, `!-2`, `!word`, `!?part?`, and `!$`, `!^`, `!*`, `!:2` of the last. */
const reference =
  /^!(?:(!)|(-?\d+)|\?([^?\n]+)\??|(?=[$^*:])|([^\s!=()"'`$^*:;&|<>\\?#]+))(?::?([$^*])|:(\d+)(?:-(\d+|\$))?)?/;

/**
 * Replaces what bash's history expansion replaces in a line that was typed: nothing in single quotes,
 * nothing behind a backslash. Models bash's histexpand without modifiers (`:s`, `:h`).
 * @returns bash's message when there is no such line
 */
export function expandHistory(
  line: string,
  entries: readonly string[],
): { text: string } | { error: string } {
  const quick = /^\^([^^]+)\^([^^]*)\^?(.*)$/.exec(line);
  if (quick) {
    const [, from = '', to = '', rest = ''] = quick;
    const last = entries.at(-1);
    if (!last?.includes(from)) return { error: `:s^${from}^${to}${rest}: substitution failed` };
    return { text: last.replace(from, () => to) + rest };
  }
  if (!line.includes('!')) return { text: line };
  let text = '';
  let double = false;
  for (let at = 0; at < line.length; at++) {
    const char = line[at] ?? '';
    if (char === '\\') {
      text += char + (line[++at] ?? '');
    } else if (char === "'" && !double) {
      const end = line.indexOf("'", at + 1);
      const stop = end < 0 ? line.length : end + 1;
      text += line.slice(at, stop);
      at = stop - 1;
    } else {
      if (char === '"') double = !double;
      const rest = line.slice(at);
      const found =
        char === '!' &&
        !(double && rest.startsWith('!"')) &&
        !text.endsWith('[') &&
        !text.endsWith('$') &&
        !text.endsWith('{')
          ? reference.exec(rest)
          : null;
      if (!found || found[0] === '!') {
        text += char;
        continue;
      }
      const replaced = resolve(found, entries);
      if (replaced === undefined) return { error: `${found[0]}: event not found` };
      text += replaced;
      at += found[0].length - 1;
    }
  }
  return { text };
}

function resolve(found: RegExpExecArray, entries: readonly string[]): string | undefined {
  const [, , number, part, beginning, designator, from, to] = found;
  let event: string | undefined = entries.at(-1);
  if (number !== undefined) {
    const index = Number(number);
    event = index < 0 ? entries.at(index) : entries[index - 1];
  } else if (part !== undefined) event = entries.findLast((each) => each.includes(part));
  else if (beginning !== undefined) event = entries.findLast((each) => each.startsWith(beginning));
  if (event === undefined) return undefined;
  const words = event.match(/(?:"(?:\\.|[^"])*"|'[^']*'|\\.|[^\s"'])+/g) ?? [];
  if (designator === '$') return words.at(-1) ?? '';
  if (designator === '^') return words[1];
  if (designator === '*') return words.slice(1).join(' ');
  if (from === undefined) return event;
  const end = to === '$' ? words.length - 1 : Number(to ?? from);
  return words[Number(from)] === undefined ? undefined : words.slice(Number(from), end + 1).join(' ');
}
