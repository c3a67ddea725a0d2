/**
 * What bash says of a script that cannot be parsed.
 * @param error of just-bash's parser: `Parse error at 1:3: syntax error near …`
 */
export function syntaxError(error: unknown, text: string, interactive: boolean): string {
  const whole = error instanceof Error ? error.message : String(error);
  const [, place = '1', rest = whole] = /^Parse error at (\d+):\d+: (.*)$/s.exec(whole) ?? [];
  const [, inner, words = rest] = /^(?:line (\d+): )?(.*)$/s.exec(rest) ?? [];
  const line = Number(inner ?? place);
  if (interactive) return `bash: ${words}\n`;
  const quoted = words.startsWith('syntax error near')
    ? `bash: -c: line ${line}: \`${text.split('\n')[line - 1] ?? ''}'\n`
    : '';
  return `bash: -c: line ${line}: ${words}\n${quoted}`;
}
