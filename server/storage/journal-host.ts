import type { Placed } from './journal.ts';
import type { JournalKeeper } from './journal-keeper.ts';
import type { RecordText } from './journal-line.ts';
import type { RecoveredJournal } from './open-journal.ts';
import type { DiskSpace } from './space.ts';

/** A keeper of journals that answers later: in a thread of its own, or in a simulated world. */
export interface JournalHost {
  /** As of its newest answer. */
  readonly space: DiskSpace;
  /** It went away by itself, or the disk failed it while nobody asked; it was reported. */
  readonly failed: boolean;
  open(coverageId: string, newEpoch: string): Promise<RecoveredJournal>;
  append(coverageId: string, records: readonly RecordText[]): Promise<Placed>;
  close(): Promise<void>;
}

/** The keeper in the caller's own thread. */
export const inlineHost = (keeper: JournalKeeper): JournalHost => ({
  get space() {
    return keeper.space;
  },
  failed: false,
  open: async (coverageId, newEpoch) => keeper.open(coverageId, newEpoch),
  append: async (coverageId, records) => keeper.append(coverageId, records),
  close: async () => keeper.close(),
});
