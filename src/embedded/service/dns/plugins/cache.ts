import type { Answer } from '../kubernetes.ts';
import { bare, inZone, zonesOf, type MakePlugin } from './plugin.ts';

interface Entry {
  answer: Answer;
  /** Milliseconds since the epoch. */
  stored: number;
  /** Seconds. */
  ttl: number;
}

/** The plugin cache: answers are kept as long as their records live, at most as long as it says. */
export const cache: MakePlugin = (directive, environment, block) => {
  const [first, ...rest] = directive.args;
  const general = first !== undefined && /^\d+$/.test(first) ? Number(first) : undefined;
  const zones = zonesOf(general === undefined ? directive.args : rest, block);
  const limits = (key: string, capital: number) => {
    const args = directive.block.find(({ name }) => name === key)?.args;
    return { longest: Number(args?.[1] ?? general ?? capital), shortest: Number(args?.[2] ?? 5) };
  };
  const [success, denial] = [limits('success', 3600), limits('denial', 1800)];
  const disabled = (kind: 'success' | 'denial', name: string) =>
    directive.block.some(
      ({ name: key, args: [what, ...where] }) =>
        key === 'disable' && what === kind && zonesOf(where, block).some((zone) => inZone(name, bare(zone))),
    );
  const entries = new Map<string, Entry>();

  return async (request, next) => {
    if (!zones.some((zone) => inZone(request.name, zone))) return next(request);
    const key = `${request.name.toLowerCase()} ${request.type}`;
    const now = environment.now();
    const known = entries.get(key);
    if (known) {
      const age = Math.floor((now - known.stored) / 1000);
      if (age < known.ttl) return living(known.answer, known.ttl - age);
      entries.delete(key);
    }
    const answer = await next(request);
    if (!answer) return answer;
    const found = answer.rcode === 'NOERROR' && answer.answers.length > 0;
    if (answer.rcode !== 'NOERROR' && answer.rcode !== 'NXDOMAIN' && answer.rcode !== 'SERVFAIL')
      return answer;
    if (disabled(found ? 'success' : 'denial', request.name)) return answer;
    const records = found ? answer.answers : answer.authority.filter(({ type }) => type === 'SOA');
    const { longest, shortest } = found ? success : denial;
    const own = Math.min(...records.map(({ ttl }) => ttl));
    // A failure is remembered for five seconds only; what has no lifetime of its own as well.
    const ttl =
      answer.rcode === 'SERVFAIL' || !Number.isFinite(own) ? 5 : Math.min(longest, Math.max(shortest, own));
    entries.set(key, { answer, stored: now, ttl });
    return living(answer, ttl);
  };
};

/** All records of a cached answer live as long as the answer does. @param ttl in seconds */
function living(answer: Answer, ttl: number): Answer {
  const capped = (records: Answer['answers']) => records.map((record) => ({ ...record, ttl }));
  return {
    ...answer,
    answers: capped(answer.answers),
    authority: capped(answer.authority),
    additional: capped(answer.additional),
  };
}
