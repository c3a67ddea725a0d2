import type { AnyObject } from '../../../kube/types.ts';
import type { FieldSchema, StructSchema } from '../schema/types.ts';
import { isObject, type JsonObject } from '../value.ts';

/** What came out of reading data as a typed object. */
export interface Decoded {
  object: AnyObject;
  /** The first field of a wrong type; what was read is then of no use. */
  typeError: string | undefined;
  /** `unknown field "spec.slector"`, by name, as clients that sort their JSON see them. The fields are dropped. */
  strictErrors: string[];
}

/**
 * The words for a wrong type: of Go's JSON decoder (create, replace, JSON and merge patch) or of the
 * converter from untyped data (strategic merge patch, apply).
 */
export type Dialect = 'json' | 'unstructured';

interface Place {
  /** Go's name of the innermost struct, and the field's path without indexes. */
  struct: string;
  field: string;
}

/**
 * Reads data as the type says: drops nulls, unknown fields and what Go's `omitempty` would leave out.
 * @param keepEmpty keeps empty lists and maps, which validation tells from absent ones and the store does not
 * Models encoding/json with kubernetes sigs.k8s.io/json's strictness, and apimachinery pkg/runtime
 * converter.go for the other dialect.
 */
export function decode(
  schema: StructSchema,
  input: unknown,
  dialect: Dialect = 'json',
  keepEmpty = false,
): Decoded {
  const decoder = new Decoder(dialect, keepEmpty);
  const object = decoder.struct(schema, isObject(input) ? input : {}, '', '') as AnyObject;
  return { object, typeError: decoder.typeError, strictErrors: decoder.strictErrors };
}

class Decoder {
  typeError: string | undefined;
  readonly strictErrors: string[] = [];
  private readonly dialect: Dialect;
  private readonly keepEmpty: boolean;

  constructor(dialect: Dialect, keepEmpty: boolean) {
    this.dialect = dialect;
    this.keepEmpty = keepEmpty;
  }

  /** @param path for people, with indexes; @param goPath as Go's JSON errors have it, without */
  struct(schema: StructSchema, input: JsonObject, path: string, goPath: string): JsonObject {
    const output: JsonObject = {};
    for (const key of Object.keys(input).sort()) {
      const value = input[key];
      const field = schema.fields[key];
      const at = path === '' ? key : `${path}.${key}`;
      if (!field) {
        this.strictErrors.push(`unknown field "${at}"`);
        continue;
      }
      const place = { struct: schema.goName, field: goPath === '' ? key : `${goPath}.${key}` };
      const decoded = value === null ? undefined : this.value(field, value, at, place);
      if (decoded !== undefined && (this.keepEmpty || !isOmitted(field, decoded))) output[key] = decoded;
    }
    return output;
  }

  private value(field: FieldSchema, value: unknown, path: string, place: Place): unknown {
    switch (field.type) {
      case 'any':
        return value;
      case 'struct':
        if (!isObject(value)) return this.mismatch(field, value, place);
        return this.struct(field.struct!(), value, path, place.field);
      case 'list':
        if (!Array.isArray(value)) return this.mismatch(field, value, place);
        return value.map((item, i) => this.item(field.items!, item, `${path}[${i}]`, place));
      case 'map': {
        if (!isObject(value)) return this.mismatch(field, value, place);
        const entries = Object.entries(value).map(([key, item]) => [
          key,
          this.item(field.items!, item, `${path}.${key}`, place),
        ]);
        return Object.fromEntries(entries) as JsonObject;
      }
      case 'string':
        if (typeof value !== 'string') return this.mismatch(field, value, place);
        if (field.goType === '[]uint8') this.bytes(value);
        return value;
      case 'boolean':
        return typeof value === 'boolean' ? value : this.mismatch(field, value, place);
      case 'int32':
      case 'int64':
        return isInteger(value, field.type) ? value : this.mismatch(field, value, place);
      case 'intOrString':
        if (typeof value === 'string' || isInteger(value, 'int32')) return value;
        return this.mismatch(field, value, place);
      case 'quantity':
        return typeof value === 'string' || typeof value === 'number'
          ? this.quantity(String(value))
          : this.mismatch(field, value, place);
      case 'time':
        return typeof value === 'string' ? this.time(value) : this.mismatch(field, value, place);
    }
  }

  /** An element of a list or map: null there is the type's zero value. */
  private item(field: FieldSchema, value: unknown, path: string, place: Place): unknown {
    return value === null ? zeroOf(field) : this.value(field, value, path, place);
  }

