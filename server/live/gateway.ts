import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Server } from 'socket.io';
import type { Newsroom } from '#domain/ports.ts';
import type { PrintHour } from '#domain/public-view.ts';
import { publicChange } from '#domain/public-view.ts';
import type { StaffMember } from '#domain/staff.ts';
import { DESK, LIVE } from '#live/protocol.ts';
import { createAdmission } from './admission.ts';
import { createAudience } from './audience.ts';
import { createBroadcast } from './broadcast.ts';
import type { Desk, Readers } from './connections.ts';
import { cutRevoked, openToStaff } from './desk-namespace.ts';
import type { Connection } from './engine.ts';
import { createFanOut } from './fan-out.ts';
import { createFarewells } from './farewells.ts';
import { roomOf } from './follow.ts';
import { shownToken } from './handshake.ts';
import { sayingOf } from './message.ts';
import { FROM_STAFF, limitMessages } from './message-size.ts';
import { createPresenceBook } from './presence.ts';
import type { QueueFigures } from './queues.ts';
import { createQueues } from './queues.ts';
import { openToReaders } from './reader-namespace.ts';
import { createTail } from './tail.ts';

export interface LiveDependencies {
  readonly newsroom: Newsroom;
  /** Who holds a sign-in token, looked up afresh. */
  readonly staffOf: (token: string) => StaffMember | undefined;
  /** The same for what nobody at that desk asked for. */
  readonly lookUp: (token: string) => StaffMember | undefined;
  /** Tells that a token no longer holds. @returns stops telling */
  readonly onRevoked: (listener: (token: string) => void) => () => void;
  readonly cookieName: string;
  /** The network that a request comes from, as limits count it; null for this machine. */
  readonly networkOf: (request: IncomingMessage) => string | null;
  /** Tells an origin of ours from another. */
  readonly isOurs: (origin: string) => boolean;
  readonly print: PrintHour;
  /** Milliseconds that only go forward: limits outlive a clock that is set. */
  readonly elapsed: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  /** A fault that nobody asked for. */
  readonly report: (fault: unknown) => void;
}

/** How it stands with the sockets just now; what is counted since the start says so. */
export interface LiveFigures extends QueueFigures {
  readonly readers: number;
  readonly staff: number;
  readonly handshakesWaiting: number;
  /** Handshakes that were told to come back later, since the start. */
  readonly handshakesRefused: number;
}

/** The sockets of a running server. */
export interface LiveDoors {
  figures(): LiveFigures;
  /** Takes no new connection and lets go of all; their clients come back to whoever listens next. */
  close(): Promise<void>;
}

const TICK = 1_000;

/** Puts `/live` and `/desk` on an HTTP server, which stays its owner's to close. */
export function attachLive(httpServer: HttpServer, dependencies: LiveDependencies): LiveDoors {
  const { newsroom, staffOf, lookUp, onRevoked, cookieName, isOurs, print, report } = dependencies;
  const now = dependencies.elapsed;

  const admission = createAdmission({
    networkOf: dependencies.networkOf,
    isStaff({ headers }) {
      const token = shownToken(headers, cookieName);
      return token !== null && lookUp(token) !== undefined;
    },
    now,
    random: dependencies.random,
  });
  const io = new Server(httpServer, {
    transports: ['websocket'],
    serveClient: false,
    perMessageDeflate: false,
    connectTimeout: 5_000,
    maxHttpBufferSize: FROM_STAFF,
    // `cors` does not protect WebSockets; this does. Browsers always say where they come from, programs need not.
    allowRequest(request, answer) {
      const { origin } = request.headers;
      if (origin !== undefined && !isOurs(origin)) return answer(null, false);
      admission.ask(request, () => answer(null, true));
    },
  });
  io.use((_, next) => next(new Error(`connect to ${LIVE} or ${DESK}`)));
  const readers: Readers = io.of(LIVE);
  const desk: Desk = io.of(DESK);

  const queues = createQueues();
  const settleLater = createFarewells();
  io.engine.on('connection', (connection: Connection) => {
    queues.watch(connection);
    settleLater(connection);
  });
  limitMessages(io, desk);

  const fanOut = createFanOut(report);
  const presence = createPresenceBook({ now });
  const audience = createAudience({
    count: fanOut.size,
    tell(id, count) {
      fanOut.mention(id, sayingOf(LIVE, 'audience', id, count));
      desk.to(roomOf(id)).emit('audience', id, count);
    },
    now,
  });
  const readersTail = createTail({
    newsroom,
    view: (record, coverage) => publicChange(record, coverage, print),
  });
  const deskTail = createTail({ newsroom, view: (record) => record });
  openToReaders(readers, { newsroom, tail: readersTail, queues, fanOut, audience, now, report });
  openToStaff(desk, { newsroom, tail: deskTail, queues, staffOf, lookUp, cookieName, presence, now, report });

  const stopTelling = newsroom.follow(createBroadcast({ fanOut, desk, lookUp, print }));
  const stopRevoking = onRevoked((token) => {
    for (const socket of desk.sockets.values()) if (socket.data.token === token) cutRevoked(socket);
  });
  const ticking = setInterval(() => {
    audience.tick();
    for (const id of presence.forget()) desk.to(roomOf(id)).emit('presence', id, presence.in(id));
    queues.tick();
    admission.tick();
  }, TICK);
  ticking.unref();

  return {
    figures: () => ({
      readers: readers.sockets.size,
      staff: desk.sockets.size,
      ...queues.figures(),
      ...admission.figures(),
    }),
    async close() {
      admission.close();
      clearInterval(ticking);
      for (const stop of [stopTelling, readersTail.stop, deskTail.stop, stopRevoking]) stop();
      fanOut.finish();
      io.engine.close();
    },
  };
}
