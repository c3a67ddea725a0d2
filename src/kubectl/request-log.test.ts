import { expect, test } from 'vitest';
import { fakeKubectl, kubectl } from './testing.ts';

const head = 'I1122 08:13:56.000000       1 ';
const url = 'https://127.0.0.1:38471/api/v1/namespaces/default/services/web';
const on = () =>
  fakeKubectl({
    '/api/v1/namespaces/default/services/web': {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web' },
    },
  });

/** Of the request for web; what is asked before it is discovery. */
async function logged(verbosity: number): Promise<string> {
  const { stderr } = await kubectl(['get', 'svc', 'web', '-o', 'name', `-v=${verbosity}`], on());
  const lines = stderr
    .split(head)
    .filter((line) => line.includes('services/web') || /Body|headers/.test(line));
  return lines.slice(lines.findIndex((line) => line.includes(url))).join('');
}

test('-v=6 names the answer', async () => {
  expect(await logged(6)).toBe(
    `round_trippers.go:632] "Response" verb="GET" url="${url}" status="200 OK" milliseconds=0\n`,
  );
});

test('-v=7 shows the headers of the request', async () => {
  expect(await logged(7)).toMatch(
    /^round_trippers.go:527\] "Request" verb="GET" url="[^"]+\/services\/web" headers=<\n\tAccept: application\/json\n\tUser-Agent: kubectl\/v1\.36[^\n]+\n >\n/,
  );
});

test('-v=8 shows the headers and the body of the answer as well', async () => {
  const text = await logged(8);
  expect(text).toContain(
    '"Response" status="200 OK" headers=<\n\tContent-Type: application/json\n > milliseconds=0\n',
  );
  expect(text).toContain(
    String.raw`"Response Body" body="{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\"web\"}}"`,
  );
});

test('-v=9 gives the request as a curl command', async () => {
  expect(await logged(9)).toContain(
    `"Request" curlCommand=<\n\tcurl -v -XGET  -H "Accept: application/json" -H`,
  );
});
