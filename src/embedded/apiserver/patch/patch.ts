import { applyPatch, type Operation } from 'rfc6902';
import { errors } from '../../../kube/status.ts';
import type { AnyObject } from '../../../kube/types.ts';
import type { ResourceDefinition } from '../definition.ts';
import { parseJson } from '../request/body.ts';
import { decode, type Dialect } from '../request/decode.ts';
import { goPrint, goQuote } from '../request/go-json.ts';
import type { FieldValidation } from '../request/validation.ts';
import { copyJson, isObject, type JsonObject } from '../value.ts';
import { strategicMerge } from './strategic.ts';

export const patchTypes = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
  'application/apply-patch+yaml',
];

/** A patch that has been read: what it makes of an object. */
export type Patch = (old: AnyObject, warn: (text: string) => void) => AnyObject;

/**
 * Reads the body of a PATCH other than server-side apply.
 * Models kubernetes apiserver pkg/endpoints/handlers/patch.go.
 * @throws StatusError 400 for a body that cannot be read; the patch itself throws 422 when it does not fit
 */
export function readPatch(
  definition: ResourceDefinition,
  type: string,
  text: string,
  validation: FieldValidation,
): Patch {
  const body = parse(text);
  if (type === 'application/json-patch+json') {
    const operations = readOperations(body);
    return (old, warn) => {
      const target = copyJson(old);
      if (applyPatch(target, operations).some((error) => error !== null)) throw unprocessable();
      return typed(definition, target, 'json', JSON.stringify(target), validation, warn);
    };
  }
  if (!isObject(body))
    throw errors.badRequest(
      `json: cannot unmarshal ${jsonKind(body)} into Go value of type map[string]interface {}`,
    );
  if (type === 'application/merge-patch+json') {
    return (old, warn) => {
      const target = mergePatch(old, body) as AnyObject;
      return typed(definition, target, 'json', JSON.stringify(target), validation, warn);
    };
  }
  return (old, warn) => {
    const target = strategicMerge(definition.schema, copyJson(old), body) as AnyObject;
    return typed(definition, target, 'unstructured', goPrint(remains(old, body)), validation, warn);
  };
}

function parse(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    throw errors.badRequest((error as Error).message);
  }
}

function jsonKind(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return value === null ? 'null' : typeof value === 'boolean' ? 'bool' : typeof value;
}

const operationNames = new Set(['add', 'remove', 'replace', 'move', 'copy', 'test']);

function readOperations(body: unknown): Operation[] {
  if (!Array.isArray(body)) {
    throw errors.badRequest(`json: cannot unmarshal ${jsonKind(body)} into Go value of type jsonpatch.Patch`);
  }
  for (const operation of body as unknown[]) {
    if (
      !isObject(operation) ||
      !operationNames.has(String(operation.op)) ||
      typeof operation.path !== 'string'
    ) {
      throw unprocessable();
    }
  }
  return body as Operation[];
}

function unprocessable() {
  return errors.status(422, 'Invalid', 'the server rejected our request due to an error in our request', {});
}

/**
 * What an error shows of a strategic merge patch: the real server uses up the ordering directives, and the
 * lists they order, while it merges.
 */
function remains(original: JsonObject, patch: JsonObject): JsonObject {
  const result: JsonObject = {};
  for (const [key, value] of Object.entries(patch)) {
    if (key === '$retainKeys' || key.startsWith('$setElementOrder/') || `$setElementOrder/${key}` in patch)
      continue;
    const before = original[key];
    result[key] = isObject(value) && isObject(before) ? remains(before, value) : value;
  }
  return result;
}

/** RFC 7396. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const result: JsonObject = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) Reflect.deleteProperty(result, key);
    else result[key] = mergePatch(result[key], value);
  }
  return result;
}

function typed(
  definition: ResourceDefinition,
  target: AnyObject,
  dialect: Dialect,
  shown: string,
  validation: FieldValidation,
  warn: (text: string) => void,
): AnyObject {
  const { object, typeError, strictErrors } = decode(definition.schema, target, dialect);
  const refuse = (text: string) => {
    const message = `Invalid value: ${goQuote(shown)}: ${text}`;
    return errors.invalid('', '', '', [{ reason: 'FieldValueInvalid', message, field: 'patch' }]);
  };
  if (typeError !== undefined) throw refuse(typeError);
  if (strictErrors.length > 0) {
    if (validation === 'Strict') throw refuse(`strict decoding error: ${strictErrors.join(', ')}`);
    if (validation === 'Warn') strictErrors.forEach(warn);
  }
  return object;
}
