/** One directive of a Corefile, with the lines of its block. */
export interface Directive {
  name: string;
  args: string[];
  block: { name: string; args: string[]; line: number }[];
  /** From 1. */
  line: number;
}

export interface ServerBlock {
  /** As written: `.:53`, `cluster.local`. */
  keys: string[];
  /** Without trailing dots; the root is ''. */
  zones: string[];
  port: number;
  directives: Directive[];
}

/** A Corefile that CoreDNS would not start with; the text is CoreDNS's. */
export class CorefileError extends Error {
  override name = 'CorefileError';
}

/** The plugins that a stock CoreDNS has compiled in. */
const known = new Set(
  (
    'root metadata geoip cancel tls quic timeouts multisocket reload nsid bufsize bind debug trace ready health pprof ' +
    'prometheus errors log dnstap local dns64 acl any chaos loadbalance tsig cache rewrite header dnssec autopath ' +
    'minimal template transfer hosts route53 azure clouddns k8s_external kubernetes file auto secondary etcd loop ' +
    'forward grpc erratic whoami on sign view nomad import'
  ).split(' '),
);

interface Token {
  text: string;
  line: number;
}

/**
 * Reads a Corefile.
 * @param path as it appears in errors
 * @param knowing whether words that are no plugins are errors
 * @throws CorefileError
 */
export function parseCorefile(text: string, path = '/etc/coredns/Corefile', knowing = true): ServerBlock[] {
  const tokens = expandSnippets(tokenize(text));
  const fail = (line: number, why: string) =>
    new CorefileError(`${path}:${line} - Error during parsing: ${why}`);
  const blocks: ServerBlock[] = [];
  let at = 0;
  while (at < tokens.length) {
    const keys: string[] = [];
    while (at < tokens.length && tokens[at]!.text !== '{')
      keys.push(...tokens[at++]!.text.split(',').filter(Boolean));
    if (at >= tokens.length) throw fail(tokens.at(-1)?.line ?? 1, 'Unexpected EOF');
    at += 1;
    const directives: Directive[] = [];
    for (;;) {
      const token = tokens[at];
      if (token?.text === '{') throw fail(token.line, "Unexpected token '{', expecting '}'");
      if (!token) throw fail(tokens.at(-1)?.line ?? 1, 'Unexpected EOF');
      if (token.text === '}') break;
      if (knowing && !known.has(token.text)) throw fail(token.line, `Unknown directive '${token.text}'`);
      at += 1;
      const args = restOfLine(token.line);
      const block: Directive['block'] = [];
      if (tokens[at]?.text === '{') {
        at += 1;
        while (tokens[at] && tokens[at]!.text !== '}') {
          const first = tokens[at++]!;
          block.push({ name: first.text, args: restOfLine(first.line), line: first.line });
          // A block in a block belongs to the line before it.
          if (tokens[at]?.text === '{') skipBlock();
        }
        if (!tokens[at]) throw fail(tokens.at(-1)?.line ?? 1, 'Unexpected EOF');
        at += 1;
      }
      directives.push({ name: token.text, args, block, line: token.line });
    }
    at += 1;
    blocks.push({ keys, ...address(keys), directives });
  }
  return blocks;

  function skipBlock(): void {
    let depth = 0;
    do {
      const token = tokens[at++];
      if (!token) throw fail(tokens.at(-1)?.line ?? 1, 'Unexpected EOF');
      if (token.text === '{') depth += 1;
      if (token.text === '}') depth -= 1;
    } while (depth > 0);
  }

  function restOfLine(line: number): string[] {
    const args: string[] = [];
    while (tokens[at] && tokens[at]!.line === line && tokens[at]!.text !== '{' && tokens[at]!.text !== '}') {
      args.push(tokens[at++]!.text);
    }
    return args;
  }
}

/** `(name) { … }` defines what `import name` stands for. */
function expandSnippets(tokens: readonly Token[]): Token[] {
  const snippets = new Map<string, Token[]>();
  const result: Token[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const { text } = tokens[at]!;
    const own = tokens[at - 1]?.line !== tokens[at]!.line;
    if (own && /^\(.+\)$/.test(text) && tokens[at + 1]?.text === '{') {
      const body: Token[] = [];
      let depth = 1;
      for (at += 2; at < tokens.length; at += 1) {
        if (tokens[at]!.text === '{') depth += 1;
        if (tokens[at]!.text === '}') depth -= 1;
        if (depth === 0) break;
        body.push(tokens[at]!);
      }
      snippets.set(text.slice(1, -1), body);
      continue;
    }
    const used = own && text === 'import' ? snippets.get(tokens[at + 1]?.text ?? '') : undefined;
    if (!used) result.push(tokens[at]!);
    else {
      result.push(...used);
      at += 1;
    }
  }
  return result;
}

function address(keys: readonly string[]): { zones: string[]; port: number } {
  let port = 53;
  const zones = keys.map((key) => {
    const match = /^(?:dns:\/\/)?(.*?)(?::(\d+))?$/.exec(key)!;
    if (match[2]) port = Number(match[2]);
    return (match[1] ?? '').replace(/\.$/, '').toLowerCase();
  });
  return { zones, port };
}

/** Words and braces with their lines. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  text.split('\n').forEach((line, index) => {
    for (const match of line.matchAll(/"((?:[^"\\]|\\.)*)"|(#.*)|(\S+)/g)) {
      if (match[2] !== undefined) break;
      tokens.push({ text: match[1] ?? match[3]!, line: index + 1 });
    }
  });
  return tokens;
}
