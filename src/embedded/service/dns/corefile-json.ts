import { tokenize } from './corefile.ts';

/**
 * A Corefile as the reload plugin sees it: the parsed tokens with their lines, in Go's JSON. Its SHA-512 is the one
 * that CoreDNS logs; comments and indentation do not count. Models coredns/caddy caddyfile.Parse and ServerBlock.
 */
export function corefileJson(text: string): string {
  const tokens = tokenize(text);
  const blocks: { Keys: string[]; Tokens: Record<string, unknown[]> }[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const keys: string[] = [];
    while (at < tokens.length && tokens[at]!.text !== '{') {
      keys.push(...tokens[at]!.text.split(',').filter(Boolean));
      at += 1;
    }
    const directives = new Map<string, unknown[]>();
    let own: unknown[] = [];
    let depth = 0;
    let line = -1;
    for (at += 1; at < tokens.length; at += 1) {
      const token = tokens[at]!;
      if (depth === 0 && token.text === '}') break;
      if (depth === 0 && token.line !== line) {
        own = directives.get(token.text) ?? [];
        directives.set(token.text, own);
      }
      if (token.text === '{') depth += 1;
      if (token.text === '}') depth -= 1;
      line = token.line;
      own.push({ File: '', Line: token.line, Text: token.text });
    }
    blocks.push({
      Keys: keys,
      Tokens: Object.fromEntries([...directives].sort(([a], [b]) => (a < b ? -1 : 1))),
    });
  }
  return JSON.stringify(blocks).replace(
    /[<>&]/g,
    (char) => `\\u00${char.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}
