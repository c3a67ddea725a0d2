import { errors } from '../../../kube/status.ts';
import type { User } from './rules.ts';

export const issuer = 'https://kubernetes.default.svc.cluster.local';

/** What a service account's token says. Times in seconds since the epoch. */
export interface Claims {
  aud: string[];
  exp: number;
  iat: number;
  iss: string;
  jti: string;
  nbf: number;
  sub: string;
  'kubernetes.io': {
    namespace: string;
    serviceaccount: { name: string; uid: string };
    pod?: { name: string; uid: string };
  };
}

const encoder = new TextEncoder();
const algorithm = { name: 'HMAC', hash: 'SHA-256' };

function toText(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

function fromText(text: string): Uint8Array<ArrayBuffer> {
  const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(bytes, (char) => char.charCodeAt(0));
}

/** Signs and reads the tokens of service accounts with a key that this server alone has. */
export class TokenIssuer {
  private key: Promise<CryptoKey> | undefined;

  private signingKey(): Promise<CryptoKey> {
    return (this.key ??= crypto.subtle.generateKey({ ...algorithm, length: 256 } as HmacKeyGenParams, false, [
      'sign',
      'verify',
    ]) as Promise<CryptoKey>);
  }

  async issue(claims: Claims): Promise<string> {
    const header = { alg: 'HS256', typ: 'JWT' };
    const text = [header, claims].map((part) => toText(encoder.encode(JSON.stringify(part)))).join('.');
    const signature = await crypto.subtle.sign(algorithm, await this.signingKey(), encoder.encode(text));
    return `${text}.${toText(new Uint8Array(signature))}`;
  }

  /** @param now milliseconds since the epoch @throws StatusError 401 */
  async read(token: string, now: number): Promise<Claims> {
    const [header = '', payload = '', signature = ''] = token.split('.');
    try {
      const signed = encoder.encode(`${header}.${payload}`);
      const isOurs = await crypto.subtle.verify(
        algorithm,
        await this.signingKey(),
        fromText(signature),
        signed,
      );
      const claims = JSON.parse(new TextDecoder().decode(fromText(payload))) as Claims;
      if (isOurs && claims.exp * 1000 > now) return claims;
    } catch {
      // Not a token at all: as wrong as one of another server.
    }
    throw errors.status(401, 'Unauthorized', 'Unauthorized', {});
  }
}

/** The user that a token stands for. Models kubernetes pkg/serviceaccount UserInfo. */
export function accountUser(claims: Claims): User {
  const { namespace, serviceaccount, pod } = claims['kubernetes.io'];
  const extra: Record<string, string[]> = {
    'authentication.kubernetes.io/credential-id': [`JTI=${claims.jti}`],
  };
  if (pod) {
    extra['authentication.kubernetes.io/pod-name'] = [pod.name];
    extra['authentication.kubernetes.io/pod-uid'] = [pod.uid];
  }
  return {
    name: `system:serviceaccount:${namespace}:${serviceaccount.name}`,
    uid: serviceaccount.uid,
    groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
    extra,
  };
}
