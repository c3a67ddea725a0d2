import { resources } from '../../../kube/client.ts';
import { StatusError } from '../../../kube/status.ts';
import type { Pod } from '../../../kube/types.ts';
import { sha256 } from '../../service/proxy/sha256.ts';
import { Failure, type Program } from '../runtime/program.ts';
import { last, parseOptions } from '../runtime/options.ts';
import type { NodeState } from './state.ts';

interface Running {
  id: string;
  name: string;
  image: string;
  imageID: string;
  attempt: number;
  state: 'Running' | 'Exited' | 'Created';
  created: number;
  pod: Pod;
  podID: string;
}

const hex = (text: string) => [...sha256(text)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const sandboxID = ({ metadata }: Pod) => hex(`sandbox ${metadata.uid ?? ''}`);

async function podsHere({ api, name }: NodeState): Promise<Pod[]> {
  const { items } = await api.list<Pod>(resources.pods);
  return items.filter((pod) => pod.spec.nodeName === name);
}

function containersOf(pod: Pod): Running[] {
  return (pod.status?.containerStatuses ?? []).flatMap((status): Running[] => {
    const {
      containerID,
      imageID = '',
      image,
      restartCount,
      name,
      state,
    } = status as typeof status & {
      containerID?: string;
      imageID?: string;
    };
    if (!containerID) return [];
    const running = state?.running;
    const started = running?.startedAt ?? state?.terminated?.startedAt;
    return [
      {
        id: containerID.replace(/^.*\/\//, ''),
        name,
        image: image ?? '',
        imageID: (imageID.replace(/^.*sha256:/, '') || hex(image ?? '')).slice(0, 64),
        attempt: restartCount ?? 0,
        state: running ? 'Running' : 'Exited',
        created: started ? Date.parse(started) : 0,
        pod,
        podID: sandboxID(pod),
      },
    ];
  });
}

/** `2 minutes ago`, as go-units says it. */
function ago(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.round(minutes / 60);
  if (seconds < 1) return 'Less than a second ago';
  if (seconds === 1) return '1 second ago';
  if (seconds < 60) return `${seconds} seconds ago`;
  if (minutes === 1) return 'About a minute ago';
  if (minutes < 60) return `${minutes} minutes ago`;
  if (hours === 1) return 'About an hour ago';
  return hours < 48 ? `${hours} hours ago` : `${Math.floor(hours / 24)} days ago`;
}

/** Columns of at least 20, three spaces between them, as crictl's tabwriter makes them. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(20, ...rows.map((row) => row[column]!.length + 3)));
  return rows
    .map((row) => row.map((cell, at) => (at < row.length - 1 ? cell.padEnd(widths[at]!) : cell)).join(''))
    .map((line) => `${line}\n`)
    .join('');
}

/** crictl: containers, Pods and images as the node's container runtime has them. */
export const crictl =
  (state: NodeState): Program =>
  async (process, argv) => {
    const [verb = '', ...rest] = argv.slice(1);
    const now = process.clock.now();
    switch (verb) {
      case 'ps': {
        const options = parseOptions(rest, 'aqo:', { all: 'a', quiet: 'q', name: 'N', pod: 'P' });
        const all = (await podsHere(state)).flatMap(containersOf);
        const shown = all.filter(({ state }) => options.flags.has('a') || state === 'Running');
        shown.sort((a, b) => b.created - a.created);
        if (options.flags.has('q')) for (const { id } of shown) process.stdout(`${id}\n`);
        else {
          const head = [
            'CONTAINER',
            'IMAGE',
            'CREATED',
            'STATE',
            'NAME',
            'ATTEMPT',
            'POD ID',
            'POD',
            'NAMESPACE',
          ];
          const rows = shown.map((one) => [
            one.id.slice(0, 13),
            one.imageID.slice(0, 13),
            ago(now - one.created),
            one.state,
            one.name,
            String(one.attempt),
            one.podID.slice(0, 13),
            one.pod.metadata.name ?? '',
            one.pod.metadata.namespace ?? '',
          ]);
          process.stdout(table([head, ...rows]));
        }
        return 0;
      }
      case 'pods': {
        const head = ['POD ID', 'CREATED', 'STATE', 'NAME', 'NAMESPACE', 'ATTEMPT', 'RUNTIME'];
        const rows = (await podsHere(state)).map((pod) => [
          sandboxID(pod).slice(0, 13),
          ago(now - Date.parse(pod.metadata.creationTimestamp ?? '')),
          pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed' ? 'NotReady' : 'Ready',
          pod.metadata.name ?? '',
          pod.metadata.namespace ?? '',
          '0',
          '(default)',
        ]);
        process.stdout(table([head, ...rows]));
        return 0;
      }
      case 'images':
      case 'img': {
        const used = new Map<string, string>();
        for (const one of (await podsHere(state)).flatMap(containersOf)) used.set(one.image, one.imageID);
        const rows = [...used].sort().map(([image, id]) => {
          const colon = image.lastIndexOf(':');
          const full = image.includes('/') ? image : `docker.io/library/${image}`;
          const repository = full.slice(0, full.length - image.length + colon);
          return [repository, image.slice(colon + 1), id.slice(0, 13)];
        });
        process.stdout(table([['IMAGE', 'TAG', 'IMAGE ID'], ...rows]));
        return 0;
      }
      case 'logs': {
        const options = parseOptions(rest, 'fpt:', { follow: 'f', previous: 'p', tail: 't' });
        const one = await found(state, options.operands[0]);
        const tail = last(options, 't');
        try {
          const lines = state.logs(one.pod, one.name, {
            follow: options.flags.has('f'),
            previous: options.flags.has('p'),
            signal: process.signal,
            ...(tail === undefined ? {} : { tailLines: Number(tail) }),
          });
          for await (const text of lines) process.stdout(text);
        } catch (error) {
          if (!(error instanceof StatusError)) throw error;
          throw new Failure(error.message);
        }
        return 0;
      }
      case 'inspect': {
        const one = await found(state, rest.at(-1));
        const { metadata, status } = one.pod;
        const shown = {
          status: {
            id: one.id,
            metadata: { attempt: one.attempt, name: one.name },
            state: `CONTAINER_${one.state.toUpperCase()}`,
            image: { image: one.image },
            labels: {
              'io.kubernetes.container.name': one.name,
              'io.kubernetes.pod.name': metadata.name,
              'io.kubernetes.pod.namespace': metadata.namespace,
              'io.kubernetes.pod.uid': metadata.uid,
            },
          },
          info: { sandboxID: one.podID, ip: status?.podIP },
        };
        process.stdout(`${JSON.stringify(shown, undefined, 2)}\n`);
        return 0;
      }
      case 'version':
      case '--version':
        process.stdout(
          'Version:  0.1.0\nRuntimeName:  containerd\nRuntimeVersion:  v2.1.9\nRuntimeApiVersion:  v1\n',
        );
        return 0;
      default:
        throw new Failure(`'${verb}' is not simulated; there are: ps, pods, images, logs, inspect, version`);
    }
  };

/** @throws Failure in crictl's words */
async function found(state: NodeState, id = ''): Promise<Running> {
  if (id === '') throw new Failure('ID cannot be empty');
  const all = (await podsHere(state)).flatMap(containersOf);
  const one = all.find((candidate) => candidate.id.startsWith(id));
  if (!one) {
    throw new Failure(
      `rpc error: code = NotFound desc = an error occurred when try to find container "${id}": not found`,
    );
  }
  return one;
}
