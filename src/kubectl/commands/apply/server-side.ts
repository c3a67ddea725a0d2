import { StatusError } from '../../../kube/status.ts';
import type { AnyObject } from '../../../kube/types.ts';
import { CommandError } from '../../command.ts';
import { addSource, patchObject, type Info } from '../../manifests/info.ts';
import type { ApplyRun } from './run.ts';

const advice = `Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
* If you intend to manage all of these fields, please re-run the apply
  command with the \`--force-conflicts\` flag.
* If you do not intend to manage all of the fields, please edit your
  manifest to remove references to the fields that should keep their
  current managers.
* You may co-own fields by updating your manifest to match the existing
  value; in this case, you'll become the manager if the other manager(s)
  stop managing the field (remove it from their configuration).
See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts`;

/** `kubectl apply --server-side`: the server merges, and tells of conflicts between managers. */
export async function applyServerSide(run: ApplyRun, info: Info): Promise<void> {
  const force = run.context.flags.bool('force-conflicts');
  let object: AnyObject;
  try {
    object = await patchObject(run.context.client, info, info.object, 'apply', {
      query: { ...run.query, force: String(force) },
    });
  } catch (error) {
    if (error instanceof StatusError && error.code === 409)
      throw new CommandError(`${error.message}\n${advice}`);
    throw addSource('patching', info.source, error);
  }
  run.print(info, 'serverside-applied', object);
}
