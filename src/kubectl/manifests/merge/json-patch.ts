import { applyPatch, type Operation } from 'rfc6902';
import { CommandError } from '../../command.ts';

/**
 * An object after a JSON patch (RFC 6902).
 * @throws CommandError for what is no patch, or does not fit the object
 */
export function applyJsonPatch(object: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch))
    throw new CommandError('json: cannot unmarshal object into Go value of type jsonpatch.Patch');
  const copy: unknown = structuredClone(object);
  const problem = applyPatch(copy, patch as Operation[]).find((result) => result !== null);
  if (problem) throw new CommandError(problem.message);
  return copy;
}
