import type { Locals } from '#domain/ports.ts';

/**
 * The one thing that the server's modules and Astro's bundle of the site share: the bundle has copies of everything
 * else. `src/fetch.ts` looks here under the same symbol.
 */
const KEY = Symbol.for('plenary.locals');

/** Makes the locals of a request. */
export type LocalsFor = (request: Request, language: Locals['language']) => Locals;

export function registerLocals(make: LocalsFor): void {
  (globalThis as { [KEY]?: LocalsFor })[KEY] = make;
}
