import type { FieldSchema, StructSchema } from '../schema/types.ts';
import type { JsonObject } from '../value.ts';
import { fieldNumbers } from './field-numbers.ts';

const magic = [0x6b, 0x38, 0x73, 0x00];

/** Why bytes cannot be read as an object. */
export class ProtobufError extends Error {
  override name = 'ProtobufError';
}

// In Go these are pointers: their zero is a value that was given, not the absence of one.
const pointers = new Set([
  'replicas',
  'terminationGracePeriodSeconds',
  'gracePeriodSeconds',
  'activeDeadlineSeconds',
  'tolerationSeconds',
  'revisionHistoryLimit',
  'progressDeadlineSeconds',
  'partition',
  'maxUnavailable',
  'maxSurge',
  'automountServiceAccountToken',
  'enableServiceLinks',
  'allocateLoadBalancerNodePorts',
  'allowPrivilegeEscalation',
  'privileged',
  'readOnlyRootFilesystem',
  'runAsNonRoot',
  'runAsUser',
  'runAsGroup',
  'fsGroup',
  'immutable',
  'optional',
  'controller',
  'blockOwnerDeletion',
]);

/**
 * Reads the protobuf form in which typed clients (`kubectl create deployment`) send objects, into what the
 * JSON form would have said.
 * Models kubernetes apimachinery pkg/runtime/serializer/protobuf.
 * @throws ProtobufError
 */
export function decodeProtobuf(bytes: Uint8Array, schema: StructSchema): JsonObject {
  if (!magic.every((byte, i) => bytes[i] === byte)) {
    throw new ProtobufError(
      'provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]',
    );
  }
  let type: JsonObject = {};
  let raw = new Uint8Array();
  for (const { number, bytes: content } of fieldsOf(bytes.subarray(magic.length))) {
    if (number === 1) type = typeMeta(content);
    if (number === 2) raw = new Uint8Array(content);
  }
  return { ...type, ...message(schema, raw) };
}

function typeMeta(bytes: Uint8Array): JsonObject {
  const result: JsonObject = {};
  for (const { number, bytes: content } of fieldsOf(bytes)) {
    if (number === 1) result.apiVersion = text(content);
    if (number === 2) result.kind = text(content);
  }
  return result;
}

interface WireField {
  number: number;
  /** Of a varint or fixed field. */
  value: bigint;
  /** Of a length-delimited field. */
  bytes: Uint8Array;
}

const nothing = new Uint8Array();
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

function* fieldsOf(bytes: Uint8Array): Generator<WireField> {
  let at = 0;
  const byte = (): number => {
    const value = bytes[at++];
    if (value === undefined) throw new ProtobufError('unexpected EOF');
    return value;
  };
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const next = byte();
      value |= BigInt(next & 0x7f) << shift;
      if (next < 0x80) return BigInt.asIntN(64, value);
    }
    throw new ProtobufError('integer overflow');
  };
  const take = (length: number): Uint8Array => {
    if (length < 0 || at + length > bytes.length) throw new ProtobufError('unexpected EOF');
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const tag = Number(varint());
    const number = tag >>> 3;
    const wire = tag & 7;
    if (wire === 0) yield { number, value: varint(), bytes: nothing };
    else if (wire === 2) yield { number, value: 0n, bytes: take(Number(varint())) };
    else if (wire === 1 || wire === 5) yield { number, value: 0n, bytes: take(wire === 1 ? 8 : 4) };
    else throw new ProtobufError(`illegal wireType ${wire}`);
  }
}

function tableOf(schema: StructSchema): Map<string, string> {
  const name = schema.name.replace(/^io\.k8s\.(api|apimachinery\.pkg\.apis)\./, '');
  const table = fieldNumbers[name];
  if (table === undefined) throw new ProtobufError(`no protobuf form is known of ${name}`);
  return new Map(table.split(', ').map((entry) => entry.split(' ') as [string, string]));
}

function message(schema: StructSchema, bytes: Uint8Array): JsonObject {
  const table = tableOf(schema);
  const result: JsonObject = {};
  const read = (content: Uint8Array, prefix: string) => {
    for (const wire of fieldsOf(content)) {
      const number = `${prefix}${wire.number}`;
      const name = table.get(number);
      const field = name === undefined ? undefined : schema.fields[name];
      if (name !== undefined && field) put(result, name, field, wire);
      else if ([...table.keys()].some((key) => key.startsWith(`${number}.`))) read(wire.bytes, `${number}.`);
    }
  };
  read(bytes, '');
  return result;
}

function put(result: JsonObject, name: string, field: FieldSchema, wire: WireField): void {
  if (field.type === 'list') {
    const list = (result[name] ??= []) as unknown[];
    list.push(valueOf(field.items!, wire));
  } else if (field.type === 'map') {
    const map = (result[name] ??= {}) as JsonObject;
    const [key, value] = entryOf(field.items!, wire.bytes);
    map[key] = value;
  } else {
    const value = valueOf(field, wire);
    const isZero = value === '' || value === 0 || value === false || value === undefined;
    if (!isZero || pointers.has(name)) result[name] = value;
  }
}

function entryOf(items: FieldSchema, bytes: Uint8Array): [string, unknown] {
  let key = '';
  let value: unknown = items.type === 'string' ? '' : undefined;
  for (const wire of fieldsOf(bytes)) {
    if (wire.number === 1) key = text(wire.bytes);
    if (wire.number === 2) value = valueOf(items, wire);
  }
  return [key, value];
}

function valueOf(field: FieldSchema, wire: WireField): unknown {
  switch (field.type) {
    case 'struct':
      return message(field.struct!(), wire.bytes);
    case 'int32':
    case 'int64':
      return Number(wire.value);
    case 'boolean':
      return wire.value !== 0n;
    case 'intOrString':
      return intOrString(wire.bytes);
    case 'quantity':
      return (
        [...fieldsOf(wire.bytes)].filter(({ number }) => number === 1).map(({ bytes }) => text(bytes))[0] ??
        '0'
      );
    case 'time':
      return time(wire.bytes);
    default:
      // Bytes (a Secret's data) are base64 in JSON; strings are themselves.
      return field.goType === '[]byte' || field.goType === '[]uint8' ? base64(wire.bytes) : text(wire.bytes);
  }
}

function intOrString(bytes: Uint8Array): number | string {
  let isString = false;
  let int = 0;
  let string = '';
  for (const wire of fieldsOf(bytes)) {
    if (wire.number === 1) isString = wire.value === 1n;
    if (wire.number === 2) int = Number(wire.value);
    if (wire.number === 3) string = text(wire.bytes);
  }
  return isString ? string : int;
}

function time(bytes: Uint8Array): string | undefined {
  const seconds = [...fieldsOf(bytes)].find(({ number }) => number === 1)?.value ?? 0n;
  if (seconds === 0n) return undefined;
  return new Date(Number(seconds) * 1000).toISOString().replace('.000Z', 'Z');
}

const base64 = (bytes: Uint8Array) => btoa([...bytes].map((byte) => String.fromCharCode(byte)).join(''));
