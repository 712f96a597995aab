import type { Disk } from '#server/storage/disk.ts';
import { createFileLogStore } from '#server/storage/file-log-store.ts';
import type { JournalExtent } from '#server/storage/fold-journal.ts';
import type { JournalHost } from '#server/storage/journal-host.ts';
import { inlineHost } from '#server/storage/journal-host.ts';
import type { JournalKeeper } from '#server/storage/journal-keeper.ts';
import { createJournalKeeper } from '#server/storage/journal-keeper.ts';
import type { LogStore } from '#server/storage/log-store.ts';
import { makeSnapshot } from '#server/storage/make-snapshot.ts';

export const FOLDER = '/data';

/** The product's own store on some disk, with the thread that writes and the one that makes snapshots in the hand. */
export interface StoreInHand {
  readonly store: LogStore;
  readonly keeper: JournalKeeper;
  /** What the store reported. */
  readonly reports: unknown[];
  /** Makes the snapshot that is due, if the log grew. @throws what the disk said */
  snapshot(): void;
}

interface StoreInHandDependencies {
  readonly disk: Disk;
  readonly folder?: string;
  readonly newEpoch: () => string;
  readonly now: () => string;
  /** Puts something between the store and the keeper. */
  readonly between?: (host: JournalHost) => JournalHost;
}

/** @throws what the disk said when it was first looked at */
export function createStoreInHand({
  disk,
  folder = FOLDER,
  newEpoch,
  now,
  between = (host) => host,
}: StoreInHandDependencies): StoreInHand {
  const reports: unknown[] = [];
  const report = (fault: unknown): void => void reports.push(fault);
  let due: JournalExtent | null = null;
  const keeper = createJournalKeeper({ disk, folder, newSalt: () => '5a'.repeat(16), report });
  const store = createFileLogStore({
    folder,
    disk,
    host: between(inlineHost(keeper)),
    snapshots: {
      known: () => undefined,
      grown(extent) {
        due = extent;
      },
      close: async () => undefined,
    },
    newEpoch,
    now,
    report,
  });
  return {
    store,
    keeper,
    reports,
    snapshot() {
      if (due) makeSnapshot(disk, due);
      due = null;
    },
  };
}
