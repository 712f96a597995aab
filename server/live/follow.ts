import type { Coverage } from '#domain/coverage.ts';
import type { Cursor } from '#domain/cursor.ts';
import { standing } from '#domain/cursor.ts';
import type { RefusalCode } from '#domain/refusal.ts';
import type { Follow, FollowAnswer } from '#live/protocol.ts';
import { PROTOCOL_VERSION } from '#live/protocol.ts';
import { followRequest } from './schemas.ts';
import type { Tail } from './tail.ts';

/** Those who follow a coverage are in this room of their namespace. */
export const roomOf = (coverageId: string): string => `coverage:${coverageId}`;

/** One page has one coverage; a desk has a few. More is somebody trying things out. */
export const MOST_ROOMS = 20;

/** What the wire says to a follow, before a refusal has its sentence. */
export type Unspoken<C> =
  | Exclude<FollowAnswer<C>, { kind: 'refused' }>
  | { readonly kind: 'refused'; readonly code: RefusalCode };

export interface FollowDependencies<C> {
  readonly tail: Tail<C>;
  /** The coverage if the asker may follow it, otherwise why not. */
  readonly open: (coverageId: string) => Coverage | RefusalCode;
  /** @returns false when the asker follows too many already */
  readonly join: (coverageId: string) => boolean;
  readonly leave: (coverageId: string) => void;
}

/** Rule 6: the asker joins first and the range is read second, so that nothing falls between (L1). */
export async function answerFollow<C>(
  input: unknown,
  { tail, open, join, leave }: FollowDependencies<C>,
): Promise<Unspoken<C>> {
  const read = followRequest.safeParse(input);
  if (!read.success) return { kind: 'refused', code: 'invalid' };
  const { version, coverageId, cursor }: Follow = read.data;
  if (version !== PROTOCOL_VERSION) return { kind: 'restart', reason: 'version' };
  const coverage = open(coverageId);
  if (typeof coverage === 'string') return { kind: 'refused', code: coverage };

  if (!join(coverageId)) return { kind: 'refused', code: 'too-many' };
  const head: Cursor = { epoch: coverage.epoch, seq: coverage.head };
  const stands = standing(cursor, head);
  if (stands === 'caught-up') return { kind: 'caught-up', head };
  if (stands === 'behind') return { kind: 'behind', head, changes: await tail.since(coverage, cursor.seq) };
  leave(coverageId);
  return { kind: 'restart', reason: reasonOf(cursor, head) };
}

function reasonOf(cursor: Cursor, head: Cursor): 'epoch' | 'ahead' | 'too-far-behind' {
  if (cursor.epoch !== head.epoch) return 'epoch';
  return cursor.seq > head.seq ? 'ahead' : 'too-far-behind';
}
