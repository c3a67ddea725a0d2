import { randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Who may talk to the lab server. It runs commands on this machine, so a page of any other origin must
 * get nothing: the server listens on loopback only, the Host header must be one of its own names (a
 * rebound DNS name is not), the Origin of whatever is not a plain page load must be its own, and a
 * terminal needs a token that only a page of that origin can have asked for, once.
 */
export class Guard {
  readonly #origins: ReadonlySet<string>;
  readonly #hosts: ReadonlySet<string>;
  readonly #tokens = new Map<string, number>();
  readonly #now: () => number;

  constructor(port: number, now: () => number = Date.now) {
    // Browsers leave the port out where it is HTTP's own.
    const suffix = port === 80 ? '' : `:${port}`;
    this.#hosts = new Set([`127.0.0.1${suffix}`, `localhost${suffix}`]);
    this.#origins = new Set([...this.#hosts].map((host) => `http://${host}`));
    this.#now = now;
  }

  isOwnHost(host: string | undefined): boolean {
    return host !== undefined && this.#hosts.has(host.toLowerCase());
  }

  /** Pages load without an Origin; scripts of other pages cannot leave it out. */
  isOwnOrigin(origin: string | undefined): boolean {
    return origin !== undefined && this.#origins.has(origin);
  }

  /** A token for one terminal, good for a minute. */
  issueToken(): string {
    const token = randomBytes(24).toString('base64url');
    this.#tokens.set(token, this.#now() + 60_000);
    return token;
  }

  /** True once for each token that was issued within the last minute. */
  redeemToken(token: string | undefined): boolean {
    if (!token) return false;
    for (const [known, expires] of this.#tokens) {
      if (expires < this.#now()) this.#tokens.delete(known);
      else if (equal(known, token)) return this.#tokens.delete(known);
    }
    return false;
  }
}

function equal(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
