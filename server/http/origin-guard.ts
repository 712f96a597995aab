import type { IncomingMessage } from 'node:http';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request may change something. Browsers say where it comes from: `Sec-Fetch-Site`, else `Origin`.
 * A program says neither, and then must not bring a cookie: it signs in with a token of its own.
 * @param isOurs tells an origin of ours (`PUBLIC_URL`, or this host as the client named it)
 */
export function mayChange(request: IncomingMessage, isOurs: (origin: string) => boolean): boolean {
  if (SAFE.has(request.method ?? 'GET')) return true;
  const { origin, cookie } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (origin !== undefined) return isOurs(origin);
  if (site !== undefined) return site === 'same-origin';
  return cookie === undefined;
}

/** @param addresses the public one, and those it listens on */
export function ourOrigins(addresses: readonly string[]): (origin: string) => boolean {
  const ours = new Set(addresses.map((address) => new URL(address).origin));
  return (origin) => ours.has(origin);
}
