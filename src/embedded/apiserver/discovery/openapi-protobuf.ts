/**
 * OpenAPI v2 in protobuf, the only form in which kubectl reads it: for validating lists and kinds that it does not
 * know. Models github.com/google/gnostic-models openapiv2/OpenAPIv2.proto. Definitions only: paths are read from
 * version 3.
 */
export const openApiV2Protobuf = 'application/com.github.proto-openapi.spec.v2@v1.0+protobuf';
/** As the answer names it: `@` is no part of a media type. */
export const openApiV2ContentType = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';

interface Document {
  swagger: string;
  info: { title: string; version: string };
  definitions: Record<string, unknown>;
}

type Json = Record<string, unknown>;

/** @returns the bytes of a gnostic `openapi.v2.Document` */
export function encodeOpenApiV2({ swagger, info, definitions }: Document): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([
    ...text(1, swagger),
    ...message(2, [...text(1, info.title), ...text(2, info.version)]),
    ...message(9, namedSchemas(definitions)),
  ]);
}

const namedSchemas = (schemas: Json): number[] =>
  Object.entries(schemas).flatMap(([name, schema]) =>
    message(1, [...text(1, name), ...message(2, schemaOf(schema as Json))]),
  );

/** Fields of `Schema` by their keywords: their numbers, and how they are written. */
const fields: Readonly<Record<string, readonly [number, (number: number, value: never) => number[]]>> = {
  $ref: [1, text],
  format: [2, text],
  title: [3, text],
  description: [4, text],
  default: [5, (number, value) => message(number, anyOf(value))],
  required: [19, (number, values: string[]) => values.flatMap((value) => text(number, value))],
  enum: [20, (number, values: unknown[]) => values.flatMap((value) => message(number, anyOf(value)))],
  additionalProperties: [21, (number, value: Json) => message(number, message(1, schemaOf(value)))],
  type: [22, (number, value: string) => message(number, text(1, value))],
  items: [23, (number, value: Json) => message(number, message(1, schemaOf(value)))],
  allOf: [24, (number, values: Json[]) => values.flatMap((value) => message(number, schemaOf(value)))],
  properties: [25, (number, value: Json) => message(number, namedSchemas(value))],
};

function schemaOf(schema: Json): number[] {
  return Object.entries(schema).flatMap(([keyword, value]) => {
    if (keyword.startsWith('x-')) return message(31, [...text(1, keyword), ...message(2, anyOf(value))]);
    const field = fields[keyword];
    return field ? field[1](field[0], value as never) : [];
  });
}

/** Any value as YAML, of which JSON is a part. */
const anyOf = (value: unknown): number[] => text(2, JSON.stringify(value));

function text(number: number, value: string): number[] {
  return message(number, [...new TextEncoder().encode(value)]);
}

/** A field of wire type 2: its length goes before it. */
function message(number: number, bytes: readonly number[]): number[] {
  return [...varint((number << 3) | 2), ...varint(bytes.length), ...bytes];
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
  return [...bytes, rest];
}
