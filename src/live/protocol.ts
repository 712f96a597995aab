import type { LogRecord, Numbered } from '#domain/change.ts';
import type { Receipt } from '#domain/command.ts';
import type { Cursor } from '#domain/cursor.ts';
import type { PublicChange } from '#domain/public-view.ts';
import type { Refusal, RefusalCode } from '#domain/refusal.ts';

/** A client of another version is told to fetch the page again. */
export const PROTOCOL_VERSION = 1;

/** The namespace of readers, and the one of staff. */
export const LIVE = '/live';
export const DESK = '/desk';

/** A reader's standing request. The server joins the reader first and reads the range second (rule 6). */
export interface Follow {
  readonly version: number;
  readonly coverageId: string;
  readonly cursor: Cursor;
}

/** Changes of one coverage, seqs contiguous. */
export interface Batch<C> {
  readonly coverageId: string;
  readonly epoch: string;
  readonly changes: readonly C[];
}

/** `C` is what the asker may see: public changes for readers, records for staff. */
export type FollowAnswer<C> =
  | { readonly kind: 'caught-up'; readonly head: Cursor }
  | { readonly kind: 'behind'; readonly head: Cursor; readonly changes: readonly C[] }
  | { readonly kind: 'restart'; readonly reason: 'version' | 'epoch' | 'ahead' | 'too-far-behind' }
  | { readonly kind: 'refused'; readonly code: Refusal['code']; readonly message: string };

export type PublicRecord = Numbered<PublicChange>;

export interface ReaderToServer {
  follow: (request: Follow, answer: (answer: FollowAnswer<PublicRecord>) => void) => void;
  unfollow: (coverageId: string) => void;
}

export interface ServerToReader {
  changes: (batch: Batch<PublicRecord>) => void;
  /** How many are reading, rounded; at most every 10 s. */
  audience: (coverageId: string, readers: number) => void;
}

/** A refusal with its sentence in the language of the connection. */
export type SpokenRefusal = Refusal & { readonly message: string };

/** What somebody is writing: something new under an agenda item (null: under none), or an entry that stands already. */
export type Writing = { readonly itemId: string | null } | { readonly entryId: string };

/** Who is at work on a coverage. Memory only: presence is never in the log. */
export interface Presence {
  readonly staffId: string;
  readonly name: string;
  /** Just now, in all their windows. */
  readonly writing: readonly Writing[];
}

export interface StaffToServer {
  /** Any command of `domain/command.ts`, acknowledged once it is durable or refused. */
  command: (command: unknown, answer: (answer: Receipt | SpokenRefusal) => void) => void;
  follow: (request: Follow, answer: (answer: FollowAnswer<LogRecord>) => void) => void;
  unfollow: (coverageId: string) => void;
  /**
   * All that is being written at this desk, none when it is over. Said at most every 3 s, and again every 15 s as long
   * as it is so; forgotten after 45 s without a word.
   */
  writing: (coverageId: string, writing: readonly Writing[]) => void;
}

export interface ServerToStaff {
  changes: (batch: Batch<LogRecord>) => void;
  presence: (coverageId: string, present: readonly Presence[]) => void;
  audience: (coverageId: string, readers: number) => void;
  /** The sign-in no longer holds; the socket is closed after this. */
  revoked: () => void;
}

/** What HTTP calls each refusal, at every door of the machines. */
export const REFUSAL_STATUS: Readonly<Record<RefusalCode, number>> = {
  invalid: 422,
  'too-long': 413,
  markup: 422,
  'unknown-command': 422,
  'wrong-zone': 422,
  'not-signed-in': 401,
  'not-allowed': 403,
  'not-found': 404,
  'id-reused': 409,
  'slug-taken': 409,
  'stale-revision': 409,
  'needs-correction-note': 422,
  'nothing-changed': 409,
  'not-live': 409,
  'coverage-closed': 409,
  'coverage-archived': 409,
  'wrong-status': 409,
  'entries-held': 409,
  'item-in-use': 409,
  'entry-withdrawn': 409,
  'photo-invalid': 422,
  'photo-too-large': 413,
  'photo-undescribed': 422,
  'unreadable-text': 422,
  'too-many': 429,
  'storage-full': 503,
  'storage-failed': 503,
};
