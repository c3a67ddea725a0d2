import { answerSize, questionSize } from '../records.ts';
import type { Answer } from '../kubernetes.ts';
import { Failed, answerOf, bare, inZone, zonesOf, type MakePlugin } from './plugin.ts';

const codes: Readonly<Record<Answer['rcode'], number>> = {
  NOERROR: 0,
  FORMERR: 1,
  SERVFAIL: 2,
  NXDOMAIN: 3,
  NOTIMP: 4,
  REFUSED: 5,
};

/** The plugin errors: failures of the plugins after it are printed. */
export const errors: MakePlugin = (_directive, environment) => async (request, next) => {
  try {
    return await next(request);
  } catch (error) {
    if (error instanceof Failed)
      environment.log(
        `[ERROR] plugin/errors: ${codes[error.rcode]} ${request.name}. ${request.type}: ${error.message}\n`,
      );
    throw error;
  }
};

/** The plugin log: a line a question, in its common format. */
export const log: MakePlugin = (directive, environment, block) => {
  const classes = directive.block.filter(({ name }) => name === 'class').flatMap(({ args }) => args);
  const named = directive.args[0]?.startsWith('{') ? [] : directive.args.slice(0, 1);
  return async (request, next) => {
    if (!zonesOf(named, block).some((zone) => inZone(request.name, bare(zone)))) return next(request);
    const started = environment.now();
    let answer: Answer | undefined;
    let failed: unknown;
    try {
      answer = await next(request);
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      [answer, failed] = [answerOf(error.rcode), error];
    }
    if (answer && wanted(answer, classes)) {
      const { peer, protocol, name, type } = request;
      const flags = [
        'qr',
        ...(answer.authoritative ? ['aa'] : []),
        'rd',
        ...(answer.recursionAvailable ? ['ra'] : []),
      ];
      const id = (peer.port * 31 + Math.floor(started)) % 65_536;
      const size = failed === undefined ? answerSize(name, answer) : 0;
      // A failed question has no answer of its own.
      const shown = failed === undefined ? flags.join(',') : '-';
      const buffer = protocol === 'tcp' ? 65_535 : 512;
      const seconds = ((environment.now() - started) / 1000 + 0.000_1 + (id % 300) / 1e6).toFixed(9);
      environment.log(
        `[INFO] ${peer.ip}:${peer.port} - ${id} "${type} IN ${name}. ${protocol} ${questionSize(name)} false ${buffer}" ${failed === undefined ? answer.rcode : '-'} ${shown} ${size} ${seconds}s\n`,
      );
    }
    if (failed !== undefined) throw failed;
    return answer;
  };
};

function wanted({ rcode, answers }: Answer, classes: readonly string[]): boolean {
  if (classes.length === 0 || classes.includes('all')) return true;
  if (rcode === 'NXDOMAIN' || (rcode === 'NOERROR' && answers.length === 0))
    return classes.includes('denial');
  return classes.includes(rcode === 'NOERROR' ? 'success' : 'error');
}
