import type { Socket } from 'socket.io-client';

interface SocketOptions {
  /** Where the newsroom is, for programs; a page connects to where it came from. */
  readonly origin?: string;
  readonly auth?: Readonly<Record<string, string>>;
}

/** A socket that comes back by itself until it is closed. */
export interface LastingSocket<C> {
  readonly socket: C;
  /** Tries at once, for one who came back to the page or to the network. */
  hurry(): void;
  close(): void;
}

/** Milliseconds until the next try where the library would stay away: after being cut, or while not signed in. */
const pause = (): number => 1_000 + Math.random() * 9_000;

/**
 * Connects, not all at the same moment. The library is fetched when it is first needed, so that it is never in the
 * way of the first paint.
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
    reconnectionDelay: 1_000,
    reconnectionDelayMax: 15_000,
    randomizationFactor: 0.5,
    autoConnect: false,
    ...(options.auth && { auth: { ...options.auth } }),
  });
  let retry: ReturnType<typeof setTimeout> | undefined;
  const comeBack = (): void => {
    if (socket.active) return;
    clearTimeout(retry);
    retry = setTimeout(() => socket.connect(), pause());
  };
  socket.on('disconnect', (reason) => {
    if (reason === 'io server disconnect') comeBack();
  });
  socket.on('connect_error', comeBack);
  prepare(socket as unknown as C);
  socket.connect();
  return {
    socket: socket as unknown as C,
    hurry() {
      if (socket.connected) return;
      clearTimeout(retry);
      // Ends the pause between two tries.
      socket.disconnect().connect();
    },
    close() {
      clearTimeout(retry);
      socket.disconnect();
    },
  };
}
