import type { Socket } from 'socket.io-client';
import { pauseBefore } from './spread.ts';

interface SocketOptions {
  /** Where the newsroom is, for programs; a page connects to where it came from. */
  readonly origin?: string;
  readonly auth?: Readonly<Record<string, string>>;
  /** Milliseconds over which all who were cut together come back. */
  readonly spread: number;
}

/** A socket that comes back by itself until it is closed. */
export interface LastingSocket<C> {
  readonly socket: C;
  /** Tries at once, for one who came back to the page or to the network. */
  hurry(): void;
  /** Lets go and tries anew: the browser knows that its network is gone long before a silent line is noticed. */
  renew(): void;
  close(): void;
}

/** Whoever was never connected was not cut together with a house full of others. */
const SPREAD_AT_FIRST = 2_000;
const CONNECT_WITHIN = 10_000;

/**
 * Connects, and comes back after every cut, not all at the same moment. The library is fetched when it is first needed,
 * so that it is never in the way of the first paint.
 * @param prepare gives the socket its listeners, before the first try
 */
export async function openSocket<C extends Socket>(
  namespace: string,
  options: SocketOptions,
  prepare: (socket: C) => void,
): Promise<LastingSocket<C>> {
  const { io } = await import('socket.io-client');
  const socket = io((options.origin ?? '') + namespace, {
    transports: ['websocket'],
    forceNew: true,
    // Its own pauses are too short for a house full of readers, and it stays away from a server that cut it.
    reconnection: false,
    timeout: CONNECT_WITHIN,
    autoConnect: false,
    ...(options.auth && { auth: { ...options.auth } }),
  });
  let spread = Math.min(SPREAD_AT_FIRST, options.spread);
  let vainTries = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  const comeBack = (): void => {
    clearTimeout(retry);
    retry = setTimeout(() => socket.connect(), pauseBefore(vainTries, spread));
  };
  socket.on('connect', () => {
    vainTries = 0;
    spread = options.spread;
  });
  socket.on('connect_error', () => {
    vainTries += 1;
    comeBack();
  });
  socket.on('disconnect', (reason) => {
    if (reason !== 'io client disconnect') comeBack();
  });
  prepare(socket as unknown as C);
  socket.connect();
  const renew = (): void => {
    clearTimeout(retry);
    // Ends a try that hangs, too.
    socket.disconnect().connect();
  };
  return {
    socket: socket as unknown as C,
    renew,
    hurry() {
      if (!socket.connected) renew();
    },
    close() {
      clearTimeout(retry);
      socket.disconnect();
    },
  };
}
