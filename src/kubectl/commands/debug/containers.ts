import { resources } from '../../../kube/client.ts';
import { StatusError } from '../../../kube/status.ts';
import type { AnyObject, Container, Pod, PodSpec } from '../../../kube/types.ts';
import { CommandError, type Context } from '../../command.ts';
import { createObject, patchObject, type Info } from '../../manifests/info.ts';
import { applyProfile } from './profiles.ts';

/** A Pod and the container in it to attach to; '' if no container was made. */
export interface DebugSession {
  pod: Pod;
  container: string;
}

/** Models kubectl pkg/cmd/debug debugByEphemeralContainer. */
export async function debugInPod(context: Context, info: Info): Promise<DebugSession> {
  const { flags } = context;
  const pod = info.object as unknown as Pod;
  const targetContainerName = flags.string('target');
  if (targetContainerName) {
    context.out(
      `Targeting container "${targetContainerName}". If you don't see processes from this container it may be because ` +
        "the container runtime doesn't support this feature.\n",
    );
  }
  const name = flags.string('container') || freeName(context, pod.spec);
  const container = {
    ...newContainer(context, name),
    ...(targetContainerName ? { targetContainerName } : {}),
  };
  applyProfile(flags.string('profile'), 'ephemeral', structuredClone(pod.spec), container);
  const patch = { spec: { ephemeralContainers: [...(pod.spec.ephemeralContainers ?? []), container] } };
  try {
    const changed = await patchObject(context.client, info, patch, 'strategic-merge', {
      subresource: 'ephemeralcontainers',
    });
    return { pod: changed as unknown as Pod, container: name };
  } catch (error) {
    // A server without the subresource answers for its path, not for the Pod.
    if (error instanceof StatusError && error.code === 404 && !error.status.details?.name) {
      throw new CommandError(
        `ephemeral containers are disabled for this cluster (error from server: ${JSON.stringify(error.message)})`,
      );
    }
    throw error;
  }
}

/** Models kubectl pkg/cmd/debug debugByCopy. */
export async function debugInCopy(context: Context, info: Info): Promise<DebugSession> {
  const { flags, client } = context;
  const { copy, container } = copyOf(context, info.object as unknown as Pod);
  if (flags.bool('replace')) await client.delete(resources.pods, info.namespace, info.name);
  const wanted: Info = { ...info, name: flags.string('copy-to'), object: copy };
  return { pod: (await createObject(client, wanted)) as unknown as Pod, container };
}

function copyOf(context: Context, original: Pod): { copy: AnyObject; container: string } {
  const { flags } = context;
  const spec = structuredClone(original.spec);
  delete spec.ephemeralContainers;
  if (!flags.bool('same-node')) delete spec.nodeName;
  if (!flags.bool('keep-init-containers')) delete spec.initContainers;
  for (const each of spec.containers) {
    if (!flags.bool('keep-liveness')) delete each.livenessProbe;
    if (!flags.bool('keep-readiness')) delete each.readinessProbe;
    if (!flags.bool('keep-startup')) delete each.startupProbe;
  }
  setImages(spec, flags.list('set-image'));
  const { labels, annotations, namespace } = original.metadata;
  const copy: AnyObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: flags.string('copy-to'),
      namespace,
      ...(flags.bool('keep-labels') && labels ? { labels } : {}),
      ...(flags.bool('keep-annotations') && annotations ? { annotations } : {}),
    },
    spec,
  };
  const name = changeContainer(context, spec);
  if (flags.changed('share-processes')) {
    (spec as PodSpec & { shareProcessNamespace?: boolean }).shareProcessNamespace =
      flags.bool('share-processes');
  }
  return { copy, container: name };
}

