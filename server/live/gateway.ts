import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import type { Newsroom } from '#domain/ports.ts';
import type { PrintHour } from '#domain/public-view.ts';
import type { StaffMember } from '#domain/staff.ts';
import { DESK, LIVE } from '#live/protocol.ts';
import { createAudience } from './audience.ts';
import { createBroadcast } from './broadcast.ts';
import type { Desk, Readers } from './connections.ts';
import { cutRevoked, openToStaff } from './desk-namespace.ts';
import { roomOf } from './follow.ts';
import { FROM_STAFF, limitMessages } from './message-size.ts';
import { createPresenceBook } from './presence.ts';
import { openToReaders } from './reader-namespace.ts';
import { cutSlowClients } from './slow-clients.ts';

export interface LiveDependencies {
  readonly newsroom: Newsroom;
  /** Who holds a sign-in token, looked up afresh. */
  readonly staffOf: (token: string) => StaffMember | undefined;
  /** The same for what nobody at that desk asked for. */
  readonly lookUp: (token: string) => StaffMember | undefined;
  /** Tells that a token no longer holds. @returns stops telling */
  readonly onRevoked: (listener: (token: string) => void) => () => void;
  readonly cookieName: string;
  /** Tells an origin of ours from another. */
  readonly isOurs: (origin: string) => boolean;
  readonly print: PrintHour;
  /** UTC instant. */
  readonly now: () => string;
  /** A fault that nobody asked for. */
  readonly report: (fault: unknown) => void;
}

/** The sockets of a running server. */
export interface LiveDoors {
  /** Takes no new connection and lets go of all; their clients come back to whoever listens next. */
  close(): Promise<void>;
}

const TICK = 1_000;

/** Puts `/live` and `/desk` on an HTTP server, which stays its owner's to close. */
export function attachLive(httpServer: HttpServer, dependencies: LiveDependencies): LiveDoors {
  const { newsroom, staffOf, lookUp, onRevoked, cookieName, isOurs, print, report } = dependencies;
  const now = (): number => Date.parse(dependencies.now());
  let closing = false;

  const io = new Server(httpServer, {
    transports: ['websocket'],
    serveClient: false,
    perMessageDeflate: false,
    connectTimeout: 5_000,
    maxHttpBufferSize: FROM_STAFF,
    // `cors` does not protect WebSockets; this does. Browsers always say where they come from, programs need not.
    allowRequest(request, answer) {
      const { origin } = request.headers;
      answer(null, !closing && (origin === undefined || isOurs(origin)));
    },
  });
  io.use((_, next) => next(new Error(`connect to ${LIVE} or ${DESK}`)));
  const readers: Readers = io.of(LIVE);
  const desk: Desk = io.of(DESK);

  limitMessages(io, desk);

  const presence = createPresenceBook({ now });
  const audience = createAudience({
    count: (id) => readers.adapter.rooms.get(roomOf(id))?.size ?? 0,
    tell(id, count) {
      readers.to(roomOf(id)).emit('audience', id, count);
      desk.to(roomOf(id)).emit('audience', id, count);
    },
    now,
  });
  openToReaders(readers, { newsroom, print, audience, now, report });
  openToStaff(desk, { newsroom, staffOf, cookieName, presence, now, report });

  const stopTelling = newsroom.follow(createBroadcast({ readers, desk, lookUp, print }));
  const stopRevoking = onRevoked((token) => {
    for (const socket of desk.sockets.values()) if (socket.data.token === token) cutRevoked(socket);
  });
  const ticking = setInterval(() => {
    audience.tick();
    for (const id of presence.forget()) desk.to(roomOf(id)).emit('presence', id, presence.in(id));
    cutSlowClients(io);
  }, TICK);
  ticking.unref();

  return {
    async close() {
      closing = true;
      clearInterval(ticking);
      stopTelling();
      stopRevoking();
      io.engine.close();
    },
  };
}
