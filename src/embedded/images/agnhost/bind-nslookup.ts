import type { DnsRecord, DnsType } from '../../network.ts';
import { candidates, resolvConf, reverseName } from '../network/dns.ts';
import { resolve } from '../network/resolver.ts';
import { isIPv4, type Program } from '../runtime/program.ts';
import { ask } from './dig.ts';

function show(record: DnsRecord): string {
  const dotted = `${record.data.replace(/\.$/, '')}.`;
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return `Name:\t${record.name}\nAddress: ${record.data}\n`;
    case 'CNAME':
      return `${record.name}\tcanonical name = ${dotted}\n`;
    case 'PTR':
      return `${record.name}\tname = ${dotted}\n`;
    case 'SRV':
      return `${record.name}\tservice = ${record.data}\n`;
    case 'TXT':
      return `${record.name}\ttext = ${record.data}\n`;
    case 'NS':
      return `${record.name}\tnameserver = ${dotted}\n`;
    default:
      return `${record.name}\t${record.type} ${record.data}\n`;
  }
}

/** nslookup of BIND 9.18: it honours the search list and ndots, other than busybox's. */
export const bindNslookup: Program = async (process, argv) => {
  const operands = argv.slice(1).filter((arg) => !arg.startsWith('-'));
  const given = argv.map((arg) => /^-(?:type|querytype|q)=(.*)$/i.exec(arg)?.[1]).find(Boolean);
  const [target, at] = operands;
  if (target === undefined) {
    process.stderr('nslookup: the interactive mode is not simulated; give a name\n');
    return 1;
  }
  const conf = resolvConf(process);
  let server = conf.nameservers[0]!;
  if (at !== undefined) {
    const found = await resolve(process, at);
    if (!found.found) {
      process.stdout(`nslookup: couldn't get address for '${at}': not found\n`);
      return 1;
    }
    server = found.addresses[0]!;
  }
  const reverse = isIPv4(target);
  const names = reverse ? [reverseName(target)] : candidates(target, conf);
  const types: DnsType[] = given ? [given.toUpperCase() as DnsType] : reverse ? ['PTR'] : ['A', 'AAAA'];
  const say = (text: string) => process.stdout(text);
  let headed = false;
  const head = () => {
    if (!headed) say(`Server:\t\t${server}\nAddress:\t${server}#53\n\n`);
    headed = true;
  };
  for (const [index, name] of names.entries()) {
    for (const type of types) {
      const result = await ask(process, { server, port: 53, name, type, timeoutMs: conf.timeoutMs }, 3, say);
      if (!result) {
        say(';; no servers could be reached\n\n');
        return 1;
      }
      const { answer } = result;
      if (answer.rcode === 'SERVFAIL') say(`;; Got SERVFAIL reply from ${server}\n`);
      else if (!answer.recursionAvailable) say(`;; Got recursion not available from ${server}\n`);
      if (answer.rcode === 'NXDOMAIN' && index < names.length - 1) break;
      head();
      if (answer.rcode !== 'NOERROR') {
        say(`** server can't find ${reverse ? name : target}: ${answer.rcode}\n\n`);
        return 1;
      }
      if (!answer.authoritative && answer.answers.length) say('Non-authoritative answer:\n');
      // The answer for AAAA repeats the aliases that A has shown.
      say(
        answer.answers
          .filter((record) => type !== 'AAAA' || record.type === 'AAAA')
          .map(show)
          .join(''),
      );
      if (answer.answers.length === 0 && type !== 'AAAA') say(`*** Can't find ${target}: No answer\n`);
    }
    if (headed) break;
  }
  say('\n');
  return 0;
};
