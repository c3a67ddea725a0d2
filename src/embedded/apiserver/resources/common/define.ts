import type { AnyObject } from '../../../../kube/types.ts';
import type { ResourceDefinition } from '../../definition.ts';
import type { NameCheck } from './names.ts';
import { validateMetadata, validateMetadataUpdate } from './metadata.ts';

type Optional =
  'shortNames' | 'categories' | 'subresources' | 'writable' | 'setDefaults' | 'validate' | 'validateUpdate';

/** What a kind must say about itself; the rest has the usual answers. */
export type Definition = Omit<ResourceDefinition, Optional> &
  Partial<Pick<ResourceDefinition, Optional>> & {
    /** Rule for metadata.name where `validate` is not given; a DNS subdomain if absent. */
    checkName?: NameCheck;
  };

export function defineResource({ checkName, ...given }: Definition): ResourceDefinition {
  const validate = given.validate ?? ((object: AnyObject) => validateMetadata(object, checkName));
  return {
    shortNames: [],
    categories: [],
    subresources: [],
    writable: true,
    setDefaults: () => undefined,
    validateUpdate: (object, old) => [...validateMetadataUpdate(object, old), ...validate(object)],
    ...given,
    validate,
  };
}
