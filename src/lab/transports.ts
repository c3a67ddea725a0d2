import type { Transport } from './client.ts';
import type { LabEvent, LabRequest } from './protocol.ts';

/** The embedded cluster's Worker. Its code is loaded here, on the first lab. */
export function workerTransport(): Transport {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'lab' });
  return {
    send: (message) => worker.postMessage(message),
    onMessage: (listener) =>
      worker.addEventListener('message', ({ data }: MessageEvent<LabEvent>) => listener(data)),
    onLost: (listener) => {
      // Before the first message an error means that the Worker's code could not be loaded. Later ones
      // are thrown by something that runs in it, and it lives on.
      let heard = false;
      worker.addEventListener('message', () => (heard = true), { once: true });
      worker.addEventListener('error', (event) => {
        if (!heard) listener(event.message);
      });
      worker.addEventListener('messageerror', () => listener('a message could not be read'));
    },
    close: () => worker.terminate(),
  };
}

/**
 * The lab server's WebSocket.
 * @param url `ws://…` or `wss://…`, the token in it
 */
export function socketTransport(url: string | URL): Transport {
  const socket = new WebSocket(url);
  const waiting: LabRequest[] = [];
  let closed = false;
  socket.addEventListener('open', () => {
    for (const message of waiting.splice(0)) socket.send(JSON.stringify(message));
  });
  return {
    send: (message) => {
      if (socket.readyState === WebSocket.CONNECTING) waiting.push(message);
      else if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    },
    onMessage: (listener) =>
      socket.addEventListener('message', ({ data }: MessageEvent<string>) =>
        listener(JSON.parse(data) as LabEvent),
      ),
    onLost: (listener) =>
      socket.addEventListener('close', ({ reason }) => {
        if (!closed) listener(reason === '' ? undefined : reason);
      }),
    close: () => {
      closed = true;
      socket.close();
    },
  };
}
