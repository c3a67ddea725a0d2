/** The parts of an OpenAPI v3 schema that describe a resource. */
export interface Schema {
  type?: string;
  format?: string;
  description?: string;
  enum?: string[];
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: Schema | boolean;
  allOf?: Schema[];
  oneOf?: Schema[];
  $ref?: string;
  'x-kubernetes-group-version-kind'?: { group: string; version: string; kind: string }[];
}

export interface Explained {
  schemas: Readonly<Record<string, Schema>>;
  root: Schema;
  kind: string;
  group: string;
  version: string;
}

/**
 * Models kubectl pkg/explain/v2/templates/plaintext.tmpl.
 * @returns the text, and the first field that does not exist
 */
export function explainText(
  source: Explained,
  fields: readonly string[],
  recursive: boolean,
): { text: string; missing?: string } {
  const { schemas, root, kind, group, version } = source;
  const head = `${group ? `GROUP:      ${group}\n` : ''}KIND:       ${kind}\nVERSION:    ${version}\n\n`;
  let schema = root;
  for (const name of fields) {
    const next = contents(schemas, schema).properties?.[name];
    if (!next) return { text: head, missing: name };
    schema = next;
  }
  const blocks = [head];
  if (fields.length > 0) blocks.push(fieldHead(schemas, schema, fields.at(-1)!));
  const texts = descriptions(schemas, schema);
  blocks.push(
    'DESCRIPTION:\n',
    texts.length > 0 ? texts.map((text) => wrapped(text, '    ')).join('') + '    \n' : '    <empty>\n',
  );
  const inner = contents(schemas, schema);
  if (inner.properties) {
    blocks.push('FIELDS:\n');
    blocks.push(recursive ? tree(schemas, inner, '  ', []) : fieldList(schemas, inner));
  }
  return { text: `${blocks.join('')}\n` };
}

function fieldHead(schemas: Explained['schemas'], schema: Schema, name: string): string {
  const line = `FIELD: ${name} <${typeName(schemas, schema)}>\n`;
  const values = enumOf(schema);
  return values.length
    ? `${line}ENUM:\n${values.map((value) => `    ${value}\n`).join('')}\n`
    : `${line}\n\n`;
}

function fieldList(schemas: Explained['schemas'], { properties = {}, required = [] }: Schema): string {
  return Object.keys(properties)
    .sort()
    .map((name) => {
      const schema = properties[name]!;
      const values = enumOf(schema);
      const text = schema.description ?? '<no description>';
      return (
        `  ${name}\t<${typeName(schemas, schema)}>${required.includes(name) ? ' -required-' : ''}\n` +
        (values.length ? `  enum: ${values.join(', ')}\n` : '') +
        `${wrapped(text, '    ')}\n`
      );
    })
    .join('');
}

function tree(
  schemas: Explained['schemas'],
  { properties = {}, required = [] }: Schema,
  indent: string,
  above: readonly Schema[],
): string {
  return Object.keys(properties)
    .sort()
    .map((name) => {
      const schema = properties[name]!;
      const inner = contents(schemas, schema);
      const values = enumOf(schema);
      // A schema that contains itself (JSON schemas) is not followed again.
      const deeper =
        inner.properties && !above.includes(inner)
          ? tree(schemas, inner, `${indent}  `, [...above, inner])
          : '';
      return (
        `${indent}${name}\t<${typeName(schemas, schema)}>${required.includes(name) ? ' -required-' : ''}\n` +
        (values.length ? `${indent}enum: ${values.join(', ')}\n` : '') +
        deeper
      );
    })
    .join('');
}

function referred(
  schemas: Explained['schemas'],
  schema: Schema,
): { name: string; schema: Schema } | undefined {
  const ref = schema.$ref ?? schema.allOf?.find(({ $ref }) => $ref)?.$ref;
  if (!ref) return undefined;
  const name = ref.slice(ref.lastIndexOf('/') + 1);
  const target = schemas[name];
  return target && { name, schema: target };
}

/** The object whose fields a schema leads to, through references, lists and maps. */
function contents(schemas: Explained['schemas'], schema: Schema): Schema {
  const target = referred(schemas, schema);
  if (target) return contents(schemas, target.schema);
  if (schema.items) return contents(schemas, schema.items);
  if (typeof schema.additionalProperties === 'object') return contents(schemas, schema.additionalProperties);
  return schema;
}

function typeName(schemas: Explained['schemas'], schema: Schema): string {
  const target = referred(schemas, schema);
  if (target?.schema.format === 'date-time') return 'string';
  if (target) return target.name.slice(target.name.lastIndexOf('.') + 1);
  if (schema.items) return `[]${typeName(schemas, schema.items)}`;
  if (typeof schema.additionalProperties === 'object')
    return `map[string]${typeName(schemas, schema.additionalProperties)}`;
  if (schema.oneOf) return 'IntOrString';
  return schema.type === 'object' ? 'Object' : (schema.type ?? 'Object');
}

function enumOf(schema: Schema): string[] {
  return [...(schema.enum ?? schema.items?.enum ?? [])].sort();
}

/** The field's own description, then that of the type behind it. */
function descriptions(schemas: Explained['schemas'], schema: Schema): string[] {
  const own = schema.description ? [schema.description] : [];
  const next =
    referred(schemas, schema)?.schema ??
    schema.items ??
    (typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined);
  const all = next ? [...own, ...descriptions(schemas, next)] : own;
  return all;
}

const width = 76;

/** Lines of at most 76 characters after the indentation; long words stay whole. */
function wrapped(text: string, indent: string): string {
  return text
    .split('\n')
    .flatMap((line) => {
      const lines: string[] = [];
      let current = '';
      for (const piece of line.match(/ *[^ ]+| +$/g) ?? ['']) {
        if (current !== '' && current.length + piece.length > width) {
          lines.push(current);
          current = piece.trimStart();
        } else current += piece;
      }
      return [...lines, current];
    })
    .map((line) => `${indent}${line}\n`)
    .join('');
}
