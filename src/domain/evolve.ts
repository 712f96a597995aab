import type { AgendaItem } from './agenda.ts';
import type { Change, Numbered, StatusChangeKind } from './change.ts';
import type { Coverage, CoverageStatus } from './coverage.ts';
import type { Entry } from './entry.ts';

const STATUS_AFTER: Readonly<Record<StatusChangeKind, CoverageStatus>> = {
  'coverage-scheduled': 'scheduled',
  'coverage-opened': 'live',
  'coverage-paused': 'paused',
  'coverage-resumed': 'live',
  'coverage-closed': 'closed',
  'coverage-reopened': 'live',
  'coverage-archived': 'archived',
};

/** What folding looks at in an entry and an item: the same in the log's view and in the readers'. */
type EntryLike = Pick<Entry, 'id' | 'held' | 'awaitsPhoto'>;
type ItemLike = Pick<AgendaItem, 'id' | 'startedAt' | 'resumedAt'>;

/**
 * Folds one change into a coverage (rule 2). Total: every kind, in any order that respects the log.
 * It takes the coverage over and gives the same object back, changed in place: the cost does not depend on its size.
 */
export function evolve<E extends EntryLike = Entry, I extends ItemLike = AgendaItem>(
  coverage: Coverage<E, I>,
  { seq, at, change }: Numbered<Change<E, I>>,
): Coverage<E, I> {
  coverage.head = seq;
  if (isNews(change)) coverage.updatedAt = at;
  switch (change.kind) {
    case 'entry-posted':
    case 'entry-held':
    case 'entry-released':
    case 'entry-returned':
    case 'entry-revised':
    case 'entry-corrected':
    case 'entry-moved':
    case 'entry-withdrawn':
    case 'entry-keyed':
    case 'entry-unkeyed':
    case 'entry-pinned':
    case 'entry-unpinned':
    case 'figure-attached':
      coverage.entries.set(change.entry.id, change.entry);
      break;
    case 'agenda-item-started':
    case 'agenda-item-added':
    case 'agenda-item-revised':
      coverage.agenda.set(change.item.id, change.item);
      coverage.currentItemId = lastBegun(coverage.agenda.values());
      break;
    case 'agenda-item-removed':
      coverage.agenda.delete(change.itemId);
      coverage.currentItemId = lastBegun(coverage.agenda.values());
      break;
    case 'coverage-created':
    case 'coverage-revised':
      coverage.about = change.about;
      break;
    case 'coverage-scheduled':
    case 'coverage-opened':
    case 'coverage-paused':
    case 'coverage-resumed':
    case 'coverage-closed':
    case 'coverage-reopened':
    case 'coverage-archived':
      coverage.status = STATUS_AFTER[change.kind];
      if (change.kind === 'coverage-opened') coverage.openedAt = change.at;
      if (change.kind === 'coverage-closed') coverage.closedAt = change.at;
      if (change.kind === 'coverage-archived') coverage.archivedAt = change.at;
      if (change.kind === 'coverage-reopened') delete coverage.closedAt;
      break;
    case 'withheld':
      break;
    default:
      change satisfies never;
  }
  return coverage;
}

/** Readers are shown something new by it. */
const isNews = (change: Change<EntryLike, ItemLike>): boolean =>
  change.kind !== 'withheld' && !('entry' in change && (change.entry.held || change.entry.awaitsPhoto));

/**
 * The item that goes on: the one that was begun or taken up last. Read from the items as they are, never from how they
 * became so, for readers who catch up are told of them as they are (rule 5).
 */
function lastBegun(items: Iterable<ItemLike>): string | null {
  let last = { id: null as string | null, at: '' };
  for (const { id, startedAt, resumedAt } of items) {
    const at = resumedAt ?? startedAt;
    if (at && at >= last.at) last = { id, at };
  }
  return last.id;
}
