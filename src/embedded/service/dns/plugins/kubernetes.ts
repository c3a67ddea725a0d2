import { answerZone, reverse, soaRecord, type Answer } from '../kubernetes.ts';
import {
  answerOf,
  bare,
  fallsThrough,
  inZone,
  zonesOf,
  type Environment,
  type MakePlugin,
  type Request,
} from './plugin.ts';

/** The plugin kubernetes: the zone of the cluster, and its addresses backwards. */
export const kubernetes: MakePlugin = (directive, environment, block) => {
  const zones = zonesOf(directive.args, block);
  const primary = zones.find((one) => !one.endsWith('arpa')) ?? 'cluster.local';
  const option = (key: string) => directive.block.find((line) => line.name === key);
  const ttl = Number(option('ttl')?.args[0] ?? 5);
  const pods = option('pods')?.args[0] ?? 'disabled';
  const { serial, hasPod, ready } = environment;
  const namespaces = directive.block.filter(({ name }) => name === 'namespaces').flatMap(({ args }) => args);
  const data: Environment['data'] =
    namespaces.length === 0
      ? environment.data
      : {
          ...environment.data,
          hasNamespace: (name) => namespaces.includes(name) && environment.data.hasNamespace(name),
        };
  const zoneOptions = {
    ttl,
    pods: pods === 'insecure' || pods === 'verified' ? pods : 'disabled',
    data,
    podNames: option('endpoint_pod_names') !== undefined,
    ignoreEmpty: option('ignore')?.args[0] === 'empty_service',
    ...(hasPod ? { hasPod } : {}),
  } as const;

  return async (request, next) => {
    const name = request.name.toLowerCase();
    const zone = zones.filter((one) => inZone(name, one)).sort((a, b) => b.length - a.length)[0];
    if (zone === undefined) return next(request);
    if (!ready()) return answerOf('SERVFAIL');
    const answer = zone.endsWith('.arpa')
      ? backwards(request, zone)
      : answerZone(request, { ...zoneOptions, zone, serial: serial() });
    if (answer.rcode === 'NXDOMAIN' && fallsThrough(directive, name)) return next(request);
    return followCname(request, answer, zone, environment);
  };

  function backwards(request: Request, zone: string): Answer {
    const ip = bare(request.name)
      .replace(/\.in-addr\.arpa$/, '')
      .split('.')
      .reverse()
      .join('.');
    const names = reverse(ip, { data, zone: primary, podNames: zoneOptions.podNames });
    const records = (names ?? []).map((data) => ({ name: request.name, type: 'PTR' as const, ttl, data }));
    if (names && (request.type === 'PTR' || request.type === 'ANY'))
      return answerOf('NOERROR', records, true);
    const authority = [soaRecord({ zone, ttl, serial: serial() })];
    return { ...answerOf(names ? 'NOERROR' : 'NXDOMAIN', [], true), authority };
  }
};

const maxCnames = 8;
const depths = new WeakMap<Request, number>();

/** An ExternalName's target, as far as this server can find it out. */
async function followCname(
  request: Request,
  answer: Answer,
  zone: string,
  { resolve }: Environment,
): Promise<Answer> {
  const cname = answer.answers.find((record) => record.type === 'CNAME');
  const depth = (depths.get(request) ?? 0) + 1;
  if (!cname || request.type === 'CNAME' || depth > maxCnames) return answer;
  const target = cname.data.replace(/\.$/, '');
  const inner = { ...request, name: target };
  depths.set(inner, depth);
  const next = await resolve(inner, depth);
  // Inside the zone, a target without such records leaves nothing at all, not even the CNAME.
  if (next.answers.length === 0 && inZone(target, zone))
    return { ...answer, answers: [], authority: next.authority };
  return { ...answer, answers: [...answer.answers, ...next.answers] };
}
