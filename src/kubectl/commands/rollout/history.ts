import type { Container, EnvVar, PodTemplateSpec, Probe } from '../../../kube/types.ts';
import { CommandError, filenameFlags, printFlags, selectorFlag, type Command } from '../../command.ts';
import { infoName, throwAll } from '../../manifests/info.ts';
import { findTargets } from '../../manifests/targets.ts';
import { objectPrinter } from '../../output/printer.ts';
import { revisionsOf } from './revisions.ts';

/** Models kubectl pkg/cmd/rollout rollout_history.go and polymorphichelpers history.go. */
export const history: Command = {
  name: 'history',
  short: 'View rollout history',
  long: 'View previous rollout revisions and configurations.',
  usage: '(TYPE NAME | TYPE/NAME) [flags]',
  completes: 'resources',
  flags: [
    ...filenameFlags,
    ...printFlags,
    selectorFlag,
    { name: 'revision', kind: 'int', default: '0', help: 'Show the details of this revision.' },
  ],
  async run(context) {
    if (
      context.args.length === 0 &&
      context.flags.list('filename').length === 0 &&
      context.flags.string('kustomize') === ''
    ) {
      throw new CommandError('required resource not specified');
    }
    const wanted = context.flags.int('revision');
    if (wanted < 0) throw new CommandError(`revision must be a positive integer: ${wanted}`);
    const { infos, errors } = await findTargets(context, { args: context.args, typeAlone: true });
    throwAll(errors);
    const printer = await objectPrinter(context.flags, context.io);
    for (const info of infos) {
      const revisions = await revisionsOf(context, info);
      let text: string;
      if (printer) {
        const shown = revisions.filter(({ number }) => wanted === 0 || number === wanted);
        if (wanted > 0 && shown.length === 0) throw new CommandError('unable to find the specified revision');
        for (const { object } of shown) context.out(printer(object));
        continue;
      }
      if (wanted > 0) {
        const found = revisions.find(({ number }) => number === wanted);
        if (!found) throw new CommandError('unable to find the specified revision');
        context.out(`${infoName(info)} with revision #${wanted}\n`);
        text = `Pod Template:\n${templateText(found.template)}`;
      } else if (revisions.length === 0) {
        context.out(`${infoName(info)} \n`);
        text = 'No rollout history found.';
      } else {
        context.out(`${infoName(info)} \n`);
        const rows = revisions.map(({ number, annotations }) => {
          const cause = annotations['kubernetes.io/change-cause'] || '<none>';
          return `${String(number).padEnd(10)}${cause}\n`;
        });
        text = `REVISION  CHANGE-CAUSE\n${rows.join('')}`;
      }
      context.out(`${text}\n`);
    }
  },
};

/** A Pod template with tabs as they are: this view has no columns. Models kubectl pkg/describe DescribePodTemplate. */
export function templateText({ metadata = {}, spec }: PodTemplateSpec): string {
  const lines = [`  Labels:\t${mapLines(metadata.labels)}`];
  if (Object.keys(metadata.annotations ?? {}).length > 0) {
    lines.push(`  Annotations:\t${mapLines(metadata.annotations, ': ')}`);
  }
  if (spec.serviceAccountName) lines.push(`  Service Account:\t${spec.serviceAccountName}`);
  if (spec.initContainers?.length)
    lines.push('  Init Containers:', ...spec.initContainers.flatMap(containerLines));
  lines.push('  Containers:', ...spec.containers.flatMap(containerLines));
  if (!spec.volumes?.length) lines.push('  Volumes:\t<none>');
  else lines.push('  Volumes:', ...spec.volumes.map(({ name }) => `   ${name}:`));
  const selector = Object.entries(spec.nodeSelector ?? {}).map(([key, value]) => `${key}=${value}`);
  lines.push(`  Node-Selectors:\t${selector.join('\n\t') || '<none>'}`, '  Tolerations:\t<none>');
  return `${lines.join('\n')}\n`;
}

function mapLines(map: Record<string, string> | undefined, separator = '='): string {
  const keys = Object.keys(map ?? {}).sort();
  return keys.map((key) => `${key}${separator}${map?.[key]}`).join('\n\t') || '<none>';
}

