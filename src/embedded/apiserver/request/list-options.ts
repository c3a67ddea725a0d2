import { errors, type StatusCause } from '../../../kube/status.ts';
import { forbidden, unsupported } from '../resources/common/causes.ts';
import { wantsWatch } from './info.ts';

const field = 'resourceVersionMatch';

/**
 * Checks how a list or a watch is asked for.
 * Models kubernetes apimachinery pkg/apis/meta/internalversion/validation ValidateListOptions.
 * @throws StatusError 422
 */
export function checkListOptions(query: URLSearchParams): void {
  const causes = wantsWatch(query) ? watchCauses(query) : listCauses(query);
  if (causes.length > 0) throw errors.invalid('ListOptions', 'meta.k8s.io', '', causes);
}

function listCauses(query: URLSearchParams): StatusCause[] {
  const match = query.get(field) ?? '';
  const version = query.get('resourceVersion') ?? '';
  const causes: StatusCause[] = [];
  if (match !== '') {
    if (version === '')
      causes.push(forbidden(field, `${field} is forbidden unless resourceVersion is provided`));
    if (query.get('continue'))
      causes.push(forbidden(field, `${field} is forbidden when continue is provided`));
    if (match !== 'Exact' && match !== 'NotOlderThan')
      causes.push(unsupported(field, match, ['Exact', 'NotOlderThan', '']));
    if (match === 'Exact' && version === '0')
      causes.push(forbidden(field, `${field} "exact" is forbidden for resourceVersion "0"`));
  }
  if (query.has('sendInitialEvents'))
    causes.push(forbidden('sendInitialEvents', 'sendInitialEvents is forbidden for list'));
  return causes;
}

function watchCauses(query: URLSearchParams): StatusCause[] {
  const match = query.get(field) ?? '';
  const initial = query.has('sendInitialEvents');
  const causes: StatusCause[] = [];
  if (initial && match !== 'NotOlderThan')
    causes.push(forbidden(field, `sendInitialEvents requires setting ${field} to NotOlderThan`));
  if (match === '') return causes;
  if (!initial)
    causes.push(forbidden(field, `${field} is forbidden for watch unless sendInitialEvents is provided`));
  if (match !== 'NotOlderThan') causes.push(unsupported(field, match, ['NotOlderThan']));
  if (query.get('continue')) causes.push(forbidden(field, `${field} is forbidden when continue is provided`));
  return causes;
}

const tokenVersion = 'meta.k8s.io/v1';

/** Where the next page starts. Models apiserver pkg/storage EncodeContinue. @param start last key shown */
export function continueToken(start: string, revision: number): string {
  const bytes = new TextEncoder().encode(
    JSON.stringify({ v: tokenVersion, rv: revision, start: `${start}\0` }),
  );
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

/** @returns the last key that was shown. @throws StatusError 400. Models apiserver pkg/storage DecodeContinue */
export function startOf(token: string): string {
  const wrong = (why: string) =>
    errors.badRequest(`invalid continue token: continue key is not valid: ${why}`);
  const at = /[^A-Za-z0-9_-]/.exec(token)?.index ?? (token.length % 4 === 1 ? token.length - 1 : undefined);
  if (at !== undefined) throw wrong(`illegal base64 data at input byte ${at}`);
  let found: { v?: unknown; rv?: unknown; start?: unknown };
  const text = new TextDecoder().decode(
    Uint8Array.from(atob(token.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0)),
  );
  try {
    found = JSON.parse(text) as typeof found;
  } catch {
    const first = text.trimStart()[0];
    throw wrong(
      first === undefined
        ? 'unexpected end of JSON input'
        : `invalid character '${first}' looking for beginning of value`,
    );
  }
  if (found.v !== tokenVersion) throw wrong('server does not recognize this encoded version');
  if (!found.rv) throw wrong(`incorrect encoded start resourceVersion (version ${tokenVersion})`);
  if (typeof found.start !== 'string' || found.start === '')
    throw wrong(`encoded start key empty (version ${tokenVersion})`);
  return found.start.replace(/\0$/, '');
}
