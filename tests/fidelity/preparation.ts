import { parseAllDocuments } from 'yaml';
import type { AnyObject } from '../../src/kube/types.ts';
import { must, type Bench } from './bench.ts';
import type { Recorded } from './recordings.ts';

/** `web` of `deployment.apps`, as kubectl names objects in what it prints. */
interface Named {
  type: string;
  name: string;
}

const made = ({ stdout }: Recorded): Named[] =>
  [...stdout.matchAll(/^([a-z.0-9]+)\/(\S+) (?:created|configured|unchanged|exposed)$/gm)].map(
    ([, type, name]) => ({ type: type!, name: name! }),
  );

const deleted = ({ stdout }: Recorded): Named[] =>
  [...stdout.matchAll(/^([a-z.0-9]+) "([^"]+)" (?:force )?deleted/gm)].map(([, type, name]) => ({
    type: type!,
    name: name!,
  }));

const same = (a: Named, b: Named) => a.type === b.type && a.name === b.name;

interface FileObject extends Named {
  path: string;
}

/** `networkpolicy.networking.k8s.io` for a NetworkPolicy. */
function objectsIn(path: string, text: string): FileObject[] {
  if (!/\.ya?ml$/.test(path)) return [];
  return parseAllDocuments(text).flatMap((document) => {
    if (document.errors.length > 0) return [];
    const object = document.toJS() as Partial<AnyObject> | null;
    if (typeof object?.kind !== 'string' || typeof object.apiVersion !== 'string') return [];
    const group = object.apiVersion.includes('/') ? `.${object.apiVersion.split('/')[0]!}` : '';
    return [{ path, type: `${object.kind.toLowerCase()}${group}`, name: String(object.metadata?.name) }];
  });
}

/**
 * Files that had been applied before a transcript began: those that hold an object which a command deletes, though
 * neither the baseline nor an earlier command made it.
 */
export function filesAppliedBefore(
  transcript: readonly Recorded[],
  files: Readonly<Record<string, string>>,
): string[] {
  const objects = Object.entries(files).flatMap(([path, text]) => objectsIn(path, text));
  const known: Named[] = objects.filter(({ path }) => path.startsWith('baseline/'));
  const before = new Set<string>();
  for (const recorded of transcript) {
    for (const gone of deleted(recorded)) {
      const file = objects.find((object) => same(object, gone));
      if (file && !known.some((one) => same(one, gone))) before.add(file.path);
    }
    known.push(...made(recorded));
  }
  return [...before].sort();
}

/**
 * Objects whose deletion was not recorded, though the next command that says anything of them creates them.
 * @param at place of the command that runs now
 */
export function deletedUnrecorded(transcript: readonly Recorded[], at: number): Named[] {
  const current = transcript[at]!;
  if (isApply(current)) return createdBy(current);
  // It is going already, as this command saw.
  if (!/ Terminating /.test(current.stdout)) return [];
  for (const later of transcript.slice(at + 1)) {
    if (deleted(later).length > 0) return [];
    if (isApply(later)) return createdBy(later);
  }
  return [];
}

const isApply = ({ cmd }: Recorded) => /^kubectl apply -f /.test(cmd);

const createdBy = ({ stdout }: Recorded): Named[] =>
  [...stdout.matchAll(/^(deployment\.apps)\/(\S+) created$/gm)].map(([, type, name]) => ({
    type: type!,
    name: name!,
  }));

const annotation = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * An object that `apply` configured without a warning had been applied before; one that the cluster was made with
 * was not. It gets the annotation that tells, with its present state.
 */
export async function markAsApplied(bench: Bench, recorded: Recorded): Promise<void> {
  if (!isApply(recorded) || recorded.stderr.includes(annotation)) return;
  for (const [, type, name] of recorded.stdout.matchAll(/^([a-z.0-9]+)\/(\S+) (?:configured|unchanged)$/gm)) {
    const found = await bench.run(`kubectl get ${type!} -A --field-selector metadata.name=${name!} -o json`);
    if (found.exitCode !== 0) continue;
    for (const object of (JSON.parse(found.stdout) as { items: AnyObject[] }).items) {
      const { namespace, annotations } = object.metadata;
      if (annotations?.[annotation] !== undefined) continue;
      const { status: _, ...rest } = object as AnyObject & { status?: unknown };
      const applied = JSON.stringify({ ...rest, metadata: { annotations: {}, name, namespace } });
      const quoted = `${applied}\n`.replaceAll("'", "'\\''");
      await must(bench, `kubectl annotate ${type!} ${name!} -n ${namespace!} ${annotation}='${quoted}'`);
    }
  }
}

/** The baseline, applied and ready: whatever Deployments and Pods it has. */
export async function applyBaseline(bench: Bench, files: Readonly<Record<string, string>>): Promise<void> {
  if (!Object.keys(files).some((path) => path.startsWith('baseline/'))) return;
  await must(bench, 'kubectl apply -f baseline/');
  for (const [type, wait] of [
    ['deployments', 'rollout status deploy/'],
    ['pods', 'wait --for=condition=Ready --timeout=120s pod/'],
  ] as const) {
    const { stdout } = await bench.run(
      `kubectl get ${type} -A -o jsonpath='{range .items[*]}{.metadata.namespace} {.metadata.name}{"\\n"}{end}'`,
    );
    for (const line of stdout.split('\n')) {
      const [namespace = '', name = ''] = line.split(' ');
      if (name !== '' && namespace !== 'kube-system')
        await must(bench, `kubectl ${wait}${name} -n ${namespace}`);
    }
  }
}
