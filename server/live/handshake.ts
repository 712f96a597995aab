import type { Socket } from 'socket.io';

type Handshake = Socket['handshake'];

/**
 * The sign-in token of a connection: `auth.token` of a program, else the cookie of a browser. The cookie counts only
 * beside an Origin, which the guard has found to be ours: a page elsewhere cannot lend itself somebody's cookie.
 */
export function tokenOf({ auth, headers }: Handshake, cookieName: string): string | null {
  const { token } = auth as { readonly token?: unknown };
  if (typeof token === 'string') return token;
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
