import type { Coverage } from '#domain/coverage.ts';
import type { Cursor } from '#domain/cursor.ts';
import { standing } from '#domain/cursor.ts';
import type { RefusalCode } from '#domain/refusal.ts';
import type { Follow, FollowAnswer } from '#live/protocol.ts';
import { PROTOCOL_VERSION } from '#live/protocol.ts';
import type { ReaderSocket, StaffSocket } from './connections.ts';
import { connectionOf, send } from './engine.ts';
import { answerOf } from './message.ts';
import type { Queues } from './queues.ts';
import { followRequest } from './schemas.ts';
import type { Tail } from './tail.ts';

/** Staff who follow a coverage are in this room of their namespace. */
export const roomOf = (coverageId: string): string => `coverage:${coverageId}`;

/** One page has one coverage; a desk has a few. More is somebody trying things out. */
export const MOST_ROOMS = 20;

type Refused = Extract<FollowAnswer<never>, { kind: 'refused' }>;

export interface FollowDependencies {
  readonly tail: Tail;
  readonly queues: Queues;
  /** Resolves when it is the asker's turn. */
  readonly inTurn: () => Promise<void>;
  /** The coverage if the asker may follow it, otherwise why not. */
  readonly open: (coverageId: string) => Coverage | RefusalCode;
  /** @returns false when the asker follows too many already */
  readonly join: (coverage: Coverage) => boolean;
  readonly leave: (coverageId: string) => void;
  /** A refusal with its sentence. */
  readonly refused: (code: RefusalCode) => Refused;
  readonly report: (fault: unknown) => void;
}

/** An answer to a follow; a range is JSON already, because many get the same. */
type Said = Exclude<FollowAnswer<never>, { kind: 'behind' }> | Buffer;

/**
 * Hears what a socket asks to follow. Its questions are answered one after the other, and the next one when the kernel
 * took the last byte of the answer before: no more than one catch-up is kept for whoever reads slowly (I16).
 */
export function hearFollows(socket: ReaderSocket | StaffSocket, dependencies: FollowDependencies) {
  const { queues, inTurn, refused, report } = dependencies;
  const connection = connectionOf(socket);
  numberAnswers(socket);
  const asked = new Set<string>();
  let before: Promise<void> = Promise.resolve();

  const sendRange = (range: Buffer, id: number): Promise<void> =>
    new Promise((resolve) => {
      queues.beginCatchUp(connection, range);
      send(connection, answerOf(socket.nsp.name, id, range), () => {
        queues.endCatchUp(connection);
        resolve();
      });
    });

  async function say(request: Follow, reply: Reply): Promise<void> {
    try {
      await inTurn();
      const said = await answerFollow(request, dependencies);
      if (Buffer.isBuffer(said)) await sendRange(said, reply.id);
      else reply(said);
    } catch (fault) {
      report(fault);
      reply(refused('storage-failed'));
    } finally {
      asked.delete(request.coverageId);
    }
  }

  return (input: unknown, reply: unknown): unknown => {
    if (!isReply(reply)) return null;
    const read = followRequest.safeParse(input);
    if (!read.success) return reply(refused('invalid'));
    const request = read.data;
    // What was asked before about the same is still on its way.
    if (asked.has(request.coverageId)) return reply(refused('too-many'));
    asked.add(request.coverageId);
    before = before.then(() => say(request, reply));
    return null;
  };
}

/** Rule 6: the asker joins first and the range is read second, so that nothing falls between (L1). */
async function answerFollow(
  { version, coverageId, cursor }: Follow,
  { tail, open, join, leave, refused }: FollowDependencies,
): Promise<Said> {
  if (version !== PROTOCOL_VERSION) return { kind: 'restart', reason: 'version' };
  const coverage = open(coverageId);
  if (typeof coverage === 'string') return refused(coverage);

  if (!join(coverage)) return refused('too-many');
  const head: Cursor = { epoch: coverage.epoch, seq: coverage.head };
  const stands = standing(cursor, head);
  if (stands === 'caught-up') return { kind: 'caught-up', head };
  if (stands === 'behind') return tail.answer(coverage, cursor.seq);
  leave(coverageId);
  return { kind: 'restart', reason: reasonOf(cursor, head) };
}

function reasonOf(cursor: Cursor, head: Cursor): 'epoch' | 'ahead' | 'too-far-behind' {
  if (cursor.epoch !== head.epoch) return 'epoch';
  return cursor.seq > head.seq ? 'ahead' : 'too-far-behind';
}

/** Socket.IO's way to answer, with the number under which the client waits for it. */
interface Reply {
  (said: unknown): unknown;
  readonly id: number;
}

const isReply = (reply: unknown): reply is Reply => typeof reply === 'function';

/** An answer that is encoded once for many needs its number, which Socket.IO keeps to itself. */
function numberAnswers(socket: ReaderSocket | StaffSocket): void {
  const own = socket as unknown as { ack(id: number): (said: unknown) => void };
  const answer = own.ack;
  own.ack = (id) => Object.assign(answer.call(socket, id), { id });
}
