import type { AnyObject, LabelSelector, Service, ServicePort } from '../../kube/types.ts';
import { CommandError, dryRunFlag, filenameFlags, printFlags, selectorFlag } from '../command.ts';
import type { Command, Context } from '../command.ts';
import { createObject, throwAll, type Info } from '../manifests/info.ts';
import { dryRunOf, dryRunQuery, managerFlag } from '../manifests/options.ts';
import { resultPrinter } from '../manifests/print.ts';
import { findTargets } from '../manifests/targets.ts';

/** Models kubectl pkg/cmd/expose. */
export const expose: Command = {
  name: 'expose',
  group: 'Basic Commands (Beginner)',
  short:
    'Take a replication controller, service, deployment or pod and expose it as a new Kubernetes service',
  long: 'Expose a resource as a new Kubernetes service. The selector of the resource becomes the selector of the service.',
  examples:
    '# A service for a deployment, on port 80, to port 8080 of its Pods\nkubectl expose deployment web --port=80 --target-port=8080',
  usage:
    '(-f FILENAME | TYPE NAME) [--port=port] [--protocol=TCP|UDP|SCTP] [--target-port=number-or-name] [--name=name] [--external-ip=external-ip-of-service] [--type=type]',
  completes: 'resources',
  flags: [
    ...filenameFlags,
    ...printFlags,
    dryRunFlag,
    managerFlag('kubectl-expose'),
    {
      ...selectorFlag,
      short: undefined,
      help: 'The selector of the service; by default that of the resource.',
    },
    { name: 'cluster-ip', kind: 'string', help: "ClusterIP to assign; 'None' for a headless service." },
    { name: 'external-ip', kind: 'string', help: 'Additional external IP address of the service.' },
    { name: 'labels', short: 'l', kind: 'string', help: 'Labels of the service.' },
    { name: 'load-balancer-ip', kind: 'string', help: 'IP to assign to the load balancer.' },
    { name: 'name', kind: 'string', help: 'The name of the new service.' },
    {
      name: 'port',
      kind: 'string',
      help: 'The port that the service should serve on. Copied from the resource if absent.',
    },
    { name: 'protocol', kind: 'string', help: 'The network protocol of the service; TCP if absent.' },
    { name: 'session-affinity', kind: 'string', help: "'None' or 'ClientIP'." },
    {
      name: 'target-port',
      kind: 'string',
      help: 'Name or number of the port on the container; the port if absent.',
    },
    { name: 'type', kind: 'string', help: 'ClusterIP, NodePort, LoadBalancer, or ExternalName.' },
  ],
  run: runExpose,
};

async function runExpose(context: Context): Promise<void> {
  const dryRun = dryRunOf(context);
  const { infos, errors } = await findTargets(context, { args: context.args, selector: '' });
  const print = await resultPrinter(context, dryRun);
  const resource = (await context.resources()).resolve('services');
  for (const info of infos) {
    try {
      const object = serviceFor(context, info);
      const service: Info = {
        resource,
        namespace: context.namespace,
        name: object.metadata.name ?? '',
        source: '',
        object,
      };
      const query = { fieldManager: context.flags.string('field-manager'), ...dryRunQuery(dryRun) };
      const result = dryRun === 'client' ? object : await createObject(context.client, service, { query });
      print(service, 'exposed', result);
    } catch (error) {
      context.io.signal.throwIfAborted();
      errors.push(error);
    }
  }
  throwAll(errors);
}

function serviceFor(context: Context, info: Info): AnyObject {
  const { flags } = context;
  if (!['ReplicationController', 'Service', 'Pod', 'Deployment', 'ReplicaSet'].includes(info.resource.kind)) {
    const { kind, group } = info.resource;
    throw new CommandError(`cannot expose a ${group ? `${kind}.${group}` : kind}`);
  }
  const selector = flags.string('selector') ? parsePairs(flags.string('selector')) : selectorOf(info);
  const ports = portsOf(context, info);
  const labels = flags.changed('labels')
    ? parsePairs(flags.string('labels'))
    : (info.object.metadata.labels ?? {});
  const text = (name: string) => flags.string(name);
  const type = text('type');
  const affinity = text('session-affinity');
  if (affinity && affinity !== 'None' && affinity !== 'ClientIP')
    throw new CommandError(`unknown session affinity: ${affinity}`);
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: text('name') || info.name.slice(0, 63),
      ...(context.namespaceGiven ? { namespace: context.namespace } : {}),
      ...(Object.keys(labels).length ? { labels } : {}),
    },
    spec: {
      ports,
      selector,
      ...(type ? { type } : {}),
      ...(text('cluster-ip') ? { clusterIP: text('cluster-ip') } : {}),
      ...(text('external-ip') ? { externalIPs: [text('external-ip')] } : {}),
      ...(text('load-balancer-ip') ? { loadBalancerIP: text('load-balancer-ip') } : {}),
      ...(affinity ? { sessionAffinity: affinity } : {}),
    },
    status: { loadBalancer: {} },
  };
}

