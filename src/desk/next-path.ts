const ANYWHERE = 'https://here.invalid';

/**
 * Where to go after the sign-in.
 * @param next as the address asks for; only a path of this site is followed
 */
export function nextPath(next: string | null, otherwise: string): string {
  if (!next?.startsWith('/') || !URL.canParse(next, ANYWHERE)) return otherwise;
  const url = new URL(next, ANYWHERE);
  const path = `${url.pathname}${url.search}${url.hash}`;
  // `/.//elsewhere` has an origin of ours and a path that a browser takes for another site.
  return url.origin === ANYWHERE && !path.startsWith('//') ? path : otherwise;
}
