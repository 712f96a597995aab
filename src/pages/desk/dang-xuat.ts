import type { APIRoute } from 'astro';
import { pathIn } from '#i18n/path.ts';
import { dropSignInCookie } from '../../desk/sign-in-cookie.ts';

/** `POST`: ends this sign-in, here and on the server. */
export const POST: APIRoute = async ({ cookies, locals, redirect }) => {
  const { accounts, token, language } = locals;
  dropSignInCookie(cookies, locals);
  // Where the disk refuses, the token is dead in memory and gone from this browser: a person is signed out.
  if (token !== null) await accounts.signOut(token).catch(() => undefined);
  return redirect(pathIn(language, '/desk/dang-nhap'), 303);
};
