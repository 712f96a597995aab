import type { AgendaItem } from './agenda.ts';
import { hourOf } from './agenda.ts';
import { isComplete } from './block.ts';
import type { Change, LogRecord, Numbered } from './change.ts';
import type { ChangedWords } from './changed-words.ts';
import type { Coverage, CoverageAbout } from './coverage.ts';
import { copyCoverage } from './coverage.ts';
import type { Entry, EntryContent } from './entry.ts';
import { headlineOf } from './entry.ts';

/** An instant with the hour as readers see it, such as `8h15`. */
export interface PrintedInstant {
  readonly iso: string;
  readonly printed: string;
}

/** Prints the hour of a UTC instant in the coverage's zone. Handed in, because the domain has no clock. */
export type PrintHour = (iso: string) => string;

/** A correction as anybody may see it; the words it changed only where an editor shows them (rule 5). */
export interface PublicCorrection {
  readonly at: PrintedInstant;
  readonly note: string;
  readonly changedWords?: readonly ChangedWords[];
}

/** An entry as anybody may see it: no staff ids, no earlier text, nothing of what was withdrawn (rule 5). */
export interface PublicEntry {
  readonly id: string;
  readonly itemId: string | null;
  readonly seq: number;
  readonly revision: number;
  readonly at: string;
  /** Absent when only the agenda item's hour is known. */
  readonly hour?: string;
  readonly postedAt: PrintedInstant;
  /** Always there, at most 110 characters; empty for a withdrawn entry. */
  readonly headline: string;
  /** Absent once withdrawn. */
  readonly content?: EntryContent;
  readonly corrections: readonly PublicCorrection[];
  readonly key?: true;
  readonly pinned?: true;
  readonly withdrawn?: PrintedInstant;
}

/** An agenda item with its hour printed. */
export interface PublicItem extends AgendaItem {
  readonly hour?: string;
}

export type PublicChange = Change<PublicEntry, PublicItem>;
export type PublicCoverage = Coverage<PublicEntry, PublicItem>;

/** A coverage that nobody announced yet does not exist for readers. */
export const isPublic = (coverage: Pick<Coverage, 'status' | 'head'>): boolean =>
  coverage.head > 0 && coverage.status !== 'draft';

/** @returns null for an entry readers know nothing of yet: it waits for an editor, or for the photo that it is */
export function publicEntry(entry: Entry, print: PrintHour): PublicEntry | null {
  if (entry.held || entry.awaitsPhoto) return null;
  const stamp = (iso: string): PrintedInstant => ({ iso, printed: print(iso) });
  const skeleton = {
    id: entry.id,
    itemId: entry.itemId,
    seq: entry.seq,
    revision: entry.revision,
    at: entry.at,
    ...(!entry.atInferred && { hour: print(entry.at) }),
    postedAt: stamp(entry.postedAt),
  };
  if (entry.withdrawn)
    return { ...skeleton, headline: '', corrections: [], withdrawn: stamp(entry.withdrawn.at) };
  return {
    ...skeleton,
    headline: headlineOf(entry.content),
    content: { ...entry.content, blocks: entry.content.blocks.filter(isComplete) },
    corrections: entry.corrections.map(({ at, note, changedWords }) => ({
      at: stamp(at),
      note,
      ...(changedWords && { changedWords }),
    })),
    ...(entry.key && { key: true }),
    ...(entry.pinned && { pinned: true }),
  };
}

export function publicItem(item: AgendaItem, print: PrintHour): PublicItem {
  const hour = hourOf(item);
  return hour === undefined ? item : { ...item, hour: print(hour) };
}

const publicAbout = ({ review: _, undoSeconds: _u, ...about }: CoverageAbout): CoverageAbout => about;

/** The whole coverage as readers see it. Costs its size: pages ask for it, posts do not. */
export function publicCoverage(coverage: Coverage, print: PrintHour): PublicCoverage {
  const { agenda, entries, about, ...rest } = copyCoverage(coverage);
  const shown = [...entries.values()].flatMap((entry) => {
    const view = publicEntry(entry, print);
    return view ? [[view.id, view] as const] : [];
  });
  return {
    ...rest,
    about: publicAbout(about),
    agenda: new Map([...agenda.values()].map((item) => [item.id, publicItem(item, print)])),
    entries: new Map(shown),
  };
}

/**
 * A record of the log as readers are told it. Entries and items are given as they are *now*, so that a range never
 * holds words that were taken back since (rule 5); a reader who applies the whole range ends where the page is.
 */
export function publicChange(
  record: LogRecord,
  coverage: Coverage,
  print: PrintHour,
): Numbered<PublicChange> {
  const { seq, at, change } = record;
  return { seq, at, change: project(change, coverage, print) };
}

/** How the newsroom works is not for readers. */
const UNTOLD: ReadonlySet<Change['kind']> = new Set(['entry-held', 'entry-returned']);

function project(change: Change, coverage: Coverage, print: PrintHour): PublicChange {
  if ('entry' in change) {
    const now = coverage.entries.get(change.entry.id) ?? change.entry;
    const entry = publicEntry(now, print);
    if (!entry || UNTOLD.has(change.kind)) return { kind: 'withheld' };
    return { kind: change.kind, entry };
  }
  if ('item' in change) {
    const item = coverage.agenda.get(change.item.id);
    return item ? { kind: change.kind, item: publicItem(item, print) } : { kind: 'withheld' };
  }
  if ('about' in change) return { kind: change.kind, about: publicAbout(coverage.about) };
  if ('reason' in change) {
    const { reason: _, ...rest } = change;
    return rest;
  }
  return change;
}
