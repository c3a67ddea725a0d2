import type { Connection } from '../../../kube/cluster.ts';
import type { Machine, MachineListener } from '../../../kube/machine.ts';
import type { Pod } from '../../../kube/types.ts';
import { CommandError, type Context } from '../../command.ts';
import { Interrupted } from '../../errors.ts';

export interface Forward {
  /** 0 takes a free one. */
  local: number;
  remote: number;
}

/**
 * Listens on the computer's ports and joins each connection with one to the Pod, until Ctrl-C or until a
 * connection to the Pod fails. Models client-go tools/portforward.
 * @throws CommandError `lost connection to pod`, or when no port could be opened
 */
export async function forwardPorts(
  context: Context,
  machine: Machine,
  pod: Pod,
  ports: readonly Forward[],
  addresses: readonly string[],
): Promise<void> {
  const { io, client } = context;
  const target = { namespace: pod.metadata.namespace ?? context.namespace, pod: pod.metadata.name ?? '' };
  const listeners: MachineListener[] = [];
  const ended = new AbortController();
  let lose: (error: Error) => void = () => undefined;
  const lost = new Promise<never>((_resolve, reject) => (lose = reject));
  const interrupt = () => lose(new Interrupted());

  const connected = async (here: Connection, local: number, remote: number) => {
    context.out(`Handling connection for ${local}\n`);
    try {
      const there = await client.cluster.portForward(target, remote, { signal: ended.signal });
      // The learner's side may end first; what the Pod still sends is of use all the same.
      void pump(here.received, there).catch(() => undefined);
      await pump(there.received, here);
    } catch (error) {
      here.end();
      if (ended.signal.aborted) return;
      const reason = `an error occurred forwarding ${local} -> ${remote}: ${error instanceof Error ? error.message : String(error)}`;
      context.err(
        `${klogHeader(io.clock.now())} portforward.go:522] "Unhandled Error" err=${JSON.stringify(reason)}\n`,
      );
      lose(new CommandError('lost connection to pod'));
    }
  };

  const listen = (ip: string, { local, remote }: Forward): MachineListener => {
    const listener = machine.listen(ip, local, (connection) => {
      void connected(connection, listener.port, remote);
    });
    return listener;
  };

  try {
    for (const forward of ports) {
      const opened = open(forward, addresses, listen);
      for (const line of opened.lines) context.out(line);
      listeners.push(...opened.listeners);
      if (opened.errors.length > 0 && opened.listeners.length === 0) {
        const all = `unable to listen on port ${forward.local}: Listeners failed to create with the following errors: [${opened.errors.join(' ')}]`;
        context.err(`${all.replace('unable', 'Unable')}\n`);
      }
    }
    if (listeners.length === 0) {
      const wanted = ports.map(({ local, remote }) => `{${local} ${remote}}`).join(' ');
      throw new CommandError(`unable to listen on any of the requested ports: [${wanted}]`);
    }
    io.signal.addEventListener('abort', interrupt, { once: true });
    if (io.signal.aborted) interrupt();
    await lost;
  } finally {
    io.signal.removeEventListener('abort', interrupt);
    for (const listener of listeners) listener.close();
    ended.abort();
  }
}

/** Opens one port on every address; `localhost` is both loopback addresses, of which one is enough. */
function open(
  forward: Forward,
  addresses: readonly string[],
  listen: (ip: string, forward: Forward) => MachineListener,
): { listeners: MachineListener[]; lines: string[]; errors: string[] } {
  const listeners: MachineListener[] = [];
  const lines: string[] = [];
  const errors: string[] = [];
  let { local } = forward;
  for (const ip of addresses.flatMap((each) => (each === 'localhost' ? ['127.0.0.1', '::1'] : [each]))) {
    const shown = ip.includes(':') ? `[${ip}]` : ip;
    try {
      const listener = listen(ip, { ...forward, local });
      // A port that was chosen is the same on every address.
      local = listener.port;
      listeners.push(listener);
      lines.push(`Forwarding from ${shown}:${local} -> ${forward.remote}\n`);
    } catch (error) {
      const inUse = (error as { code?: unknown }).code === 'EADDRINUSE';
      const why = inUse
        ? 'bind: address already in use'
        : error instanceof Error
          ? error.message
          : String(error);
      const family = ip.includes(':') ? 'tcp6' : 'tcp4';
      errors.push(`unable to create listener: Error listen ${family} ${shown}:${local}: ${why}`);
    }
  }
  return { listeners, lines, errors };
}

async function pump(from: AsyncIterable<Uint8Array>, to: Connection): Promise<void> {
  for await (const data of from) to.send(data);
  to.end();
}

/** `E1122 07:58:57.374766   20022`: klog's header of an error; kubectl's process id is not known here. */
function klogHeader(now: number): string {
  const iso = new Date(now).toISOString();
  return `E${iso.slice(5, 7)}${iso.slice(8, 10)} ${iso.slice(11, 23)}000    4300`;
}
