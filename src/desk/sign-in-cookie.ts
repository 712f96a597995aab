import type { AstroCookies } from 'astro';
import { ACCOUNT_LIMITS } from '#domain/account-rules.ts';
import type { Locals } from '#domain/ports.ts';

const SECONDS_PER_DAY = 86_400;

/** How the cookie is set, and must be set again to be taken away. */
const attributes = ({ signInCookie }: Pick<Locals, 'signInCookie'>) => ({
  path: '/',
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: signInCookie.secure,
});

export function setSignInCookie(
  cookies: AstroCookies,
  locals: Pick<Locals, 'signInCookie'>,
  token: string,
): void {
  const maxAge = ACCOUNT_LIMITS.absoluteDays * SECONDS_PER_DAY;
  cookies.set(locals.signInCookie.name, token, { ...attributes(locals), maxAge });
}

export function dropSignInCookie(cookies: AstroCookies, locals: Pick<Locals, 'signInCookie'>): void {
  cookies.delete(locals.signInCookie.name, attributes(locals));
}