/** Adds the debugging container or changes an existing one. @returns its name, '' if only images changed */
function changeContainer(context: Context, spec: PodSpec): string {
  const { flags } = context;
  const wanted = flags.string('container');
  const existing = [...spec.containers, ...(spec.initContainers ?? [])].find(({ name }) => name === wanted);
  const image = flags.string('image');
  if (!existing && image === '') {
    if (flags.list('set-image').length > 0) return '';
    throw new CommandError('you must specify image when creating new container');
  }
  const name = wanted || freeName(context, spec);
  const fresh = newContainer(context, name);
  const container: Container = existing ?? fresh;
  if (existing) {
    if (fresh.command) {
      existing.command = fresh.command;
      delete existing.args;
    } else if (fresh.args) existing.args = fresh.args;
    for (const field of ['env', 'image', 'imagePullPolicy', 'stdin', 'tty'] as const) {
      if (fresh[field] !== undefined) Object.assign(existing, { [field]: fresh[field] });
    }
  } else spec.containers.push(container);
  applyProfile(flags.string('profile'), 'copy', spec, container);
  return name;
}

/** @param pairs `name=image`; the name `*` means every container */
function setImages(spec: PodSpec, pairs: readonly string[]): void {
  for (const pair of pairs) {
    const [name, image] = pair.split('=');
    for (const container of [...spec.containers, ...(spec.initContainers ?? [])]) {
      if (name === '*' || name === container.name) container.image = image;
    }
  }
}

/** Models kubectl pkg/cmd/debug visitNode and generateNodeDebugPod. */
export async function debugOnNode(context: Context, node: string): Promise<DebugSession> {
  const { flags } = context;
  const name = `node-debugger-${node}-${randomSuffix()}`;
  const container = newContainer(context, flags.string('container') || 'debugger');
  const spec: PodSpec = {
    containers: [container],
    nodeName: node,
    restartPolicy: 'Never',
    tolerations: [{ operator: 'Exists' }],
  };
  applyProfile(flags.string('profile'), 'node', spec, container);
  if (!flags.bool('quiet')) {
    context.out(`Creating debugging pod ${name} with container ${container.name} on node ${node}.\n`);
  }
  const resource = (await context.resources()).resolve('pods');
  const object: AnyObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels: { 'app.kubernetes.io/managed-by': 'kubectl-debug' } },
    spec,
  };
  const info: Info = { resource, namespace: context.namespace, name, source: '', object };
  return { pod: (await createObject(context.client, info)) as unknown as Pod, container: container.name };
}

/** The container that the flags and the words after `--` describe. */
function newContainer(context: Context, name: string): Container {
  const { flags } = context;
  const words = commandOf(context);
  const env = flags.list('env').map((text) => {
    const at = text.indexOf('=');
    if (at <= 0) throw new CommandError(`invalid env: ${text}`);
    return { name: text.slice(0, at), value: text.slice(at + 1) };
  });
  return {
    name,
    ...(flags.string('image') ? { image: flags.string('image') } : {}),
    ...(words.length ? { [flags.bool('arguments-only') ? 'args' : 'command']: words } : {}),
    ...(env.length ? { env } : {}),
    ...(flags.string('image-pull-policy') ? { imagePullPolicy: flags.string('image-pull-policy') } : {}),
    ...(flags.bool('stdin') ? { stdin: true } : {}),
    ...(flags.bool('tty') ? { tty: true } : {}),
    terminationMessagePolicy: 'File',
  };
}

/** The words after `--`. */
export function commandOf({ args, argsLengthAtDash }: Context): string[] {
  return argsLengthAtDash < 0 ? [] : args.slice(argsLengthAtDash);
}

function freeName(context: Context, spec: PodSpec): string {
  const taken = [...spec.containers, ...(spec.initContainers ?? []), ...(spec.ephemeralContainers ?? [])];
  let name: string;
  do name = `debugger-${randomSuffix()}`;
  while (taken.some((each) => each.name === name));
  if (!context.flags.bool('quiet')) context.out(`Defaulting debug container name to ${name}.\n`);
  return name;
}

/** Five letters of those that Kubernetes makes names of. Models apimachinery util/rand SafeEncodeString. */
function randomSuffix(): string {
  const letters = 'bcdfghjklmnpqrstvwxz2456789';
  return Array.from(crypto.getRandomValues(new Uint8Array(5)), (byte) => letters[byte % letters.length]).join(
    '',
  );
}

export function unsupported(info: Info): CommandError {
  const { group, version } = info.resource;
  return new CommandError(`"${group}/${version}, Kind=${info.resource.kind}" not supported by debug`);
}
