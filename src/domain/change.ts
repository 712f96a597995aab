import type { AgendaItem } from './agenda.ts';
import type { CoverageAbout } from './coverage.ts';
import type { Entry } from './entry.ts';

/** Changes about one entry. Each carries the entry as it now is. */
export const ENTRY_CHANGES = [
  'entry-posted',
  'entry-held',
  'entry-released',
  'entry-returned',
  'entry-revised',
  'entry-corrected',
  'entry-moved',
  'entry-withdrawn',
  'entry-keyed',
  'entry-unkeyed',
  'entry-pinned',
  'entry-unpinned',
  'figure-attached',
] as const;
export type EntryChangeKind = (typeof ENTRY_CHANGES)[number];

export const AGENDA_CHANGES = ['agenda-item-added', 'agenda-item-revised', 'agenda-item-started'] as const;
export type AgendaChangeKind = (typeof AGENDA_CHANGES)[number];

export const STATUS_CHANGES = [
  'coverage-scheduled',
  'coverage-opened',
  'coverage-paused',
  'coverage-resumed',
  'coverage-closed',
  'coverage-reopened',
  'coverage-archived',
] as const;
export type StatusChangeKind = (typeof STATUS_CHANGES)[number];

/** One fact in a log. Generic, because readers are told the same facts about their own view of entries and items. */
export type Change<E = Entry, I = AgendaItem> =
  | { readonly kind: EntryChangeKind; readonly entry: E }
  | { readonly kind: AgendaChangeKind; readonly item: I }
  | { readonly kind: 'agenda-item-removed'; readonly itemId: string }
  | { readonly kind: 'coverage-created' | 'coverage-revised'; readonly about: CoverageAbout }
  | { readonly kind: StatusChangeKind; readonly at: string; readonly reason?: string }
  /** Keeps its number and says nothing: not for this view, or removed by order of law (rules 5, 7). */
  | { readonly kind: 'withheld' };

/** A change with its place in the log. Seqs are 1, 2, 3 … without gap. */
export interface Numbered<C> {
  readonly seq: number;
  /** UTC instant at which the server took it, for people; the order is `seq`'s. */
  readonly at: string;
  readonly change: C;
}

/** What is stored of one change: who asked for it, and by which command (rule 3). */
export interface LogRecord extends Numbered<Change> {
  /** Version of the record's format (rule 11). */
  readonly v: 1;
  /** Staff id. */
  readonly by: string;
  readonly commandId: string;
  /** SHA-256 of the command's content, hexadecimal: tells a repeat from a reuse of its id. */
  readonly digest: string;
}