  private quantity(text: string): string {
    if (!/^[+-]?(\d+(\.\d*)?|\.\d+)([numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/.test(text)) {
      this.typeError ??=
        "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
    }
    return text;
  }

  /** Bytes are written in base64. Models encoding/base64 of Go, which ignores line ends and wants padding. */
  private bytes(text: string): void {
    const data = text.replace(/[\r\n]/g, '');
    const wrong = /[^A-Za-z0-9+/=]/.exec(data)?.index ?? /=(?!=?$)/.exec(data)?.index;
    const at = wrong ?? (data.length % 4 === 0 ? undefined : data.length - (data.length % 4));
    if (at !== undefined) this.typeError ??= `illegal base64 data at input byte ${at}`;
  }

  private time(text: string): string | undefined {
    if (text === '') return undefined;
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text) || isNaN(Date.parse(text))) {
      const layout = '2006-01-02T15:04:05Z07:00';
      this.typeError ??= `parsing time ${JSON.stringify(text)} as "${layout}": cannot parse ${JSON.stringify(text)} as "2006"`;
    }
    return text;
  }

  private mismatch(field: FieldSchema, value: unknown, place: Place): undefined {
    this.typeError ??=
      this.dialect === 'json' ? jsonMismatch(field, value, place) : convertMismatch(field, value);
    return undefined;
  }
}

function jsonMismatch(field: FieldSchema, value: unknown, place: Place): string {
  return `json: cannot unmarshal ${describe(field, value)} into Go struct field ${place.struct}.${place.field} of type ${goTypeOf(field)}`;
}

function describe(field: FieldSchema, value: unknown): string {
  if (typeof value === 'number') {
    const numeric = field.type === 'int32' || field.type === 'int64' || field.type === 'intOrString';
    return numeric ? `number ${value}` : 'number';
  }
  if (typeof value === 'boolean') return 'bool';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'string' ? 'string' : 'object';
}

function convertMismatch(field: FieldSchema, value: unknown): string {
  const from = unstructuredKind(value);
  switch (field.type) {
    case 'map':
      return `cannot restore map from ${from}`;
    case 'list':
      return `cannot restore slice from ${from}`;
    case 'struct':
      return `cannot restore struct from: ${from}`;
    case 'intOrString':
      return `json: cannot unmarshal ${describe(field, value)} into Go value of type int32`;
    case 'quantity':
      return "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
    default: {
      // Go converts an integer to a string and numbers to each other; the converter forbids what changes the kind.
      const convertible =
        (from === 'int64' && field.type === 'string') ||
        ((from === 'float64' || from === 'int64') && (field.type === 'int32' || field.type === 'int64'));
      if (convertible) return `cannot convert ${from} to ${goTypeOf(field)}`;
      return `unrecognized type: ${field.type === 'boolean' ? 'bool' : field.type === 'time' ? 'string' : field.type}`;
    }
  }
}

function unstructuredKind(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  if (typeof value === 'boolean') return 'bool';
  if (Array.isArray(value)) return 'slice';
  return typeof value === 'string' ? 'string' : 'map';
}

export function goTypeOf(field: FieldSchema): string {
  if (field.goType !== undefined) return field.goType.replace(/^\*/, '');
  switch (field.type) {
    case 'boolean':
      return 'bool';
    case 'intOrString':
      return 'int32';
    case 'struct':
      return `v1.${field.struct!().goName}`;
    case 'list':
      return `[]${goTypeOf(field.items!)}`;
    case 'map':
      return `map[string]${goTypeOf(field.items!)}`;
    default:
      return field.type;
  }
}

function isInteger(value: unknown, type: 'int32' | 'int64'): boolean {
  if (typeof value !== 'number' || !Number.isInteger(value)) return false;
  return type === 'int64' || (value >= -(2 ** 31) && value < 2 ** 31);
}

/** Optional lists and maps vanish when empty, as they do in the stored form. */
function isOmitted(field: FieldSchema, value: unknown): boolean {
  if (field.required) return false;
  if (field.type === 'list') return (value as unknown[]).length === 0;
  return field.type === 'map' && Object.keys(value as JsonObject).length === 0;
}

function zeroOf(field: FieldSchema): unknown {
  switch (field.type) {
    case 'string':
      return '';
    case 'int32':
    case 'int64':
    case 'intOrString':
      return 0;
    case 'boolean':
      return false;
    case 'struct':
    case 'map':
      return {};
    case 'list':
      return [];
    default:
      return null;
  }
}
