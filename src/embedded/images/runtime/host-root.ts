import type { Clock } from '../../../kube/cluster.ts';
import { resources } from '../../../kube/client.ts';
import type { Pod } from '../../../kube/types.ts';
import type { ContainerFs } from '../../container-fs.ts';
import type { Image, Process } from '../../process.ts';
import { Failure, type Program, type Programs } from './program.ts';

interface Root {
  image: Image;
  fs: ContainerFs;
}

// A cluster has one clock, so the clock tells clusters in one program apart.
const roots = new WeakMap<Clock, Map<string, Root>>();

/** Makes a node's file system and programs known to the Pods that mount it. */
export function addHostRoot(clock: Clock, node: string, root: Root): void {
  const known = roots.get(clock) ?? new Map<string, Root>();
  roots.set(clock, known.set(node, root));
}

/** `chroot DIR [CMD]`: into the node, where the Pod has the node's root mounted, as `kubectl debug node/…` does. */
export const chroot =
  (programs: Programs): Program =>
  async (process, argv) => {
    const [, directory, ...given] = argv;
    if (directory === undefined) throw new Failure('missing operand');
    const command = given.length > 0 ? given : ['sh', '-i'];
    if (directory === '/') return programs.run(process, command);
    const root = await mountedRoot(process, directory.replace(/\/$/, ''));
    if (!root) throw new Failure(`can't change root directory to '${directory}': No such file or directory`);
    if (!root.image.has(command[0]!)) {
      throw new Failure(`can't execute '${command[0]!}': No such file or directory`, 127);
    }
    return root.image.run(inside(process, root), command[1] === '-i' ? [command[0]!] : command);
  };

async function mountedRoot(process: Process, directory: string): Promise<Root | undefined> {
  const { namespace, pod: name, container: own, node } = process.container;
  const pod = await process.api.find<Pod>(resources.pods, namespace, name);
  const container = pod?.spec.containers.find((one) => one.name === own);
  const mount = container?.volumeMounts?.find(({ mountPath }) => mountPath.replace(/\/$/, '') === directory);
  const volume = pod?.spec.volumes?.find((one) => one.name === mount?.name) as
    { hostPath?: { path?: string } } | undefined;
  return volume?.hostPath?.path === '/' ? roots.get(process.clock)?.get(node) : undefined;
}

/** The same process with the node's files. */
function inside(process: Process, { fs, image }: Root): Process {
  return {
    env: { ...process.env, ...image.env },
    cwd: '/',
    fs,
    hostname: process.hostname,
    container: process.container,
    stdin: process.stdin,
    // The terminal is in the hands of the container's own shell.
    tty: false,
    size: process.size,
    stdout: (text) => process.stdout(text),
    stderr: (text) => process.stderr(text),
    clock: process.clock,
    signal: process.signal,
    dial: (address) => process.dial(address),
    listen: (listener) => process.listen(listener),
    api: process.api,
  };
}
