import { dirname, join } from 'node:path';
import type { Disk } from './disk.ts';
import type { JournalExtent } from './fold-journal.ts';
import { foldJournal } from './fold-journal.ts';
import { readSnapshot, writeSnapshot } from './snapshot.ts';

export const snapshotPath = (journalFolder: string): string => join(journalFolder, 'snapshot.json');

/** Folds a journal and puts the snapshot beside it. */
export function makeSnapshot(disk: Disk, extent: JournalExtent): void {
  const path = snapshotPath(dirname(extent.segments[0]?.path ?? ''));
  // One that cannot be used is what this one replaces.
  const before = readSnapshot(disk, path, () => undefined);
  const { state, hash } = foldJournal(disk, extent, before);
  writeSnapshot(disk, path, { state, hash });
}
