/** One directive of a Corefile, with the lines of its block. */
export interface Directive {
  name: string;
  args: string[];
  block: { name: string; args: string[] }[];
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
 * @throws CorefileError
 */
export function parseCorefile(text: string, path = '/etc/coredns/Corefile'): ServerBlock[] {
  const tokens = tokenize(text);
  const fail = (line: number, why: string) =>
    new CorefileError(`${path}:${line} - Error during parsing: ${why}`);
  const blocks: ServerBlock[] = [];
  let at = 0;
  while (at < tokens.length) {
    const keys: string[] = [];
    while (at < tokens.length && tokens[at]!.text !== '{')
      keys.push(...tokens[at++]!.text.split(',').filter(Boolean));
    if (at >= tokens.length) break;
    at += 1;
    const directives: Directive[] = [];
    for (;;) {
      const token = tokens[at];
      if (!token) throw fail(tokens.at(-1)?.line ?? 1, 'Unexpected EOF');
      if (token.text === '}') break;
      if (!known.has(token.text)) throw fail(token.line, `Unknown directive '${token.text}'`);
      at += 1;
      const args = restOfLine(token.line);
      const block: Directive['block'] = [];
      if (tokens[at]?.text === '{') {
        at += 1;
        while (tokens[at] && tokens[at]!.text !== '}') {
          const first = tokens[at++]!;
          block.push({ name: first.text, args: restOfLine(first.line) });
        }
        if (!tokens[at]) throw fail(tokens.at(-1)?.line ?? 1, 'Unexpected EOF');
        at += 1;
      }
      directives.push({ name: token.text, args, block });
    }
    at += 1;
    blocks.push({ keys, ...address(keys), directives });
  }
  return blocks;

  function restOfLine(line: number): string[] {
    const args: string[] = [];
    while (tokens[at] && tokens[at]!.line === line && tokens[at]!.text !== '{' && tokens[at]!.text !== '}') {
      args.push(tokens[at++]!.text);
    }
    return args;
  }
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
