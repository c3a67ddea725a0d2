import type { Pod, Service, ServicePort } from '../../../kube/types.ts';
import { CommandError, UsageError, type Command, type Context } from '../../command.ts';
import { attachablePod } from './select.ts';

/** Models kubectl pkg/cmd/portforward up to the point where a local port would be opened. */
export const portForward: Command = {
  name: 'port-forward',
  group: 'Troubleshooting and Debugging Commands',
  short: 'Forward one or more local ports to a pod',
  long: 'Forward one or more local ports to a pod. This terminal checks the target, but cannot open ports on your computer.',
  usage: 'TYPE/NAME [options] [LOCAL_PORT:]REMOTE_PORT [...[LOCAL_PORT_N:]REMOTE_PORT_N]',
  completes: 'pods',
  flags: [
    { name: 'address', kind: 'strings', default: '[localhost]', help: 'Addresses to listen on.' },
    {
      name: 'pod-running-timeout',
      kind: 'duration',
      default: '1m0s',
      help: 'How long to wait until a Pod runs.',
    },
  ],
  async run(context) {
    const { args, flags } = context;
    if (args.length < 2) throw new UsageError('TYPE/NAME and list of ports are required for port-forward');
    const { pod, info } = await attachablePod(context, args[0]!, flags.duration('pod-running-timeout'));
    const service = info.resource.kind === 'Service' ? (info.object as unknown as Service) : undefined;
    const ports = args.slice(1).map((text) => forwardOf(text, service, pod));
    if (pod.status?.phase !== 'Running') {
      throw new CommandError(
        `unable to forward port because pod is not running. Current status=${pod.status?.phase ?? 'Unknown'}`,
      );
    }
    cannotListen(context, pod, ports);
  },
};

interface Forward {
  local: string;
  remote: number;
}

function forwardOf(text: string, service: Service | undefined, pod: Pod): Forward {
  const parts = text.split(':');
  if (parts.length > 2) throw new CommandError(`invalid port format '${text}'`);
  const remote = parts.at(-1)!;
  const port = service ? servicePort(service, remote, pod) : podPort(pod, remote);
  if (port < 1 || port > 65535) throw new CommandError('remote port must be > 0');
  return {
    local: parts.length === 2 && parts[0] !== '' ? parts[0]! : parts.length === 2 ? '0' : remote,
    remote: port,
  };
}

function servicePort(service: Service, text: string, pod: Pod): number {
  const name = service.metadata.name ?? '';
  const numeric = /^\d+$/.test(text);
  const found = service.spec.ports?.find((each) =>
    numeric ? each.port === Number(text) : each.name === text,
  );
  if (!found && numeric) throw new CommandError(`Service ${name} does not have a service port ${text}`);
  if (!found) throw new CommandError(`Service '${name}' does not have a named port '${text}'`);
  return containerPort(service, found, pod);
}

/** The port of the Pod that a Service's port means: for headless Services the same number. */
function containerPort(service: Service, port: ServicePort, pod: Pod): number {
  if (service.spec.clusterIP === 'None') return port.port;
  const target = port.targetPort ?? port.port;
  if (typeof target === 'string') return podPort(pod, target);
  return target === 0 ? port.port : target;
}

function podPort(pod: Pod, text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const port = pod.spec.containers.flatMap((each) => each.ports ?? []).find(({ name }) => name === text);
  if (!port) throw new CommandError(`Pod '${pod.metadata.name ?? ''}' does not have a named port '${text}'`);
  return port.containerPort;
}

function cannotListen(context: Context, pod: Pod, ports: readonly Forward[]): never {
  const { local, remote } = ports[0]!;
  const name = pod.metadata.name ?? '';
  throw new CommandError(
    `unable to listen on port ${local}: this terminal cannot open ports on your computer. ` +
      `The target is port ${remote} of pod/${name}; reach it from inside the cluster instead, e.g. ` +
      `kubectl exec -n ${pod.metadata.namespace ?? context.namespace} POD -- wget -qO- http://${pod.status?.podIP ?? name}:${remote}`,
  );
}
