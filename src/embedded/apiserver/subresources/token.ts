import { errors } from '../../../kube/status.ts';
import { issuer, type TokenIssuer } from '../access/tokens.ts';
import { respond } from '../output/respond.ts';
import { readBody } from '../request/body.ts';
import type { ResourceContext } from '../request/context.ts';
import { timestamp } from '../registry/normalize.ts';
import { isObject } from '../value.ts';

const anHour = 3600;
const minimum = 600;
const maximum = 2 ** 32;

/** Gives a service account a token. Models kubernetes pkg/registry/core/serviceaccount/storage TokenREST. */
export async function requestToken(
  context: ResourceContext,
  tokens: TokenIssuer,
  name: string,
): Promise<Response> {
  const { registry, definition, info, request, form } = context;
  const account = await registry.get(definition, info.namespace, name);
  const body = await readBody(request, 'TokenRequest');
  const spec = isObject(body) && isObject(body.spec) ? body.spec : {};
  const seconds = typeof spec.expirationSeconds === 'number' ? spec.expirationSeconds : anHour;
  const refuse = (text: string) => {
    const message = `Invalid value: ${seconds}: ${text}`;
    throw errors.invalid('TokenRequest', 'authentication.k8s.io', name, [
      { reason: 'FieldValueInvalid', message, field: 'spec.expirationSeconds' },
    ]);
  };
  if (seconds < minimum) refuse('may not specify a duration less than 10 minutes');
  if (seconds > maximum) refuse('may not specify a duration larger than 2^32 seconds');
  const given = Array.isArray(spec.audiences)
    ? spec.audiences.filter((each) => typeof each === 'string')
    : [];
  const audiences = given.length > 0 ? given : [issuer];
  const now = Math.floor(registry.clock.now() / 1000);
  const token = await tokens.issue({
    aud: audiences,
    exp: now + seconds,
    iat: now,
    iss: issuer,
    jti: crypto.randomUUID(),
    nbf: now,
    sub: `system:serviceaccount:${info.namespace ?? ''}:${name}`,
    'kubernetes.io': {
      namespace: info.namespace ?? '',
      serviceaccount: { name, uid: account.metadata.uid ?? '' },
    },
  });
  const answer = {
    kind: 'TokenRequest',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: { name, namespace: info.namespace, creationTimestamp: timestamp(now * 1000) },
    spec: { audiences, expirationSeconds: seconds, boundObjectRef: null },
    status: { token, expirationTimestamp: timestamp((now + seconds) * 1000) },
  };
  return respond(answer, form, 201);
}
