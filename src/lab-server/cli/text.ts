/**
 * The sections of a scenario's text: what stands between <Brief>, <Hint> and <Debrief>. Scenario texts
 * are Markdown with only these three components, so that a terminal can show them as well.
 */
export function sections(mdx: string): { brief: string; hints: string[]; debrief: string } {
  const all = (name: string) =>
    [...mdx.matchAll(new RegExp(`<${name}>\\n([\\s\\S]*?)\\n</${name}>`, 'g'))].map((match) =>
      plain(match[1]!.trim()),
    );
  return { brief: all('Brief')[0] ?? '', hints: all('Hint'), debrief: all('Debrief')[0] ?? '' };
}

/** Emphasis marks say nothing in a terminal; code stays marked. */
function plain(markdown: string): string {
  return markdown.replace(/\*\*([^*]+)\*\*/g, '$1').replace(/(?<![\w*])\*([^*\n]+)\*(?![\w*])/g, '$1');
}
