import type { DnsRecord } from '../../../network.ts';
import { parseZone } from '../records.ts';
import { Failed, answerOf, bare, fallsThrough, inZone, zonesOf, type MakePlugin } from './plugin.ts';

/** The plugin file: a zone from a zone file. */
export const file: MakePlugin = (directive, environment, block) => {
  const [path = '', ...args] = directive.args;
  const zones = zonesOf(args, block);
  return async (request, next) => {
    const zone = zones.filter((one) => inZone(request.name, one)).sort((a, b) => b.length - a.length)[0];
    if (zone === undefined) return next(request);
    const text = environment.readFile(path);
    if (text === undefined) throw new Failed('SERVFAIL', `open ${path}: no such file or directory`);
    const records = parseZone(text, zone);
    const name = bare(request.name);
    const named = (wanted: string) => records.filter((record) => bare(record.name) === wanted);
    const wildcard = named(`*.${name.slice(name.indexOf('.') + 1)}`).map((record) => ({
      ...record,
      name: request.name,
    }));
    const own = named(name).length > 0 ? named(name) : wildcard;
    const found = follow(own, request.type, named);
    const authority = records.filter(({ type }) => type === 'SOA');
    if (own.length === 0 && !records.some((record) => inZone(record.name, name))) {
      if (fallsThrough(directive, request.name)) return next(request);
      return { ...answerOf('NXDOMAIN', [], true), authority };
    }
    const answer = answerOf('NOERROR', found, true);
    return found.length > 0 ? answer : { ...answer, authority };
  };
};

function follow(own: DnsRecord[], type: string, named: (name: string) => DnsRecord[]): DnsRecord[] {
  const found = own.filter((record) => record.type === type || type === 'ANY');
  const cname = own.find((record) => record.type === 'CNAME');
  if (found.length > 0 || !cname) return found;
  return [cname, ...named(bare(cname.data)).filter((record) => record.type === type)];
}
