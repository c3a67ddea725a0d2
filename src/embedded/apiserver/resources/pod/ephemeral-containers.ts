import type { AnyObject, PodSpec } from '../../../../kube/types.ts';
import type { PartRules } from '../../definition.ts';
import { bumpGeneration, specOf } from '../common/fields.ts';
import { validateMetadata } from '../common/metadata.ts';
import { validateEphemeralUpdate } from './validation/ephemeral.ts';
import { validatePodSpec } from './validation/pod.ts';
import { setPodDefaults } from './defaults.ts';

/** The subresource by which containers for debugging are added. Models pkg/registry/core/pod podEphemeralContainersStrategy. */
export const ephemeralContainers: PartRules = {
  take: (old, proposed): AnyObject => {
    const { ephemeralContainers: added = [] } = specOf<PodSpec>(proposed);
    const { ephemeralContainers: _, ...spec } = specOf<PodSpec>(old);
    const { resourceVersion, uid } = proposed.metadata;
    return {
      ...old,
      metadata: { ...old.metadata, resourceVersion, uid },
      spec: added.length > 0 ? { ...spec, ephemeralContainers: structuredClone(added) } : spec,
    };
  },
  prepareForUpdate: (object, old) => {
    setPodDefaults(object);
    bumpGeneration(object, old);
  },
  validate: (object, old) => [
    ...validateMetadata(object),
    ...validatePodSpec('spec', specOf<PodSpec>(object)),
    ...validateEphemeralUpdate(object, old),
  ],
};
