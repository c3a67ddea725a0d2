import type { Pod, Service, ServicePort } from '../../../kube/types.ts';
import { CommandError, UsageError, type Command, type Context } from '../../command.ts';
import { forwardPorts, type Forward } from './forwarding.ts';
import { attachablePod } from './select.ts';

/** Models kubectl pkg/cmd/portforward. */
export const portForward: Command = {
  name: 'port-forward',
  group: 'Troubleshooting and Debugging Commands',
  short: 'Forward one or more local ports to a pod',
  long: `Forward one or more local ports to a pod.

Given a type and a name, as in deployment/mydeployment, one pod behind it is chosen. Where there are several, any one is. The forwarding ends when that pod does, and must then be started again.`,
  examples: `# Listen on ports 5000 and 6000 here, forward to the same ports of the pod
kubectl port-forward pod/mypod 5000 6000

# Listen on port 8443 here, forward to the target port of the service's port named "https"
kubectl port-forward service/myservice 8443:https

# Listen on a random port here, forward to 5000 in the pod
kubectl port-forward pod/mypod :5000`,
  usage: 'TYPE/NAME [options] [LOCAL_PORT:]REMOTE_PORT [...[LOCAL_PORT_N:]REMOTE_PORT_N]',
  completes: 'pods',
  flags: [
    {
      name: 'address',
      kind: 'strings',
      default: '[localhost]',
      help: 'Addresses to listen on: IP addresses or localhost, which means 127.0.0.1 and ::1.',
    },
    {
      name: 'pod-running-timeout',
      kind: 'duration',
      default: '1m0s',
      help: 'How long to wait until a Pod runs.',
    },
  ],
  async run(context) {
    const { args, flags, io } = context;
    if (args.length < 2) throw new UsageError('TYPE/NAME and list of ports are required for port-forward');
    const { pod, info } = await attachablePod(context, args[0]!, flags.duration('pod-running-timeout'));
    const service = info.resource.kind === 'Service' ? (info.object as unknown as Service) : undefined;
    const words = args.slice(1);
    refuseUdp(words, service, pod);
    const ports = words.map((text) => forwardOf(text, service, pod));
    if (pod.status?.phase !== 'Running') {
      throw new CommandError(
        `unable to forward port because pod is not running. Current status=${pod.status?.phase ?? 'Unknown'}`,
      );
    }
    if (!io.machine) cannotListen(context, pod, ports);
    const chosen = flags.list('address');
    const addresses = flags.changed('address') && chosen.length > 0 ? chosen : ['localhost'];
    await forwardPorts(context, io.machine, pod, ports, addresses);
  },
};

function forwardOf(text: string, service: Service | undefined, pod: Pod): Forward {
  const parts = text.split(':');
  if (parts.length > 2) throw new CommandError(`invalid port format '${text}'`);
  const word = parts.at(-1)!;
  const found = service ? servicePort(service, word) : undefined;
  const remote = service && found ? containerPort(service, found, pod) : podPort(pod, word);
  const local = parts.length === 2 ? parts[0]! : String(found?.port ?? remote);
  if (local !== '' && !(/^\d+$/.test(local) && Number(local) <= 65_535)) {
    const why = /^\d+$/.test(local) ? 'value out of range' : 'invalid syntax';
    throw new CommandError(
      `error parsing local port '${local}': strconv.ParseUint: parsing ${JSON.stringify(local)}: ${why}`,
    );
  }
  if (remote < 1) throw new CommandError('remote port must be > 0');
  if (remote > 65_535) {
    throw new CommandError(
      `error parsing remote port '${remote}': strconv.ParseUint: parsing "${remote}": value out of range`,
    );
  }
  return { local: Number(local), remote };
}

/** A tunnel carries TCP only: names and numbers that stand for UDP alone are refused. */
function refuseUdp(words: readonly string[], service: Service | undefined, pod: Pod): void {
  const all = service
    ? (service.spec.ports ?? []).map(({ name, port, protocol }) => ({ name, port, protocol }))
    : pod.spec.containers.flatMap(({ ports = [] }) =>
        ports.map(({ name, containerPort: port, protocol }) => ({ name, port, protocol })),
      );
  for (const word of words) {
    const remote = word.split(':').at(-1)!;
    const meant = all.filter(({ name, port }) => name === remote || String(port) === remote);
    if (meant.length > 0 && meant.every(({ protocol }) => protocol === 'UDP'))
      throw new CommandError(`UDP protocol is not supported for ${remote}`);
  }
}

function servicePort(service: Service, text: string): ServicePort {
  const name = service.metadata.name ?? '';
  const numeric = /^\d+$/.test(text);
  const found = service.spec.ports?.find((each) =>
    numeric ? each.port === Number(text) : each.name === text,
  );
  if (!found && numeric) throw new CommandError(`Service ${name} does not have a service port ${text}`);
  if (!found) throw new CommandError(`Service '${name}' does not have a named port '${text}'`);
  return found!;
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
    `unable to listen on port ${local || remote}: this terminal cannot open ports on your computer. ` +
      `The target is port ${remote} of pod/${name}; reach it from inside the cluster instead, e.g. ` +
      `kubectl exec -n ${pod.metadata.namespace ?? context.namespace} POD -- wget -qO- http://${pod.status?.podIP ?? name}:${remote}`,
  );
}
