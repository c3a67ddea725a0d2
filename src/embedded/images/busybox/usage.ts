import { Failure, type Program } from '../runtime/program.ts';

export const banner = 'BusyBox v1.36.1 (2023-05-18 22:34:17 UTC) multi-call binary.\n';

/** What each program takes, as its usage line says. */
const synopses: Readonly<Record<string, string>> = {
  arp: '[-vn]\t[-H HWTYPE] [-i IF] -a [HOSTNAME]',
  arping: '[-fqbDUA] [-c CNT] [-w TIMEOUT] [-i SEC] [-I IFACE] [-s SRC_IP] DST_IP',
  awk: '[OPTIONS] [AWK_PROGRAM] [FILE]...',
  base64: '[-d] [-w COL] [FILE]',
  cat: '[-nbvteA] [FILE]...',
  cp: '[-arPLHpfinlsTu] SOURCE DEST\nor: cp [-arPLHpfinlsu] SOURCE... { -t DIRECTORY | DIRECTORY }',
  cut: '{-b|c LIST | -f LIST [-d SEP] [-s] [-D] [-F]} [-n] [FILE]...',
  df: '[-PkmhT] [-t TYPE] [FILESYSTEM]...',
  du: '[-aHLdclsxhmk] [FILE]...',
  env: '[-i0] [-u NAME]... [-] [NAME=VALUE]... [PROG ARGS]',
  find: '[-HL] [PATH]... [OPTIONS] [ACTIONS]',
  free: '[-bkmgh]',
  grep: '[-HhnlLoqvsrRiwFE] [-m N] [-A|B|C N] { PATTERN | -e PATTERN... | -f FILE... } [FILE]...',
  head: '[OPTIONS] [FILE]...',
  hexdump: '[-bcdoxCv] [-e FMT] [-f FMT_FILE] [-n LEN] [-s OFS] [FILE]...',
  hostname: '[-sidf] [HOSTNAME | -F FILE]',
  httpd:
    '[-ifv[v]] [-c CONFFILE] [-p [IP:]PORT] [-u USER[:GRP]] [-r REALM] [-h HOME]\nor httpd -d/-e/-m STRING',
  id: '[-ugGnr] [USER]',
  ifconfig: '[-a] [IFACE] [ADDRESS]',
  ip: '[OPTIONS] address|route|link|tunnel|neigh|rule [ARGS]',
  kill: '[-l] [-SIG] PID...',
  killall: '[-lq] [-SIG] PROCESS_NAME...',
  ls: '[-1AaCxdLHRFplinshrSXvctu] [-w WIDTH] [FILE]...',
  md5sum: '[-c[sw]] [FILE]...',
  mkdir: '[-m MODE] [-p] DIRECTORY...',
  mv: '[-finT] SOURCE DEST\nor: mv [-fin] SOURCE... { -t DIRECTORY | DIRECTORY }',
  nc: '[OPTIONS] HOST PORT  - connect\nnc [OPTIONS] -l -p PORT [HOST] [PORT]  - listen',
  netstat: '[-ral] [-tuwx] [-enWp]',
  nslookup: '[-type=QUERY_TYPE] [-debug] HOST [DNS_SERVER]',
  ping: '[OPTIONS] HOST',
  ps: '[-o COL1,COL2=HEADER] [-T]',
  pidof: '[NAME]...',
  pgrep: '[-flanovx] [-s SID|-P PPID|PATTERN]',
  readlink: '[-fnv] FILE',
  rm: '[-irf] FILE...',
  rmdir: '[-p] DIRECTORY...',
  route: '[-ne] [-A {inet|inet6}] [{add|del} [-net|-host] TARGET [netmask MASK] [gw GATEWAY]]',
  sed: '[-i[SFX]] [-nrE] [-f FILE]... [-e CMD]... [FILE]...\nor: sed [-i[SFX]] [-nrE] CMD [FILE]...',
  sha256sum: '[-c[sw]] [FILE]...',
  sleep: '[N]...',
  sort: '[-nrughMcszbdfiokt] [-o FILE] [-k START[.OFS][OPTS][,END[.OFS][OPTS]] [-t CHAR] [FILE]...',
  stat: '[-ltf] [-c FMT] FILE...',
  tail: '[OPTIONS] [FILE]...',
  tee: '[-ai] [FILE]...',
  telnet: '[-a] [-l USER] HOST [PORT]',
  time: '[-vpa] [-o FILE] PROG ARGS',
  timeout: '[-s SIG] [-k KILL_SECS] SECS PROG ARGS',
  top: '[-bmH] [-n COUNT] [-d SECONDS]',
  touch: '[-cham] [-d DATE] [-t DATE] [-r FILE] FILE...',
  traceroute:
    '[-46FIlnrv] [-f 1ST_TTL] [-m MAXTTL] [-q PROBES] [-p PORT]\n\t[-t TOS] [-w WAIT_SEC] [-s SRC_IP] [-i IFACE]\n\t[-z PAUSE_MSEC] HOST [BYTES]',
  uname: '[-amnrspvio]',
  uniq: '[-cduiz] [-f,s,w N] [FILE [OUTFILE]]',
  vi: '[-c CMD] [-R] [-H] [FILE]...',
  wc: '[-cmlwL] [FILE]...',
  wget: '[-cqS] [--spider] [-O FILE] [-o LOGFILE] [--header STR]\n\t[--post-data STR | --post-file FILE] [-Y on/off]\n\t[-P DIR] [-U AGENT] [-T SEC] URL...',
  which: '[-a] COMMAND...',
  xargs: '[OPTIONS] [PROG ARGS]',
};

/** Programs that need at least so many operands, or print their usage. */
const atLeast: Readonly<Record<string, number>> = {
  cp: 2,
  cut: 1,
  grep: 1,
  awk: 1,
  sed: 1,
  mkdir: 1,
  mv: 2,
  rm: 1,
  rmdir: 1,
  readlink: 1,
  sleep: 1,
  stat: 1,
  telnet: 1,
  touch: 1,
  ping: 1,
  time: 1,
  timeout: 2,
  wget: 1,
  nc: 1,
  nslookup: 1,
};

/** The complaints of getopt, after which the usage follows. */
const complaint = /^(?:invalid option -- |unrecognized option |option requires an argument|missing operand)/;

/** A program that says how it is called when it was called wrongly, as libbb's bb_show_usage does. */
export function withUsage(name: string, program: Program): Program {
  const synopsis = synopses[name];
  if (synopsis === undefined) return program;
  const text = `${banner}\nUsage: ${name} ${synopsis}\n`;
  return async (process, argv) => {
    if (argv.length === 2 && argv[1] === '--help') {
      process.stderr(text);
      return 0;
    }
    if (argv.length - 1 < (atLeast[name] ?? 0)) {
      process.stderr(text);
      return 1;
    }
    try {
      return await program(process, argv);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (error.message !== '' && !complaint.test(error.message)) throw error;
      if (error.message !== '' && error.message !== 'missing operand')
        process.stderr(`${name}: ${error.message}\n`);
      process.stderr(text);
      return 1;
    }
  };
}
