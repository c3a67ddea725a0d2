/** What two translations of a page must have in common. */
export interface Outline {
  frontmatter: string[];
  imports: string[];
  headings: number[];
  /** `language` with what follows it at the fence. */
  code: { language: string; text: string }[];
  components: string[];
  asides: string[];
  links: string[];
  tableRows: number;
}

/** Properties that a reader reads: both languages have them, with different values. */
const prose = new Set(['caption', 'title', 'labels', 'label', 'alt', 'text']);

/** Reads an MDX source by its lines. */
export function outline(source: string): Outline {
  const [, head = '', body = source] = /^---\n(.*?)\n---\n(.*)$/s.exec(source) ?? [];
  const result: Outline = {
    frontmatter: head.split('\n').flatMap((line) => /^(\w+):/.exec(line)?.[1] ?? []),
    imports: [],
    headings: [],
    code: [],
    components: [],
    asides: [],
    links: [],
    tableRows: 0,
  };
  const text: string[] = [];
  let fence: { mark: string; language: string; lines: string[] } | undefined;
  for (const line of body.split('\n')) {
    const mark = /^\s*(`{3,}|~{3,})(.*)$/.exec(line);
    if (fence) {
      if (mark?.[1]?.startsWith(fence.mark) && mark[2]!.trim() === '') {
        result.code.push({ language: fence.language, text: withoutComments(fence.lines) });
        fence = undefined;
      } else fence.lines.push(line);
    } else if (mark) {
      fence = { mark: mark[1]!, language: mark[2]!.trim(), lines: [] };
    } else {
      const heading = /^(#{1,6})\s/.exec(line);
      if (heading) result.headings.push(heading[1]!.length);
      if (line.startsWith('import ')) result.imports.push(line);
      if (/^\s*:::\w/.test(line)) result.asides.push(/:::(\w+)/.exec(line)![1]!);
      if (/^\s*\|/.test(line)) result.tableRows++;
      text.push(line);
    }
  }
  if (fence) throw new Error(`a code block is not closed: ${fence.lines[0] ?? ''}`);
  // Inline code is no markup.
  const flat = text.join('\n').replace(/`[^`\n]*`/g, '``');
  for (const tag of flat.matchAll(/<([A-Z]\w*)((?:\s[^<>]*?(?:\{\{.*?\}\}[^<>]*?)*)?)\/?>/gs)) {
    result.components.push([tag[1]!, ...properties(tag[2]!)].join(' '));
  }
  for (const link of flat.matchAll(/\]\(([^)\s]+)[^)]*\)|\bhref="([^"]+)"/g)) {
    result.links.push((link[1] ?? link[2])!);
  }
  return result;
}

function properties(text: string): string[] {
  return [...text.matchAll(/(\w+)(?:=("[^"]*"|'[^']*'|\{\{.*?\}\}|\{.*?\}))?/gs)]
    .map(([, name, value]) =>
      value === undefined ? name! : prose.has(name!) ? `${name}=…` : `${name}=${value}`,
    )
    .sort();
}

/** Comments are prose: what follows a # that begins a line or stands after a blank. */
function withoutComments(lines: string[]): string {
  return lines.map((line) => line.replace(/(^|\s+)#(\s.*)?$/, '')).join('\n');
}