function containerLines(container: Container): string[] {
  const ports = container.ports ?? [];
  const list = (of: (port: (typeof ports)[number]) => string) => ports.map(of).join(', ') || '<none>';
  const named = (name: string | undefined) => (name ? ` (${name})` : '');
  const lines = [
    `   ${container.name}:`,
    `    Image:\t${container.image ?? ''}`,
    `    ${ports.length > 1 ? 'Ports' : 'Port'}:\t${list((each) => `${each.containerPort}/${each.protocol ?? 'TCP'}${named(each.name)}`)}`,
    `    Host ${ports.length > 1 ? 'Ports' : 'Port'}:\t${list((each) => `${each.hostPort ?? 0}/${each.protocol ?? 'TCP'}${named(each.name)}`)}`,
  ];
  for (const field of ['command', 'args'] as const) {
    const words = container[field];
    const title = field === 'command' ? 'Command' : 'Args';
    if (words?.length) lines.push(`    ${title}:`, ...words.map((word) => `      ${word}`));
  }
  for (const [title, amounts] of [
    ['Limits', container.resources?.limits],
    ['Requests', container.resources?.requests],
  ] as const) {
    const entries = Object.entries(amounts ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
    if (entries.length > 0)
      lines.push(`    ${title}:`, ...entries.map(([name, amount]) => `      ${name}:\t${amount}`));
  }
  for (const [title, probe] of [
    ['Liveness', container.livenessProbe],
    ['Readiness', container.readinessProbe],
    ['Startup', container.startupProbe],
  ] as const) {
    if (probe) lines.push(`    ${title}:\t${probeText(probe)}`);
  }
  if (!container.env?.length) lines.push('    Environment:\t<none>');
  else
    lines.push(
      '    Environment:',
      ...container.env.map((variable) => `      ${variable.name}:\t${valueText(variable)}`),
    );
  if (!container.volumeMounts?.length) lines.push('    Mounts:\t<none>');
  else {
    lines.push(
      '    Mounts:',
      ...container.volumeMounts.map(
        (each) => `      ${each.mountPath} from ${each.name} (${each.readOnly ? 'ro' : 'rw'})`,
      ),
    );
  }
  return lines;
}

interface KeyOf {
  name?: string;
  key: string;
  optional?: boolean;
}

function valueText({ value, valueFrom }: EnvVar): string {
  const { configMapKeyRef, secretKeyRef, fieldRef } = (valueFrom ?? {}) as {
    configMapKeyRef?: KeyOf;
    secretKeyRef?: KeyOf;
    fieldRef?: { apiVersion?: string; fieldPath?: string };
  };
  const key = (ref: KeyOf, what: string) =>
    `<set to the key '${ref.key}' ${what} '${ref.name ?? ''}'>\tOptional: ${ref.optional ?? false}`;
  if (configMapKeyRef) return key(configMapKeyRef, 'of config map');
  if (secretKeyRef) return key(secretKeyRef, 'in secret');
  if (fieldRef) return ` (${fieldRef.apiVersion ?? 'v1'}:${fieldRef.fieldPath ?? ''})`;
  return value ?? '';
}

function probeText(probe: Probe): string {
  const timing =
    `delay=${probe.initialDelaySeconds ?? 0}s timeout=${probe.timeoutSeconds ?? 1}s period=${probe.periodSeconds ?? 10}s ` +
    `#success=${probe.successThreshold ?? 1} #failure=${probe.failureThreshold ?? 3}`;
  if (probe.httpGet) {
    const { scheme = 'HTTP', host = '', port, path = '' } = probe.httpGet;
    return `http-get ${scheme.toLowerCase()}://${host}:${port}${path} ${timing}`;
  }
  if (probe.tcpSocket) return `tcp-socket ${probe.tcpSocket.host ?? ''}:${probe.tcpSocket.port} ${timing}`;
  if (probe.exec) return `exec [${(probe.exec.command ?? []).join(' ')}] ${timing}`;
  return `unknown ${timing}`;
}
