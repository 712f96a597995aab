import type { Locals } from '#domain/ports.ts';

/** What of {@link Locals} is the same for every request. */
export type Standing = Omit<Locals, 'staff' | 'token' | 'address' | 'language'>;

/** Set by the server in front, never taken from outside: see `server.ts`. */
export const ADDRESS_HEADER = 'x-plenary-address';

/**
 * Fills `Astro.locals` for one request.
 * @param standing what lives
 * @param language from the address: `/en/…` is English
 */
export function localsOf(standing: Standing, request: Request, language: Locals['language']): Locals {
  const token = tokenOf(request.headers, standing.signInCookie.name);
  return {
    ...standing,
    token,
    staff: token === null ? null : (standing.accounts.staffOf(token) ?? null),
    address: request.headers.get(ADDRESS_HEADER) ?? '',
    language,
  };
}

/** The sign-in token of a request: the cookie of a browser, or `Authorization: Bearer …` of a program. */
export function tokenOf(headers: Headers, cookieName: string): string | null {
  const bearer = /^Bearer (\S+)$/u.exec(headers.get('authorization') ?? '')?.[1];
  if (bearer !== undefined) return bearer;
  for (const pair of (headers.get('cookie') ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === cookieName && value) return value;
  }
  return null;
}
