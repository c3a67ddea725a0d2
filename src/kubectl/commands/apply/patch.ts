import type { AnyObject } from '../../../kube/types.ts';
import { deepEqual, goJson } from '../../manifests/gojson.ts';
import {
  addSource,
  createObject,
  deleteObject,
  describeInfo,
  getObject,
  isStatus,
  patchObject,
} from '../../manifests/info.ts';
import type { Info, PatchType } from '../../manifests/info.ts';
import { lastAppliedOf } from '../../manifests/last-applied.ts';
import { threeWayJsonPatch, threeWayPatch, type Fields } from '../../manifests/merge/diff.ts';
import { mergeSchemaOf } from '../../manifests/merge/schema.ts';
import { strategicMerge } from '../../manifests/merge/merge.ts';
import { waitUntilGone } from '../delete/wait.ts';
import type { ApplyRun } from './run.ts';

const maxRetries = 5;

/** The patch that apply sends for an object that exists, and its type. */
export function patchFor(wanted: Info, current: AnyObject): { patch: Fields; type: PatchType } {
  const original = JSON.parse(lastAppliedOf(current) ?? '{}') as Fields;
  const schema = mergeSchemaOf(wanted.resource.group, wanted.resource.kind);
  if (schema)
    return { patch: threeWayPatch(original, wanted.object, current, schema), type: 'strategic-merge' };
  return { patch: threeWayJsonPatch(original, wanted.object, current), type: 'merge' };
}

/**
 * Brings the object on the server to what the manifest says; tries again when somebody else changed it meanwhile.
 * Models kubectl pkg/cmd/apply Patcher.
 */
export async function applyPatch(
  run: ApplyRun,
  wanted: Info,
  first: AnyObject,
): Promise<{ object: AnyObject; changed: boolean }> {
  const { context } = run;
  let current = first;
  for (let attempt = 1; ; attempt++) {
    const { patch, type } = patchFor(wanted, current);
    if (deepEqual(patch, {})) return { object: current, changed: false };
    if (run.dryRun === 'client') {
      const schema = mergeSchemaOf(wanted.resource.group, wanted.resource.kind) ?? {};
      return { object: strategicMerge(current, patch, schema) as AnyObject, changed: true };
    }
    try {
      return {
        object: await patchObject(context.client, wanted, patch, type, { query: run.query }),
        changed: true,
      };
    } catch (error) {
      const conflict = isStatus(error, 409);
      if (conflict && attempt <= maxRetries) {
        if (attempt > 1) await context.io.clock.sleep(1000, context.io.signal);
        current = await getObject(context.client, wanted);
        continue;
      }
      if (context.flags.bool('force') && (conflict || isStatus(error, 422))) {
        return { object: await deleteAndCreate(run, wanted), changed: true };
      }
      const verb = `applying patch:\n${goJson(patch)}\nto:\n${describeInfo(wanted)}\nfor:`;
      throw addSource(verb, wanted.source, addSource('patching', wanted.source, error));
    }
  }
}

async function deleteAndCreate(run: ApplyRun, wanted: Info): Promise<AnyObject> {
  const { client, flags, io } = run.context;
  const grace = flags.int('grace-period');
  const old = await getObject(client, wanted);
  await deleteObject(client, wanted, {
    propagationPolicy: 'Background',
    ...(grace >= 0 ? { gracePeriodSeconds: grace } : {}),
  });
  await waitUntilGone(client, { ...wanted, object: old }, { clock: io.clock, signal: io.signal });
  return createObject(client, wanted, { query: run.query });
}
