/** A Kubernetes `Status` object, as the API server answers with on failure. */
export interface Status {
  kind: 'Status';
  apiVersion: 'v1';
  metadata: Record<string, unknown>;
  status: 'Success' | 'Failure';
  message?: string;
  reason?: string;
  details?: StatusDetails;
  code?: number;
}

export interface StatusDetails {
  name?: string;
  group?: string;
  kind?: string;
  uid?: string;
  causes?: StatusCause[];
  retryAfterSeconds?: number;
}

export interface StatusCause {
  reason?: string;
  message?: string;
  field?: string;
}

/** The one error of everything that speaks the Kubernetes API: a Status, thrown. */
export class StatusError extends Error {
  readonly status: Status;

  constructor(status: Status) {
    super(status.message ?? status.reason ?? 'unknown');
    this.name = 'StatusError';
    this.status = status;
  }

  get code(): number {
    return this.status.code ?? 500;
  }

  get reason(): string {
    return this.status.reason ?? 'Unknown';
  }
}

function failure(code: number, reason: string, message: string, details?: StatusDetails): StatusError {
  return new StatusError({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason,
    ...(details ? { details } : {}),
    code,
  });
}

/** Which resource an error is about: plural name and API group ('' for core). */
export interface ResourceRef {
  resource: string;
  group: string;
}

/** `services` or `deployments.apps`. */
export function qualified({ resource, group }: ResourceRef): string {
  return group ? `${resource}.${group}` : resource;
}

// Texts and codes model kubernetes apimachinery pkg/api/errors.
export const errors = {
  notFound: (ref: ResourceRef, name: string) =>
    failure(404, 'NotFound', `${qualified(ref)} "${name}" not found`, {
      name,
      ...(ref.group ? { group: ref.group } : {}),
      kind: ref.resource,
    }),
  alreadyExists: (ref: ResourceRef, name: string) =>
    failure(409, 'AlreadyExists', `${qualified(ref)} "${name}" already exists`, {
      name,
      ...(ref.group ? { group: ref.group } : {}),
      kind: ref.resource,
    }),
  conflict: (ref: ResourceRef, name: string, message: string) =>
    failure(409, 'Conflict', `Operation cannot be fulfilled on ${qualified(ref)} "${name}": ${message}`, {
      name,
      ...(ref.group ? { group: ref.group } : {}),
      kind: ref.resource,
    }),
  badRequest: (message: string) => failure(400, 'BadRequest', message),
  forbidden: (ref: ResourceRef, name: string, message: string) =>
    failure(403, 'Forbidden', `${qualified(ref)} ${name ? `"${name}" is` : 'is'} forbidden: ${message}`, {
      name,
      ...(ref.group ? { group: ref.group } : {}),
      kind: ref.resource,
    }),
  methodNotAllowed: () =>
    failure(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {}),
  notAcceptable: (message: string) => failure(406, 'NotAcceptable', message),
  unsupportedMediaType: (message: string) => failure(415, 'UnsupportedMediaType', message),
  gone: (message: string) => failure(410, 'Expired', message),
  serviceUnavailable: (message: string) => failure(503, 'ServiceUnavailable', message),
  internal: (message: string) =>
    failure(500, 'InternalError', `Internal error occurred: ${message}`, { causes: [{ message }] }),
  noSuchPath: () => failure(404, 'NotFound', 'the server could not find the requested resource', {}),
  /** `kind`/`group` name the object's kind; each cause carries field, reason and message. */
  invalid: (kind: string, group: string, name: string, causes: StatusCause[]) => {
    const lines = causes.map((cause) => `${cause.field ?? '<nil>'}: ${cause.message ?? ''}`);
    const list = lines.length === 1 ? lines[0] : `[${lines.join(', ')}]`;
    const subject = group ? `${kind}.${group}` : kind;
    return failure(422, 'Invalid', `${subject} "${name}" is invalid: ${list}`, {
      name,
      ...(group ? { group } : {}),
      kind,
      causes,
    });
  },
  status: failure,
};
