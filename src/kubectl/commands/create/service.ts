import type { AnyObject, ServicePort } from '../../../kube/types.ts';
import { CommandError, type Command, type Context, type Flag } from '../../command.ts';
import { createGenerated, generatedFlags, nameOf } from './generated.ts';

const tcpFlag: Flag = {
  name: 'tcp',
  kind: 'strings',

  help: 'Port pairs, as <port>:<targetPort>.',
};

/** @throws CommandError with Go's error for text that is no number */
function parsePort(text: string): number {
  if (!/^\d+$/.test(text)) throw new CommandError(`strconv.ParseUint: parsing "${text}": invalid syntax`);
  if (Number(text) > 65535)
    throw new CommandError(`strconv.ParseUint: parsing "${text}": value out of range`);
  return Number(text);
}

/** One `--tcp` value. Models kubectl pkg/cmd/create parsePorts and buildPorts. */
export function portOf(text: string, nodePort = 0): ServicePort {
  const parts = text.split(':');
  const port = parsePort(parts[0]!);
  let targetPort: number | string = port;
  if (parts.length === 2) {
    const target = parts[1]!;
    targetPort = /^[+-]?\d+$/.test(target) ? Number(target) : target;
    if (typeof targetPort === 'number' && (targetPort < 1 || targetPort > 65535)) {
      throw new CommandError('must be between 1 and 65535, inclusive');
    }
    if (typeof targetPort === 'string') checkPortName(targetPort);
  }
  return {
    name: text.replaceAll(':', '-'),
    port,
    protocol: 'TCP',
    targetPort,
    ...(nodePort ? { nodePort } : {}),
  };
}

function checkPortName(name: string): void {
  const problems: string[] = [];
  if (name.length > 15) problems.push('must be no more than 15 characters');
  if (!/^[-a-z0-9]+$/.test(name))
    problems.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  if (!/[a-z]/.test(name)) problems.push('must contain at least one letter (a-z)');
  if (name.includes('--')) problems.push('must not contain consecutive hyphens');
  if (/^-|-$/.test(name)) problems.push('must not begin or end with a hyphen');
  if (problems.length > 0) throw new CommandError(problems.join(','));
}

async function run(
  context: Context,
  type: string,
  spec: Record<string, unknown>,
  nodePort = 0,
): Promise<void> {
  const name = nameOf(context);
  const tcp = context.flags.list('tcp');
  const headless = spec.clusterIP === 'None';
  if (type !== 'ExternalName' && !headless && tcp.length === 0) {
    throw new CommandError('at least one tcp port specifier must be provided');
  }
  const ports = tcp.map((text) => portOf(text, nodePort));
  const object: AnyObject = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, labels: { app: name } },
    spec: { type, selector: { app: name }, ...(ports.length ? { ports } : {}), ...spec },
    status: { loadBalancer: {} },
  };
  await createGenerated(context, object, `failed to create ${type} service`);
}

const clusterIp: Command = {
  name: 'clusterip',
  short: 'Create a ClusterIP service',
  examples: '# A headless service\nkubectl create service clusterip web --clusterip=None',
  usage: 'NAME [--tcp=<port>:<targetPort>] [--dry-run=server|client|none]',
  flags: [
    ...generatedFlags,
    tcpFlag,
    {
      name: 'clusterip',
      kind: 'string',
      help: "Assign your own ClusterIP or set to 'None' for a headless service.",
    },
  ],
  async run(context) {
    const address = context.flags.string('clusterip');
    await run(context, 'ClusterIP', address ? { clusterIP: address } : {});
  },
};

const nodePort: Command = {
  name: 'nodeport',
  short: 'Create a NodePort service',
  usage: 'NAME [--tcp=port:targetPort] [--dry-run=server|client|none]',
  flags: [
    ...generatedFlags,
    tcpFlag,
    { name: 'node-port', kind: 'int', default: '0', help: 'Port on each node.' },
  ],
  run: (context) => run(context, 'NodePort', {}, context.flags.int('node-port')),
};

const loadBalancer: Command = {
  name: 'loadbalancer',
  short: 'Create a LoadBalancer service',
  usage: 'NAME [--tcp=port:targetPort] [--dry-run=server|client|none]',
  flags: [...generatedFlags, tcpFlag],
  run: (context) => run(context, 'LoadBalancer', {}),
};

const externalName: Command = {
  name: 'externalname',
  short: 'Create an ExternalName service',
  usage: 'NAME --external-name external.name [--dry-run=server|client|none]',
  flags: [
    ...generatedFlags,
    tcpFlag,
    { name: 'external-name', kind: 'string', help: 'Name of the service outside.' },
  ],
  async run(context) {
    if (!context.flags.changed('external-name'))
      throw new CommandError('required flag(s) "external-name" not set');
    await run(context, 'ExternalName', { externalName: context.flags.string('external-name') });
  },
};

/** Models kubectl pkg/cmd/create create_service.go. */
export const createService: Command = {
  name: 'service',
  aliases: ['svc'],
  short: 'Create a service using a specified subcommand',
  long: 'Create a service using a specified subcommand.',
  usage: '[flags]',
  subcommands: [clusterIp, externalName, loadBalancer, nodePort],
};
