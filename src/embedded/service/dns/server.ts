import type { DnsType } from '../../network.ts';
import type { Directive, ServerBlock } from './corefile.ts';
import type { Answer } from './kubernetes.ts';
import { cache } from './plugins/cache.ts';
import { file } from './plugins/file.ts';
import { forward } from './plugins/forward.ts';
import { kubernetes } from './plugins/kubernetes.ts';
import { acl, any, hosts, loadbalance, template } from './plugins/local.ts';
import { errors, log } from './plugins/log.ts';
import {
  Failed,
  answerOf,
  inZone,
  type Environment,
  type MakePlugin,
  type Next,
  type Plugin,
  type Request,
} from './plugins/plugin.ts';
import { rewrite } from './plugins/rewrite.ts';

export type ServerOptions = Omit<Environment, 'resolve'> & { blocks: readonly ServerBlock[] };

/** Plugins that take part in answering, in the order in which CoreDNS is built with them (plugin.cfg). */
const order: readonly (readonly [name: string, make: MakePlugin])[] = [
  ['errors', errors],
  ['log', log],
  ['acl', acl],
  ['any', any],
  ['loadbalance', loadbalance],
  ['cache', cache],
  ['rewrite', rewrite],
  ['template', template],
  ['hosts', hosts],
  ['kubernetes', kubernetes],
  ['file', file],
  ['forward', forward],
];

const nobody = { ip: '127.0.0.1', port: 40_000 };

/** Runs a question through the plugins of the server block for its zone, in CoreDNS's order. */
export class DnsServer {
  readonly #blocks: readonly (readonly [ServerBlock, Plugin[]])[];

  constructor({ blocks, ...given }: ServerOptions) {
    const environment: Environment = { ...given, resolve: (request) => this.#run(request, 53) };
    this.#blocks = blocks.map((block) => [block, chain(block, environment)]);
  }

  /** @returns undefined when the client is to hear nothing */
  async answer(
    question: { name: string; type: DnsType },
    from: { peer?: Request['peer']; protocol?: Request['protocol']; port?: number } = {},
  ): Promise<Answer | undefined> {
    const { peer = nobody, protocol = 'udp', port = 53 } = from;
    const name = question.name.replace(/\.$/, '');
    return this.#chain({ name, type: question.type, peer, protocol }, port);
  }

  async #run(request: Request, port: number): Promise<Answer> {
    return (await this.#chain(request, port)) ?? answerOf('SERVFAIL');
  }

  async #chain(request: Request, port: number): Promise<Answer | undefined> {
    const plugins = this.#pluginsFor(request.name, port);
    if (!plugins) return answerOf('REFUSED');
    const step =
      (at: number): Next =>
      async (current) =>
        at < plugins.length ? plugins[at]!(current, step(at + 1)) : answerOf('REFUSED');
    try {
      return await step(0)(request);
    } catch (error) {
      if (error instanceof Failed) return answerOf(error.rcode);
      throw error;
    }
  }

  #pluginsFor(name: string, port: number): Plugin[] | undefined {
    let best: Plugin[] | undefined;
    let length = -1;
    for (const [block, plugins] of this.#blocks)
      for (const zone of block.zones)
        if (block.port === port && inZone(name, zone) && zone.length > length)
          [best, length] = [plugins, zone.length];
    return best;
  }
}

function chain(block: ServerBlock, environment: Environment): Plugin[] {
  return order.flatMap(([name, make]) => {
    const own = block.directives.filter((directive) => directive.name === name);
    const plugins = own.map((directive) => make(directive, environment, block));
    return name === 'rewrite' ? [firstMatch(own, plugins)] : plugins;
  });
}

/** Rules of rewrite stand one after the other; the first that matches is the last, unless it says `continue`. */
function firstMatch(directives: readonly Directive[], rules: readonly Plugin[]): Plugin {
  const from =
    (at: number): Plugin =>
    async (request, next) => {
      if (at >= rules.length) return next(request);
      return rules[at]!(request, (changed) =>
        changed === request || directives[at]!.args[0] === 'continue'
          ? from(at + 1)(changed, next)
          : next(changed),
      );
    };
  return from(0);
}

export { answerOf as failure };
