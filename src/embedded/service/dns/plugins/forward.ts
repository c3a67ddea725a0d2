import { Failed, bare, inZone, type MakePlugin } from './plugin.ts';

/** The plugin forward: other servers are asked, in an order that the policy decides. */
export const forward: MakePlugin = (directive, environment) => {
  const [from = '.', ...to] = directive.args;
  const option = (key: string) => directive.block.find((line) => line.name === key)?.args ?? [];
  const except = option('except').map(bare);
  const limit = Number(option('max_concurrent')[0] ?? 0);
  const policy = option('policy')[0] ?? 'random';
  let running = 0;
  let turn = 0;

  return async (request, next) => {
    if (!inZone(request.name, bare(from))) return next(request);
    if (except.some((zone) => inZone(request.name, zone))) return next(request);
    if (limit > 0 && running >= limit)
      throw new Failed('REFUSED', `concurrent queries exceeded maximum ${limit}`);
    const servers = to.flatMap((one) =>
      one.startsWith('/') ? environment.nameservers(one) : [one.replace(/^(dns|tls):\/\//, '')],
    );
    if (servers.length === 0) throw new Failed('SERVFAIL', 'no healthy proxies or upstream error');
    const first =
      policy === 'sequential'
        ? 0
        : policy === 'round_robin'
          ? turn++
          : Math.floor(Math.random() * servers.length);
    let last: unknown;
    running += 1;
    try {
      for (let tried = 0; tried < servers.length; tried += 1) {
        try {
          return await environment.ask(servers[(first + tried) % servers.length]!, request);
        } catch (error) {
          if (!(error instanceof Failed)) throw error;
          last = error;
        }
      }
    } finally {
      running -= 1;
    }
    throw last;
  };
};
