import { StatusError } from '../../../kube/status.ts';
import type { AnyObject } from '../../../kube/types.ts';
import type { Allocations, ResourceDefinition } from '../definition.ts';
import { createAllocations } from './allocations.ts';
import { definitions } from './index.ts';

// What the API server does with a definition, without the server: for the tests of the definitions.

export function definitionOf(kind: string): ResourceDefinition {
  const found = definitions.find((definition) => definition.kind === kind);
  if (!found) throw new Error(`no kind ${kind}`);
  return found;
}

/** A pool whose draws are the first values that may be drawn. */
export const firstOf = () => createAllocations({ random: () => 0 });

/** `field: message` for each cause, or what was thrown. */
type Outcome = { object: AnyObject; problems: string[] };

function outcome(object: AnyObject, run: () => { field?: string; message?: string }[]): Outcome {
  const show = ({ field = '', message = '' }: { field?: string; message?: string }) => `${field}: ${message}`;
  try {
    return { object, problems: run().map(show) };
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    return { object, problems: error.status.details?.causes?.map(show) ?? [error.message] };
  }
}

export function create(input: AnyObject, allocations: Allocations = firstOf()): Outcome {
  const definition = definitionOf(input.kind);
  const object = structuredClone(input);
  return outcome(object, () => {
    definition.setDefaults(object);
    definition.prepareForCreate?.(object);
    definition.setDefaults(object);
    definition.allocate?.(object, undefined, allocations);
    return definition.validate(object);
  });
}

export function update(input: AnyObject, old: AnyObject, allocations: Allocations = firstOf()): Outcome {
  const definition = definitionOf(input.kind);
  const object = structuredClone(input);
  return outcome(object, () => {
    definition.setDefaults(object);
    definition.prepareForUpdate?.(object, old);
    definition.setDefaults(object);
    definition.allocate?.(object, old, allocations);
    return definition.validateUpdate(object, old);
  });
}

export function makeObject(apiVersion: string, kind: string, name: string, fields: object): AnyObject {
  return { apiVersion, kind, metadata: { name, namespace: 'shop' }, ...fields };
}

export const service = (spec: object, name = 'web') => makeObject('v1', 'Service', name, { spec });
