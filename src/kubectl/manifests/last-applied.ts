import type { AnyObject } from '../../kube/types.ts';
import { goJson, without } from './gojson.ts';

export const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** The object without that annotation, and with a map of annotations in any case. */
export function withoutLastApplied(object: AnyObject): AnyObject {
  const annotations = without(object.metadata.annotations ?? {}, (key) => key === lastApplied);
  return { ...object, metadata: { ...object.metadata, annotations } };
}

/**
 * The object with its own configuration written into the annotation that the next apply compares with.
 * Models kubectl pkg/util CreateApplyAnnotation.
 */
export function withLastApplied(object: AnyObject): AnyObject {
  const bare = withoutLastApplied(object);
  const annotations = { ...bare.metadata.annotations, [lastApplied]: `${goJson(bare)}\n` };
  return { ...bare, metadata: { ...bare.metadata, annotations } };
}

/** The configuration that was applied last; undefined if the object does not tell. */
export function lastAppliedOf(object: AnyObject): string | undefined {
  return object.metadata.annotations?.[lastApplied];
}
