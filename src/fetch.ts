import { astro, FetchState } from 'astro/fetch';
import type { Locals } from './domain/ports.ts';

/** See `server/http/registry.ts`: the server registers under this symbol how a request's locals are made. */
const KEY = Symbol.for('plenary.locals');

type LocalsFor = (request: Request, language: Locals['language']) => Locals;

/** What other sites may put into their pages. Nothing there can be done in somebody's name. */
const EMBEDDED = /^\/nhung\//u;

const ENGLISH = /^\/en(?=\/|$)/u;

/** Every request passes here, in development and production alike: it gets its language and what lives. */
export default {
  async fetch(incoming: Request): Promise<Response> {
    const url = new URL(incoming.url);
    const english = ENGLISH.test(url.pathname);
    url.pathname = url.pathname.replace(ENGLISH, '') || '/';
    const request = english ? new Request(url, incoming) : incoming;
    const state = new FetchState(request);
    const localsFor = (globalThis as { [KEY]?: LocalsFor })[KEY];
    if (!localsFor) throw new Error('The server has registered no locals.');
    Object.assign(state.locals, localsFor(request, english ? 'en' : 'vi'));
    const response = await astro(state);
    if (response.headers.get('content-type') === 'text/html') {
      response.headers.set('content-type', 'text/html; charset=utf-8');
      // Photos stand in pages as links for readers who save data.
      response.headers.append('vary', 'Save-Data');
      const policy = response.headers.get('content-security-policy');
      if (policy && EMBEDDED.test(url.pathname) && response.status !== 404)
        response.headers.set(
          'content-security-policy',
          policy.replace("frame-ancestors 'none'", 'frame-ancestors *'),
        );
    }
    return response;
  },
};
