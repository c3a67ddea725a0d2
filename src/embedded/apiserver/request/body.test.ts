import { describe, expect, it } from 'vitest';
import { parseYaml, readBody } from './body.ts';

describe('parseYaml', () => {
  it('reads YAML as Go does: yes is a boolean, dates and times are strings, the last of two keys wins', () => {
    const text = 'a: yes\nb: 2026-01-02T03:04:05Z\nc: 12:30:45\nd: 0x10\nd: 8\ne: "yes"\nf: ~\n';
    expect(parseYaml(text)).toEqual({
      a: true,
      b: '2026-01-02T03:04:05Z',
      c: '12:30:45',
      d: 8,
      e: 'yes',
      f: null,
    });
  });
});

describe('readBody', () => {
  const request = (body: string, type: string) =>
    new Request('http://cluster/', { method: 'POST', body, headers: { 'content-type': type } });

  it('refuses other types and broken texts', async () => {
    await expect(readBody(request('x', 'text/csv'), 'Service')).rejects.toMatchObject({ code: 415 });
    await expect(readBody(request('{x', 'application/json'), 'Service')).rejects.toThrow(
      "the object provided is unrecognized (must be of type Service): couldn't get version/kind; json parse error: invalid character 'x' looking for beginning of object key string",
    );
    expect(await readBody(request('', 'application/json'), 'Service')).toBeUndefined();
  });
});
