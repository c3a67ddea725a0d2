import type { Localized } from '../checker/report.ts';

/** Whether this page's server can run labs on kind; why not, when it cannot. */
export interface KindOffer {
  available: boolean;
  why?: { what: Localized | string; seen?: Localized | string; mend?: Localized | string };
}

/**
 * Asks the server that the page came from. Undefined on a static host, which has no lab server: the
 * server listens on loopback only, so pages from elsewhere need not ask.
 */
export async function kindOffer(page: URL): Promise<KindOffer | undefined> {
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(page.hostname)) return undefined;
  try {
    const response = await fetch(new URL('/api/lab/kinds', page));
    if (!response.ok || !response.headers.get('content-type')?.includes('json')) return undefined;
    const { kind } = (await response.json()) as { kind?: KindOffer };
    return kind;
  } catch {
    return undefined;
  }
}

/**
 * Address of a terminal on the lab server, good once and for a minute.
 * @throws an Error when the server does not give one
 */
export async function socketAddress(page: URL): Promise<URL> {
  const response = await fetch(new URL('/api/lab/token', page), { method: 'POST' });
  if (!response.ok) throw new Error(`POST /api/lab/token: ${response.status} ${response.statusText}`);
  const { token } = (await response.json()) as { token: string };
  const address = new URL('/api/lab/socket', page);
  address.protocol = page.protocol === 'https:' ? 'wss:' : 'ws:';
  address.searchParams.set('token', token);
  return address;
}
