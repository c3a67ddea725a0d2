import { expect, test } from 'vitest';
import type { Connection } from '../../../kube/cluster.ts';
import { converse } from './conversation.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

async function all({ received }: Connection): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const part of received) text += decoder.decode(part, { stream: true });
  return text;
}

/** Notes what it is asked; answers with `answer`. */
function server(answer: string | undefined = 'ok\n') {
  const asked: string[] = [];
  const connection = converse((payload) => {
    asked.push(payload.kind === 'text' ? payload.text : '');
    return Promise.resolve(answer === undefined ? undefined : { kind: 'text', text: answer });
  });
  return { asked, connection };
}

const kept = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
const closed = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok';

test('a request in pieces is one; the connection ends as the server says', async () => {
  const { asked, connection } = server(closed);
  for (const piece of ['POST /a HTTP/1.1\r\nHost: x\r', '\nContent-Length: 6\r\n\r\n你', '好'])
    connection.send(bytes(piece));
  expect(await all(connection)).toBe(closed);
  expect(asked).toEqual(['POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\n你好']);
});

test('requests on one connection, two of them at once, until the client closes', async () => {
  const { asked, connection } = server(kept);
  connection.send(bytes('GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\n'));
  connection.send(bytes('GET /3 HTTP/1.1\r\nConnection: close\r\n\r\n'));
  expect(await all(connection)).toBe(kept + kept + kept);
  expect(asked.map((text) => text.slice(0, 6))).toEqual(['GET /1', 'GET /2', 'GET /3']);
});

test('an answer without a length, or of HTTP/1.0, ends the connection', async () => {
  for (const answer of ['HTTP/1.1 200 OK\r\n\r\nok', 'HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok']) {
    const { connection } = server(answer);
    connection.send(bytes('GET / HTTP/1.1\r\n\r\n'));
    expect(await all(connection)).toBe(answer);
  }
});

test('a chunked body is handed on plain', async () => {
  const { asked, connection } = server(closed);
  connection.send(
    bytes('PUT / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n'),
  );
  await Promise.resolve();
  expect(asked).toEqual([]);
  connection.send(bytes('\r\n'));
  await all(connection);
  expect(asked).toEqual(['PUT / HTTP/1.1\r\nContent-Length: 5\r\n\r\nabcde']);
});

test('who waits for 100 Continue gets it once', async () => {
  const { asked, connection } = server(closed);
  connection.send(bytes('POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n'));
  connection.send(bytes('ab'));
  connection.send(bytes('cd'));
  expect(await all(connection)).toBe(`HTTP/1.1 100 Continue\r\n\r\n${closed}`);
  expect(asked).toHaveLength(1);
});

test('any other protocol: a line, or all up to the end', async () => {
  const line = server('hello\n');
  line.connection.send(bytes('PI'));
  line.connection.send(bytes('NG\n'));
  expect([await all(line.connection), line.asked]).toEqual(['hello\n', ['PING\n']]);
  const end = server('bye');
  end.connection.send(bytes('no newline'));
  end.connection.end();
  expect([await all(end.connection), end.asked]).toEqual(['bye', ['no newline']]);
});

test('no answer closes without a word; nothing sent asks nothing', async () => {
  const silent = converse(() => Promise.resolve(undefined));
  silent.send(bytes('GET / HTTP/1.1\r\n\r\n'));
  expect(await all(silent)).toBe('');
  const { asked, connection } = server();
  connection.end();
  expect([await all(connection), asked]).toEqual(['', []]);
});

test('a server that is gone, or an abort, breaks the connection', async () => {
  const gone = converse(() => Promise.reject(new Error('connection reset by peer')));
  gone.send(bytes('x\n'));
  await expect(all(gone)).rejects.toThrow('connection reset by peer');
  const abort = new AbortController();
  const aborted = converse(() => new Promise(() => {}), abort.signal);
  aborted.send(bytes('x\n'));
  abort.abort(new Error('stopped'));
  await expect(all(aborted)).rejects.toThrow('stopped');
});