/** Models kubectl pkg/polymorphichelpers MapBasedSelectorForObject. */
function selectorOf(info: Info): Record<string, string> {
  const because = (reason: string) =>
    new CommandError(`couldn't retrieve selectors via --selector flag or introspection: ${reason}`);
  const { selector } = (info.object.spec ?? {}) as { selector?: unknown };
  if (info.resource.kind === 'Pod') {
    const labels = info.object.metadata.labels ?? {};
    if (Object.keys(labels).length === 0) throw because('the pod has no labels and cannot be exposed');
    return labels;
  }
  if (info.resource.group === 'apps') {
    const { matchLabels = {}, matchExpressions = [] } = (selector ?? {}) as LabelSelector;
    if (matchExpressions.length > 0) {
      throw because(
        `couldn't convert expressions - "${JSON.stringify(matchExpressions)}" to map-based selector format`,
      );
    }
    if (Object.keys(matchLabels).length === 0) throw because('the object has no selector');
    return matchLabels;
  }
  const map = (selector ?? {}) as Record<string, string>;
  if (Object.keys(map).length === 0) {
    throw because(
      info.resource.kind === 'Service' ? 'the service has no pod selector set' : 'the object has no selector',
    );
  }
  return map;
}

interface Exposed {
  port: number;
  protocol: string;
}

/** Ports that the object itself tells. */
function ownPorts(info: Info): Exposed[] {
  if (info.resource.kind === 'Service') {
    const { spec } = info.object as unknown as Service;
    return (spec.ports ?? []).map(({ port, protocol }) => ({ port, protocol: protocol ?? 'TCP' }));
  }
  const spec = (info.object.spec ?? {}) as { template?: { spec?: unknown } };
  const pod = (info.resource.kind === 'Pod' ? spec : spec.template?.spec) as
    { containers?: { ports?: { containerPort: number; protocol?: string }[] }[] } | undefined;
  const ports = (pod?.containers ?? []).flatMap((each) => each.ports ?? []);
  return ports.map(({ containerPort, protocol }) => ({ port: containerPort, protocol: protocol ?? 'TCP' }));
}

function portsOf(context: Context, info: Info): ServicePort[] {
  const { flags } = context;
  const own = ownPorts(info);
  const given = flags.string('port');
  const headless = flags.string('cluster-ip') === 'None';
  const wanted = given ? given.split(',') : [...new Set(own.map(({ port }) => String(port)))];
  if (wanted.length === 0 && headless) return [];
  if (wanted.length === 0) throw new CommandError("couldn't find port via --port flag or introspection");
  return wanted.flatMap((text, index): ServicePort[] => {
    if (!/^[+-]?\d+$/.test(text)) throw new CommandError(`strconv.Atoi: parsing "${text}": invalid syntax`);
    const port = Number(text);
    const known = own.filter((each) => each.port === port).map(({ protocol }) => protocol);
    const protocols = flags.string('protocol') ? [flags.string('protocol')] : known.length ? known : ['TCP'];
    const number = `port-${index + 1}`;
    return protocols.map((protocol) => ({
      ...(protocols.length > 1
        ? { name: `${number}-${protocol.toLowerCase()}` }
        : wanted.length > 1
          ? { name: number }
          : {}),
      port,
      protocol: protocol as 'TCP',
      targetPort: targetOf(flags.string('target-port'), port),
    }));
  });
}

function targetOf(text: string, port: number): number | string {
  if (text === '') return port;
  return /^\d+$/.test(text) ? Number(text) : text;
}

function parsePairs(text: string): Record<string, string> {
  const entries = text.split(',').map((pair): [string, string] => {
    const at = pair.indexOf('=');
    if (at <= 0) throw new CommandError(`unexpected label spec: ${pair}`);
    return [pair.slice(0, at), pair.slice(at + 1)];
  });
  return Object.fromEntries(entries);
}
