import { WebSocket } from 'engine.io-client';

/**
 * What the socket library may connect by, in place of its own list: readers and desks use WebSocket only, and where it
 * is blocked, plain HTTP of ours. A third of the library stays away from the page with it (see `astro.config.mjs`).
 */
export const transports = {
  // Looked up when it is needed: the library imports this module before it has made its transports.
  get websocket() {
    return WebSocket;
  },
};
