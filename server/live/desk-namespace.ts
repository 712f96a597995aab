import { isMember } from '#domain/policy.ts';
import type { Newsroom } from '#domain/ports.ts';
import type { RefusalCode } from '#domain/refusal.ts';
import { refuse } from '#domain/refusal.ts';
import type { StaffMember } from '#domain/staff.ts';
import { refusalMessage } from '#i18n/refusals.ts';
import type { Desk, StaffSocket } from './connections.ts';
import { connectionOf, cut } from './engine.ts';
import { hearFollows, MOST_ROOMS, roomOf } from './follow.ts';
import { languageOf, tokenOf } from './handshake.ts';
import type { PresenceBook } from './presence.ts';
import type { Queues } from './queues.ts';
import { createDoor, STAFF_RATE } from './rate-limit.ts';
import { coverageId, writingNotice } from './schemas.ts';
import type { Tail } from './tail.ts';

export interface DeskDependencies {
  readonly newsroom: Newsroom;
  readonly tail: Tail;
  readonly queues: Queues;
  readonly staffOf: (token: string) => StaffMember | undefined;
  /** The same for what a page says by itself: an unattended desk idles out. */
  readonly lookUp: (token: string) => StaffMember | undefined;
  readonly cookieName: string;
  readonly presence: PresenceBook;
  /** Milliseconds. */
  readonly now: () => number;
  readonly report: (fault: unknown) => void;
}

/** Staff. Who they are is looked up for every message, so that a right that was taken back is gone at once (L7). */
export function openToStaff(desk: Desk, dependencies: DeskDependencies): void {
  const { newsroom, tail, queues, staffOf, lookUp, cookieName, presence, now, report } = dependencies;

  const door = createDoor(STAFF_RATE, now);

  desk.use((socket, next) => {
    const connection = connectionOf(socket);
    const verdict = door.enter(connection);
    if (verdict === 'cut') return cut(connection);
    if (verdict === 'too-many') return next(new Error('too-many'));
    const language = languageOf(socket.handshake);
    const token = tokenOf(socket.handshake, cookieName);
    if (token === null || !staffOf(token)) {
      const refusal = refuse('not-signed-in');
      const data = { ...refusal, message: refusalMessage(refusal, language) };
      door.leave(connection);
      return next(Object.assign(new Error(refusal.code), { data }));
    }
    socket.data.token = token;
    socket.data.language = language;
    next();
  });

  desk.on('connection', (socket) => {
    const staff = (): StaffMember | null => staffOf(socket.data.token) ?? cutRevoked(socket);
    const unasked = (): StaffMember | null => lookUp(socket.data.token) ?? cutRevoked(socket);
    socket.use(([name, ...rest], next) => {
      if (!(name === 'writing' ? unasked() : staff())) return;
      const verdict = door.take(connectionOf(socket));
      if (verdict === 'ok') return next();
      if (verdict === 'cut') return cut(connectionOf(socket));
      const reply: unknown = rest.at(-1);
      if (typeof reply === 'function') reply(name === 'follow' ? refused('too-many') : spoken('too-many'));
    });

    const spoken = (code: RefusalCode) => {
      const refusal = refuse(code);
      return { ...refusal, message: refusalMessage(refusal, socket.data.language) };
    };
    const refused = (code: RefusalCode) =>
      ({ kind: 'refused', code, message: spoken(code).message }) as const;
    const tellPresence = (id: string): void => {
      desk.to(roomOf(id)).emit('presence', id, presence.in(id));
    };
    const leave = (id: string): void => {
      socket.leave(roomOf(id));
      if (presence.leave(id, socket.id)) tellPresence(id);
    };

    socket.on('command', (command, reply) => {
      const actor = staff();
      if (typeof reply !== 'function' || !actor) return;
      newsroom.submit(command, actor).then(
        (said) => reply(said.ok ? said : { ...said, message: refusalMessage(said, socket.data.language) }),
        (fault) => {
          report(fault);
          reply(spoken('storage-failed'));
        },
      );
    });

    const hear = hearFollows(socket, {
      tail,
      queues,
      inTurn: async () => undefined,
      open: (id) => {
        const actor = staff();
        if (!actor || !isMember(actor, id)) return 'not-allowed';
        return newsroom.coverageById(id) ?? 'not-found';
      },
      join: ({ id }) => {
        const actor = staff();
        if (!actor || (socket.rooms.size > MOST_ROOMS && !socket.rooms.has(roomOf(id)))) return false;
        socket.join(roomOf(id));
        presence.arrive(id, socket.id, actor);
        tellPresence(id);
        return true;
      },
      leave,
      refused,
      report,
    });
    socket.on('follow', hear);

    socket.on('unfollow', (input) => {
      const id = coverageId.safeParse(input);
      if (id.success) leave(id.data);
    });

    socket.on('writing', (...input) => {
      const notice = writingNotice.safeParse(input);
      if (!notice.success) return;
      const [id, writing] = notice.data;
      const actor = unasked();
      if (!actor || !isMember(actor, id)) return;
      if (presence.write(id, socket.id, writing)) tellPresence(id);
    });

    socket.on('disconnecting', () => {
      door.leave(connectionOf(socket));
      for (const room of socket.rooms) if (room !== socket.id) leave(room.slice(roomOf('').length));
    });
  });
}

/** Says why, then closes. */
export function cutRevoked(socket: StaffSocket): null {
  socket.emit('revoked');
  socket.disconnect(true);
  return null;
}
