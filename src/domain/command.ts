import type { AgendaItemDraft } from './agenda.ts';
import type { Figure } from './block.ts';
import type { CoverageAbout } from './coverage.ts';
import type { EntryContent } from './entry.ts';

/** What staff ask for. `id` is a UUIDv7 made by the client; asking again with it is safe (rule 3). */
export type Command = { readonly id: string; readonly coverageId: string } & CommandBody;

export type CommandBody =
  | {
      readonly kind: 'create-coverage';
      readonly about: CoverageAbout;
      readonly agenda: readonly AgendaItemDraft[];
    }
  | { readonly kind: 'revise-coverage'; readonly about: CoverageAbout }
  | { readonly kind: 'add-agenda-item'; readonly item: AgendaItemDraft }
  /** `startedAt` mends the real hour, UTC; null says that the item has not begun after all; absent leaves it. */
  | {
      readonly kind: 'revise-agenda-item';
      readonly item: AgendaItemDraft;
      readonly startedAt?: string | null;
    }
  | { readonly kind: 'remove-agenda-item'; readonly itemId: string }
  /** `at` is the real hour, UTC; absent means now, or the hour at which it began before. */
  | { readonly kind: 'start-agenda-item'; readonly itemId: string; readonly at?: string }
  | {
      readonly kind: 'post-entry';
      /** UUIDv7, made when the entry was begun. */
      readonly entryId: string;
      readonly itemId: string | null;
      readonly at: string;
      readonly atInferred?: true;
      /** UTC instant at which the person began to write, by their own clock (rule 10). */
      readonly begunAt: string;
      readonly content: EntryContent;
      readonly key?: true;
      /** UTC instant before which readers know nothing of it (rule 14); one that is over means at once. */
      readonly publishAt?: string;
    }
  /** A typo fix: silent, logged, and checked by rule 9. */
  | {
      readonly kind: 'revise-entry';
      readonly entryId: string;
      readonly base: number;
      readonly content: EntryContent;
    }
  /** A visible correction: anything that rule 9 does not let pass as a typo. */
  | {
      readonly kind: 'correct-entry';
      readonly entryId: string;
      readonly base: number;
      readonly content: EntryContent;
      readonly note: string;
      /** Readers are shown the words that were changed (rule 5). */
      readonly showChange?: true;
    }
  | { readonly kind: 'withdraw-entry'; readonly entryId: string; readonly reason: string }
  | {
      readonly kind: 'move-entry';
      readonly entryId: string;
      readonly base: number;
      readonly itemId: string | null;
      readonly at: string;
    }
  /** `base` is the revision that was read; `publishAt` says that it is the hour, not a person, who publishes. */
  | {
      readonly kind: 'release-entry';
      readonly entryId: string;
      readonly base: number;
      readonly publishAt?: string;
    }
  /** A held entry goes back to who wrote it, with what is to be mended. */
  | {
      readonly kind: 'return-entry';
      readonly entryId: string;
      readonly base: number;
      readonly reason: string;
    }
  | {
      readonly kind: 'key-entry' | 'unkey-entry' | 'pin-entry' | 'unpin-entry';
      readonly entryId: string;
    }
  /** The photo of a figure that was announced without one; `figure.id` names it. */
  | { readonly kind: 'attach-figure'; readonly entryId: string; readonly figure: Figure }
  | {
      readonly kind: 'schedule-coverage' | 'pause-coverage' | 'resume-coverage' | 'archive-coverage';
    }
  /** `at` is the real hour, UTC, for what is taken in afterwards; absent means now. */
  | { readonly kind: 'open-coverage' | 'close-coverage'; readonly at?: string }
  | { readonly kind: 'reopen-coverage'; readonly reason: string };

export type CommandKind = Command['kind'];

/** The yes. The same command id gets the same receipt for the life of the coverage. */
export interface Receipt {
  readonly ok: true;
  readonly commandId: string;
  readonly coverageId: string;
  readonly epoch: string;
  /** Number of the last change it made. */
  readonly seq: number;
  /** The entry waits for an editor (rules 10, 13) or for its hour (rule 14). */
  readonly held?: true;
}
