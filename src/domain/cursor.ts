/** How far somebody has read. */
export interface Cursor {
  readonly epoch: string;
  readonly seq: number;
}

export type Standing = 'caught-up' | 'behind' | 'restart';

/** More than this many changes behind, fetching the page again is cheaper than catching up. */
export const CATCH_UP_LIMIT = 500;

/**
 * Where a reader stands against a log (rule 6).
 * @returns `restart` for another numbering, a reader ahead of the log, or one too far behind
 */
export function standing(cursor: Cursor, head: Cursor): Standing {
  if (cursor.epoch !== head.epoch || cursor.seq > head.seq) return 'restart';
  if (cursor.seq === head.seq) return 'caught-up';
  return head.seq - cursor.seq > CATCH_UP_LIMIT ? 'restart' : 'behind';
}
