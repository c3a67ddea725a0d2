import type { Image } from '../../process.ts';
import { curl } from '../agnhost/curl.ts';
import { getent } from '../agnhost/tools.ts';
import { busyboxPrograms } from '../busybox/index.ts';
import { image, programs } from '../runtime/image.ts';
import type { Program } from '../runtime/program.ts';
import { sh } from '../shell/sh.ts';
import { crictl } from './crictl.ts';
import { coreutils, debianPrograms } from './debian.ts';
import { ip } from './ip.ts';
import { iptablesPrograms } from './iptables.ts';
import { nft } from './nft.ts';
import { conntrack, ss } from './sockets.ts';
import { journalctl, systemctl } from './systemd.ts';
import type { NodeState } from './state.ts';

export const NODE_IMAGE = 'kindest/node:v1.36.1';

export const nodePath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

// What Debian's coreutils, util-linux, procps, grep, sed, mawk and findutils bring.
const fromBusybox = [
  ...['awk', 'base64', 'basename', 'cat', 'chmod', 'chown', 'clear', 'cp', 'cut', 'date', 'diff', 'dirname'],
  ...[
    'du',
    'echo',
    'egrep',
    'env',
    'expr',
    'false',
    'fgrep',
    'find',
    'grep',
    'head',
    'id',
    'kill',
    'killall',
  ],
  ...[
    'ln',
    'ls',
    'md5sum',
    'mkdir',
    'mktemp',
    'mv',
    'nproc',
    'printenv',
    'printf',
    'pwd',
    'readlink',
    'realpath',
  ],
  ...[
    'rm',
    'rmdir',
    'sed',
    'seq',
    'sha256sum',
    'sleep',
    'sort',
    'stat',
    'tac',
    'tail',
    'tee',
    'test',
    '[',
    'timeout',
  ],
  ...['touch', 'tr', 'true', 'uname', 'uniq', 'wc', 'which', 'whoami', 'xargs', 'yes'],
];

/** The node image of kind: Debian 12 with systemd, containerd, the kubelet and tools for the network. */
export function nodeImage(state: NodeState): Image {
  const base = busyboxPrograms();
  const table = new Map<string, Program>();
  const all = programs(table);
  for (const name of fromBusybox) {
    const program = base.find(name);
    if (program) table.set(name, coreutils(program));
  }
  const own: Readonly<Record<string, Program>> = {
    sh: sh(all),
    bash: sh(all, 'bash'),
    curl,
    getent,
    ...iptablesPrograms(state),
    ...debianPrograms(state),
    nft: nft(state),
    ip: ip(state),
    ss: ss(state),
    conntrack: conntrack(state),
    crictl: crictl(state),
    systemctl: systemctl(state),
    journalctl: journalctl(state),
  };
  for (const [name, program] of Object.entries(own)) table.set(name, program);
  return image(
    { references: [NODE_IMAGE], entrypoint: [], cmd: ['/sbin/init'], env: { PATH: nodePath } },
    all,
  );
}
