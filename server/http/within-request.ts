import { AsyncLocalStorage } from 'node:async_hooks';

/** Set for everything that is done on behalf of one HTTP request. */
export const withinRequest = new AsyncLocalStorage<true>();
