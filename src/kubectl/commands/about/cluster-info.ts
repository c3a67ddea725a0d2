import { resources } from '../../../kube/client.ts';
import type { Service } from '../../../kube/types.ts';
import type { Command, Context } from '../../command.ts';
import { dump } from './cluster-dump.ts';

/** Models kubectl pkg/cmd/clusterinfo. */
export const clusterInfo: Command = {
  name: 'cluster-info',
  group: 'Cluster Management Commands',
  short: 'Display cluster information',
  long: 'Display the addresses of the control plane and of the Services labelled kubernetes.io/cluster-service=true.',
  examples: `# Addresses of the control plane and of cluster services
kubectl cluster-info`,
  usage: '[flags]',
  completes: 'none',
  subcommands: [dump],
  run,
};

async function run(context: Context): Promise<void> {
  const { server } = context.kubectl.config;
  const paint = (code: number, text: string) => (context.io.tty ? `\x1b[0;${code}m${text}\x1b[0m` : text);
  const line = (name: string, link: string) =>
    context.out(`${paint(32, name)} is running at ${paint(33, link)}\n`);
  const services = await context.client.list<Service>(resources.services, 'kube-system', {
    labelSelector: 'kubernetes.io/cluster-service=true',
  });
  line('Kubernetes control plane', server);
  for (const { metadata, spec } of services.items) {
    const [port] = spec.ports ?? [];
    const scheme = port && (port.name === 'https' || port.port === 443) ? 'https:' : '';
    const name = port
      ? `${scheme}${metadata.name}${scheme || port.name ? `:${port.name ?? ''}` : ''}`
      : metadata.name;
    const label = metadata.labels?.['kubernetes.io/name'] ?? metadata.name ?? '';
    line(label, `${server}/api/v1/namespaces/${metadata.namespace}/services/${name}/proxy`);
  }
  context.out(`\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n`);
}
