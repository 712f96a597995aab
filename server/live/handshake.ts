import type { IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'socket.io';

type Handshake = Socket['handshake'];

/**
 * The sign-in token of a connection: `auth.token` of a program, else the cookie of a browser. The cookie counts only
 * beside an Origin, which the guard has found to be ours: a page elsewhere cannot lend itself somebody's cookie.
 */
export function tokenOf({ auth, headers }: Handshake, cookieName: string): string | null {
  const { token } = auth as { readonly token?: unknown };
  return typeof token === 'string' ? token : shownToken(headers, cookieName);
}

/** What a connection shows of a sign-in before it can say anything: `Authorization: Bearer …`, else the cookie. */
export function shownToken(headers: IncomingHttpHeaders, cookieName: string): string | null {
  const bearer = /^Bearer (\S+)$/u.exec(headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return bearer;
  if (headers.origin === undefined) return null;
  for (const pair of (headers.cookie ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === cookieName && value) return value;
  }
  return null;
}

/** The language of refusals on this connection. */
export function languageOf({ auth }: Handshake): 'vi' | 'en' {
  const { language } = auth as { readonly language?: unknown };
  return language === 'en' ? 'en' : 'vi';
}
