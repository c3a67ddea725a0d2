import type { Image } from '../../process.ts';
import { image, programs } from '../runtime/image.ts';
import { Failure, type Program, type Programs } from '../runtime/program.ts';
import { sh } from '../shell/sh.ts';
import { filePrograms } from './files.ts';
import { interfacePrograms } from './interfaces.ts';
import { httpd } from './httpd.ts';
import { nc, telnet } from './nc.ts';
import { nslookup } from './nslookup.ts';
import { ping } from './ping.ts';
import { processPrograms } from './ps.ts';
import { statusPrograms } from './status.ts';
import { systemPrograms } from './system.ts';
import { textPrograms } from './text.ts';
import { arping, traceroute } from './traceroute.ts';
import { banner, withUsage } from './usage.ts';
import { wget } from './wget.ts';

export const BUSYBOX = 'busybox:1.36';

export const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** busybox as one program: `busybox nslookup web`. */
const multicall =
  (all: Programs): Program =>
  async (process, argv) => {
    const applet = argv[1];
    if (applet === undefined || applet === '--help' || applet === '--list') {
      if (applet !== '--list')
        process.stdout(
          `${banner}\nUsage: busybox [function [arguments]...]\n\nCurrently defined functions:\n`,
        );
      process.stdout(
        all
          .names()
          .sort()
          .map((name) => `${name}\n`)
          .join(''),
      );
      return 0;
    }
    if (!all.find(applet)) {
      process.stderr(`${applet}: applet not found\n`);
      return 127;
    }
    return all.run(process, argv.slice(1));
  };

/** `time PROGRAM`: how long it took on the cluster's clock. */
const time =
  (all: Programs): Program =>
  async (process, argv) => {
    const start = process.clock.now();
    if (argv[1] === undefined) throw new Failure('missing operand');
    const status = all.find(argv[1]) ? await all.run(process, argv.slice(1)) : 127;
    if (status === 127) process.stderr(`time: can't execute '${argv[1]}': No such file or directory\n`);
    const seconds = (process.clock.now() - start) / 1000;
    const shown = `${Math.floor(seconds / 60)}m ${(seconds % 60).toFixed(2)}s`;
    process.stderr(`real\t${shown}\nuser\t0m 0.00s\nsys\t0m 0.00s\n`);
    return status;
  };

/** All of busybox's programs, with replacements and additions of an image that builds on it. */
export function busyboxPrograms(
  extra: (all: Programs) => Readonly<Record<string, Program>> = () => ({}),
): Programs {
  const table = new Map<string, Program>();
  const all = programs(table);
  const found: Readonly<Record<string, Program>> = {
    ...filePrograms,
    ...systemPrograms(all),
    ...processPrograms,
    ...interfacePrograms,
    ...statusPrograms,
    arping,
    traceroute,
    ...textPrograms,
    httpd,
    nc: nc(all),
    telnet,
    nslookup,
    ping,
    wget,
    sh: sh(all),
    ash: sh(all),
    busybox: multicall(all),
    time: time(all),
  };
  for (const [name, program] of Object.entries(found)) table.set(name, withUsage(name, program));
  for (const [name, program] of Object.entries(extra(all))) table.set(name, program);
  return all;
}

/** The official busybox image: 1.36.1, `make defconfig`, static with glibc. */
export const busybox: Image = {
  ...image(
    {
      references: [
        BUSYBOX,
        'docker.io/library/busybox:1.36',
        'busybox:1.36.1',
        'docker.io/library/busybox:1.36.1',
      ],
      entrypoint: [],
      cmd: ['sh'],
      env: { PATH },
    },
    busyboxPrograms(),
  ),
  // None of its programs has a handler; a shell has one when its script sets it.
  ignoresTerm: (argv) => !argv.some((text) => /\btrap\b[^\n;]*\b(SIG)?(TERM|15)\b/.test(text)),
};
