import type { Image } from '../../process.ts';
import { busyboxPrograms, PATH } from '../busybox/index.ts';
import { resolvConf } from '../network/dns.ts';
import { image } from '../runtime/image.ts';
import { aborted, Failure, type Program, type Programs } from '../runtime/program.ts';
import { bindNslookup } from './bind-nslookup.ts';
import { curl } from './curl.ts';
import { dig } from './dig.ts';
import { netexec, porter, serveHostname, shutdownDelay } from './servers.ts';
import { getent, openbsdNc } from './tools.ts';

export const AGNHOST = 'registry.k8s.io/e2e-test-images/agnhost:2.53';

const pause: Program = async (process) => {
  process.stdout('Paused\n');
  await aborted(process.signal);
  return 0;
};

/** The sub-commands of agnhost. */
const commands = (programs: Programs): Readonly<Record<string, Program>> => ({
  pause,
  netexec: netexec(programs),
  'serve-hostname': serveHostname,
  porter,
  'dns-suffix': async (process) => (process.stdout(`${resolvConf(process).search.join(',')}\n`), 0),
  'dns-server-list': async (process) => (process.stdout(`${resolvConf(process).nameservers.join(',')}\n`), 0),
  'etc-hosts': async (process) => (process.stdout(`${process.fs.read('/etc/hosts') ?? ''}\n`), 0),
  help: async (process) => {
    process.stdout(
      `Usage:\n  app [command]\n\nAvailable Commands:\n${Object.keys(commands(programs))
        .sort()
        .map((name) => `  ${name}\n`)
        .join('')}`,
    );
    return 0;
  },
  '--version': async (process) => (process.stdout('app version 2.53\n'), 0),
});

const agnhostProgram =
  (programs: Programs): Program =>
  async (process, argv) => {
    const name = argv[1] ?? 'help';
    const command = commands(programs)[name];
    if (command) return command(process, argv.slice(1));
    throw new Failure(`Error: unknown command "${name}" for "app"\nRun 'app --help' for usage.`);
  };

/** Kubernetes' own test image: Alpine with BIND's tools, curl, netcat-openbsd and bash, and agnhost. */
export const agnhost: Image = {
  ...image(
    { references: [AGNHOST], entrypoint: ['/agnhost'], cmd: ['pause'], env: { PATH } },
    busyboxPrograms((programs) => {
      const program = agnhostProgram(programs);
      return {
        '/agnhost': program,
        agnhost: program,
        curl,
        dig,
        nslookup: bindNslookup,
        nc: openbsdNc,
        getent,
        bash: (process, argv) => programs.find('sh')!(process, argv),
      };
    }),
  ),
  delaysTerm: (argv) => (argv.includes('netexec') ? shutdownDelay(argv) * 1000 : 0),
};
