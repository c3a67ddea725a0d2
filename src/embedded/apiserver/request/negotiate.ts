import { errors } from '../../../kube/status.ts';

/** How the answer is to be written. */
export interface Representation {
  as: 'object' | 'table' | 'metadata';
  format: 'json' | 'yaml';
  /** What each row of a Table carries. */
  includeObject: 'Metadata' | 'Object' | 'None';
  /** The media type's parameters for the Content-Type header, as asked. */
  contentType: string;
}

const offered =
  'application/json, application/yaml, application/vnd.kubernetes.protobuf, application/json;as=Table;v=v1;g=meta.k8s.io';

interface Clause {
  type: string;
  parameters: Record<string, string>;
}

export function parseAccept(header: string | null): Clause[] {
  return (header ?? '')
    .split(',')
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map((text) => {
      const [type = '', ...rest] = text.split(';').map((part) => part.trim());
      const pairs = rest.map((part) => part.split('=', 2).map((side) => side.trim()) as [string, string?]);
      return {
        type: type.toLowerCase(),
        parameters: Object.fromEntries(pairs.map(([key, value]) => [key, value ?? ''])),
      };
    });
}

/**
 * The first form asked for that there is. Who accepts only protobuf gets JSON, which every client that
 * reads the Content-Type understands.
 * Models kubernetes apiserver pkg/endpoints/handlers/negotiation.
 * @throws StatusError 406
 */
export function negotiate(request: Request, query: URLSearchParams): Representation {
  const includeObject = query.get('includeObject') ?? 'Metadata';
  if (includeObject !== 'Metadata' && includeObject !== 'Object' && includeObject !== 'None') {
    throw errors.badRequest(`unrecognized includeObject value: ${JSON.stringify(includeObject)}`);
  }
  const clauses = parseAccept(request.headers.get('accept'));
  if (clauses.length === 0) clauses.push({ type: '*/*', parameters: {} });
  for (const { type, parameters } of clauses) {
    const format = formatOf(type);
    const as = format && viewOf(parameters);
    if (!format || !as) continue;
    const suffix = as === 'object' ? '' : `;as=${parameters.as};v=${parameters.v};g=${parameters.g}`;
    return { as, format, includeObject, contentType: `application/${format}${suffix}` };
  }
  throw errors.notAcceptable(`only the following media types are accepted: ${offered}`);
}

function formatOf(type: string): 'json' | 'yaml' | undefined {
  switch (type) {
    case '*/*':
    case 'application/*':
    case 'application/json':
    case 'application/vnd.kubernetes.protobuf':
    case 'application/cbor':
      return 'json';
    case 'application/yaml':
      return 'yaml';
    default:
      return undefined;
  }
}

function viewOf({ as, g, v }: Record<string, string>): Representation['as'] | undefined {
  if (as === undefined) return 'object';
  if (g !== 'meta.k8s.io' || (v !== 'v1' && v !== 'v1beta1')) return undefined;
  if (as === 'Table') return 'table';
  if (as === 'PartialObjectMetadata' || as === 'PartialObjectMetadataList') return 'metadata';
  return undefined;
}
