import type { Newsroom } from '#domain/ports.ts';
import type { PrintHour } from '#domain/public-view.ts';
import { isPublic, publicChange } from '#domain/public-view.ts';
import { refuse } from '#domain/refusal.ts';
import { refusalMessage } from '#i18n/refusals.ts';
import type { Audience } from './audience.ts';
import type { ReaderSocket, Readers } from './connections.ts';
import { answerFollow, MOST_ROOMS, roomOf } from './follow.ts';
import { languageOf } from './handshake.ts';
import { createBucket, READER_RATE } from './rate-limit.ts';
import { coverageId } from './schemas.ts';
import { createTail } from './tail.ts';

export interface ReaderDependencies {
  readonly newsroom: Newsroom;
  readonly print: PrintHour;
  readonly audience: Audience;
  /** Milliseconds. */
  readonly now: () => number;
  readonly report: (fault: unknown) => void;
}

/** Anybody. Readers say two things; whoever says more, or too much, is refused or cut (L6). */
export function openToReaders(readers: Readers, dependencies: ReaderDependencies): void {
  const { newsroom, print, audience, now, report } = dependencies;
  const tail = createTail({ newsroom, view: (record, coverage) => publicChange(record, coverage, print) });

  readers.use((socket, next) => {
    socket.data.language = languageOf(socket.handshake);
    next();
  });

  readers.on('connection', (socket) => {
    const take = createBucket(READER_RATE, now);
    socket.use((packet, next) => {
      const verdict = take();
      if (verdict === 'ok') return next();
      if (verdict === 'cut') return socket.conn.close();
      answer(packet.at(-1), refusedFor(socket, 'too-many'));
    });

    socket.on('follow', (request, reply) => {
      if (typeof reply !== 'function') return;
      answerFollow(request, {
        tail,
        open: (id) => {
          const coverage = newsroom.coverageById(id);
          return coverage && isPublic(coverage) ? coverage : 'not-found';
        },
        join: (id) => {
          if (socket.rooms.size > MOST_ROOMS && !socket.rooms.has(roomOf(id))) return false;
          socket.join(roomOf(id));
          audience.changed(id);
          return true;
        },
        leave: (id) => {
          socket.leave(roomOf(id));
          audience.changed(id);
        },
      }).then(
        (said) => reply(said.kind === 'refused' ? refusedFor(socket, said.code) : said),
        (fault) => {
          report(fault);
          reply(refusedFor(socket, 'storage-failed'));
        },
      );
    });

    socket.on('unfollow', (input) => {
      const id = coverageId.safeParse(input);
      if (!id.success) return;
      socket.leave(roomOf(id.data));
      audience.changed(id.data);
    });

    socket.on('disconnecting', () => {
      for (const room of socket.rooms)
        if (room !== socket.id) audience.changed(room.slice(roomOf('').length));
    });
  });
}

const refusedFor = (socket: ReaderSocket, code: Parameters<typeof refuse>[0]) =>
  ({ kind: 'refused', code, message: refusalMessage(refuse(code), socket.data.language) }) as const;

function answer(reply: unknown, said: unknown): void {
  if (typeof reply === 'function') reply(said);
}
