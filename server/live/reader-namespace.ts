import type { Newsroom } from '#domain/ports.ts';
import { isPublic } from '#domain/public-view.ts';
import { refuse } from '#domain/refusal.ts';
import { refusalMessage } from '#i18n/refusals.ts';
import type { Audience } from './audience.ts';
import type { ReaderSocket, Readers } from './connections.ts';
import { connectionOf, cut } from './engine.ts';
import type { FanOut } from './fan-out.ts';
import { hearFollows, MOST_ROOMS } from './follow.ts';
import { languageOf } from './handshake.ts';
import { createLine } from './line.ts';
import type { Queues } from './queues.ts';
import { createDoor, READER_RATE } from './rate-limit.ts';
import { coverageId } from './schemas.ts';
import type { Tail } from './tail.ts';

/** Readers that are answered in one turn of the event loop: a catch-up may be a megabyte. */
const PORTION = 4;

export interface ReaderDependencies {
  readonly newsroom: Newsroom;
  readonly tail: Tail;
  readonly queues: Queues;
  readonly fanOut: FanOut;
  readonly audience: Audience;
  /** Milliseconds. */
  readonly now: () => number;
  readonly report: (fault: unknown) => void;
}

/** Anybody. Readers say two things; whoever says more, or too much, is refused or cut (L6). */
export function openToReaders(readers: Readers, dependencies: ReaderDependencies): void {
  const { newsroom, tail, queues, fanOut, audience, now, report } = dependencies;

  const answers = createLine<() => void>(PORTION, (answer) => answer());

  const door = createDoor(READER_RATE, now);

  readers.use((socket, next) => {
    const connection = connectionOf(socket);
    const verdict = door.enter(connection);
    if (verdict === 'cut') return cut(connection);
    if (verdict === 'too-many') return next(new Error('too-many'));
    socket.data.language = languageOf(socket.handshake);
    next();
  });

  readers.on('connection', (socket) => {
    socket.use((packet, next) => {
      const verdict = door.take(connectionOf(socket));
      if (verdict === 'ok') return next();
      if (verdict === 'cut') return cut(connectionOf(socket));
      answer(packet.at(-1), refusedFor(socket, 'too-many'));
    });

    const following = new Set<string>();
    const leave = (id: string): void => {
      if (!following.delete(id)) return;
      fanOut.leave(id, socket.id);
      audience.changed(id);
    };
    const hear = hearFollows(socket, {
      tail,
      queues,
      inTurn: () => new Promise((resolve) => answers.put(resolve)),
      open: (id) => {
        const coverage = newsroom.coverageById(id);
        return coverage && isPublic(coverage) ? coverage : 'not-found';
      },
      join: ({ id, head }) => {
        if (!socket.connected || (following.size >= MOST_ROOMS && !following.has(id))) return false;
        following.add(id);
        fanOut.join(id, socket.id, connectionOf(socket), head);
        audience.changed(id);
        return true;
      },
      leave,
      refused: (code) => refusedFor(socket, code),
      report,
    });
    socket.on('follow', hear);

    socket.on('unfollow', (input) => {
      const id = coverageId.safeParse(input);
      if (id.success) leave(id.data);
    });

    socket.on('disconnecting', () => {
      for (const id of following) leave(id);
      door.leave(connectionOf(socket));
    });
  });
}

const refusedFor = (socket: ReaderSocket, code: Parameters<typeof refuse>[0]) =>
  ({ kind: 'refused', code, message: refusalMessage(refuse(code), socket.data.language) }) as const;

function answer(reply: unknown, said: unknown): void {
  if (typeof reply === 'function') reply(said);
}
