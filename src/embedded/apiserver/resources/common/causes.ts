import type { StatusCause } from '../../../../kube/status.ts';

/**
 * Causes of a 422, worded as the real server words them.
 * Models kubernetes apimachinery pkg/util/validation/field.
 * `field` is a path such as `spec.ports[0].port`; values of any JSON kind are printed as Go prints them there.
 */
export const required = (field: string, detail = ''): StatusCause =>
  cause('FieldValueRequired', field, 'Required value', detail);

export const invalid = (field: string, value: unknown, detail: string): StatusCause =>
  cause('FieldValueInvalid', field, `Invalid value: ${show(value)}`, detail);

export const forbidden = (field: string, detail: string): StatusCause =>
  cause('FieldValueForbidden', field, 'Forbidden', detail);

export const duplicate = (field: string, value: unknown): StatusCause =>
  cause('FieldValueDuplicate', field, `Duplicate value: ${show(value)}`);

export const notFound = (field: string, value: unknown): StatusCause =>
  cause('FieldValueNotFound', field, `Not found: ${show(value)}`);

export const tooLong = (field: string, detail: string): StatusCause =>
  cause('FieldValueTooLong', field, 'Too long', detail);

export const unsupported = (field: string, value: unknown, supported: readonly string[]): StatusCause =>
  cause(
    'FieldValueNotSupported',
    field,
    `Unsupported value: ${show(value)}`,
    `supported values: ${supported.map((name) => `"${name}"`).join(', ')}`,
  );

/** One Invalid cause for each message. */
export const invalidAll = (field: string, value: unknown, messages: readonly string[]): StatusCause[] =>
  messages.map((message) => invalid(field, value, message));

function cause(reason: string, field: string, head: string, detail = ''): StatusCause {
  return { reason, message: detail === '' ? head : `${head}: ${detail}`, field };
}

function show(value: unknown): string {
  return JSON.stringify(value ?? null);
}

/**
 * Checks a value against a fixed set.
 * @param absent what an empty value means: `required` refuses it, `allowed` lets it pass
 */
export function oneOf(
  field: string,
  value: string | null | undefined,
  supported: readonly string[],
  absent: 'required' | 'allowed',
): StatusCause[] {
  if (value === undefined || value === null || value === '') {
    return absent === 'required' ? [required(field)] : [];
  }
  return supported.includes(value) ? [] : [unsupported(field, value, supported)];
}

export const nonNegative = (field: string, value: number | null | undefined): StatusCause[] =>
  value !== undefined && value !== null && value < 0
    ? [invalid(field, value, 'must be greater than or equal to 0')]
    : [];
