import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { corefileJson } from './corefile-json.ts';

const corefile = `.:53 {
    errors
    health {
       lameduck 5s
    }
    ready
    kubernetes cluster.local in-addr.arpa ip6.arpa {
       pods insecure
       fallthrough in-addr.arpa ip6.arpa
       ttl 30
    }
    prometheus :9153
    forward . /etc/resolv.conf {
       max_concurrent 1000
    }
    cache 30 {
       disable success cluster.local
       disable denial cluster.local
    }
    loop
    reload
    loadbalance
}
`;

test("hashes kind's Corefile to the sum that CoreDNS 1.13 logs for it", () => {
  expect(createHash('sha512').update(corefileJson(corefile)).digest('hex')).toBe(
    '1b226df79860026c6a52e67daa10d7f0d57ec5b023288ec00c5e05f93523c894564e15b91770d3a07ae1cfbe861d15b37d4a0027e69c546ab112970993a3b03b',
  );
});

test('comments and indentation do not count', () => {
  expect(corefileJson('a, b:53 {\n  errors # why\n}\n')).toBe(
    '[{"Keys":["a","b:53"],"Tokens":{"errors":[{"File":"","Line":2,"Text":"errors"}]}}]',
  );
});
