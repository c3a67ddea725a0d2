import { errors } from '../../../kube/status.ts';
import type { AnyObject } from '../../../kube/types.ts';
import type { ResourceDefinition } from '../definition.ts';
import { apiVersionOf } from '../registry/normalize.ts';
import { isObject } from '../value.ts';
import { decode } from './decode.ts';

/** What happens to fields that the type does not have. */
export type FieldValidation = 'Strict' | 'Warn' | 'Ignore';

/** @throws StatusError 422 for another value */
export function fieldValidationOf(query: URLSearchParams, options: string): FieldValidation {
  const value = query.get('fieldValidation') || 'Warn';
  if (value === 'Strict' || value === 'Warn' || value === 'Ignore') return value;
  throw errors.invalid(options, 'meta.k8s.io', '', [
    {
      reason: 'FieldValueNotSupported',
      message: `Unsupported value: ${JSON.stringify(value)}: supported values: "Ignore", "Strict", "Warn"`,
      field: 'fieldValidation',
    },
  ]);
}

/** @throws StatusError 422 for anything but `All` */
export function dryRunOf(values: readonly string[], options: string): boolean {
  for (const value of values) {
    if (value === 'All') continue;
    throw errors.invalid(options, 'meta.k8s.io', '', [
      {
        reason: 'FieldValueNotSupported',
        message: `Unsupported value: ${JSON.stringify(value)}: supported values: "All"`,
        field: 'dryRun',
      },
    ]);
  }
  return values.length > 0;
}

/**
 * Reads the body of a create or replace as the definition's kind.
 * Models kubernetes apiserver pkg/endpoints/handlers create.go transformDecodeError.
 * @throws StatusError 400
 */
export function decodeBody(
  definition: ResourceDefinition,
  body: unknown,
  validation: FieldValidation,
  warn: (text: string) => void,
  keepEmpty = false,
): AnyObject {
  const input = isObject(body) ? body : {};
  const expected = apiVersionOf(definition);
  const kind = typeof input.kind === 'string' && input.kind !== '' ? input.kind : definition.kind;
  const apiVersion =
    typeof input.apiVersion === 'string' && input.apiVersion !== '' ? input.apiVersion : expected;
  const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
  const refuse = (text: string) =>
    errors.badRequest(`${kind} in version "${version}" cannot be handled as a ${definition.kind}: ${text}`);
  if (apiVersion !== expected) {
    throw errors.badRequest(
      `the API version in the data (${apiVersion}) does not match the expected API version (${expected})`,
    );
  }
  if (kind !== definition.kind) {
    throw refuse(
      `no kind "${kind}" is registered for version "${apiVersion}" in scheme "pkg/api/legacyscheme/scheme.go:30"`,
    );
  }
  const { object, typeError, strictErrors } = decode(definition.schema, input, 'json', keepEmpty);
  if (typeError !== undefined) throw refuse(typeError);
  if (strictErrors.length > 0) {
    if (validation === 'Strict') throw refuse(`strict decoding error: ${strictErrors.join(', ')}`);
    if (validation === 'Warn') strictErrors.forEach(warn);
  }
  object.kind = definition.kind;
  object.apiVersion = expected;
  object.metadata ??= {};
  return object;
}
