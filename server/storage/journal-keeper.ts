import { dirname, join } from 'node:path';
import type { Disk } from './disk.ts';
import { isFull } from './disk-file.ts';
import type { Journal, Placed } from './journal.ts';
import { createJournal } from './journal.ts';
import type { RecordText } from './journal-line.ts';
import { StorageFailure } from './log-store.ts';
import type { RecoveredJournal } from './open-journal.ts';
import { beginJournal, holdsLog, openJournal } from './open-journal.ts';
import type { DiskSpace } from './space.ts';
import { createSpaceKeeper } from './space.ts';

/** Writes the journals of one data folder. Synchronous; lives in the disk thread. */
export interface JournalKeeper {
  readonly space: DiskSpace;
  /**
   * Opens a journal, or begins one under `newEpoch`.
   * @throws {DamagedLog} see {@link openJournal}
   * @throws {StorageFailure} `recoverable` when the disk is full and what was kept back did not help
   */
  open(coverageId: string, newEpoch: string): RecoveredJournal;
  /** @throws {StorageFailure} see {@link Journal} */
  append(coverageId: string, records: readonly RecordText[]): Placed;
  /** Seals the journals to which nothing came since the last time, and looks at the disk. Every 250 ms. */
  tick(): void;
  /** Seals and lets go of all. */
  close(): void;
}

/** What may be kept of a disk that is not full without looking again: one look a so many ticks. */
const LOOK_EVERY = 20;

interface JournalKeeperDependencies {
  readonly disk: Disk;
  /** `DATA_DIR`, which is there. */
  readonly folder: string;
  readonly newSalt: () => string;
  readonly report: (fault: unknown) => void;
}

export function createJournalKeeper(dependencies: JournalKeeperDependencies): JournalKeeper {
  const { disk, folder, newSalt, report } = dependencies;
  const journals = new Map<string, Journal>();
  const busy = new Set<string>();
  const keeper = createSpaceKeeper(disk, folder, report);
  let ticks = 0;

  /** At the start a full disk may still be mended by what was kept back. */
  function withSpace<T>(act: () => T): T {
    try {
      return act();
    } catch (fault) {
      if (!isFull(fault)) throw fault;
      keeper.spent();
    }
    try {
      return act();
    } catch (cause) {
      if (!isFull(cause)) throw cause;
      throw new StorageFailure(`${folder}: the disk is full`, { recoverable: true, cause });
    }
  }

  function seal(journal: Journal): void {
    try {
      journal.seal();
    } catch (fault) {
      if (fault instanceof StorageFailure && fault.recoverable) keeper.spent();
      else report(fault);
    }
  }

  return {
    get space() {
      return keeper.space;
    },
    open(coverageId, newEpoch) {
      const place = join(folder, 'coverages', coverageId);
      return withSpace(() => {
        if (!holdsLog(disk, place)) beginJournal(disk, place, coverageId, newEpoch);
        // A run before may have ended between making a name and making it durable.
        for (const named of [place, dirname(place), folder]) disk.syncFolder(named);
        const recovered = openJournal(disk, place, coverageId);
        journals.set(coverageId, createJournal({ disk, coverageId, recovered, newSalt }));
        return recovered;
      });
    },
    append(coverageId, records) {
      const journal = journals.get(coverageId);
      if (!journal) throw new StorageFailure(`${coverageId} is closed`, { recoverable: false });
      try {
        const placed = journal.append(records);
        busy.add(coverageId);
        return placed;
      } catch (fault) {
        if (fault instanceof StorageFailure && fault.recoverable) keeper.spent();
        throw fault;
      }
    },
    tick() {
      for (const [coverageId, journal] of journals) if (!busy.delete(coverageId)) seal(journal);
      ticks += 1;
      if (keeper.space.full || ticks % LOOK_EVERY === 0) keeper.look();
    },
    close() {
      for (const journal of journals.values()) {
        seal(journal);
        // One that cannot be let go of keeps no other from its seal.
        try {
          journal.close();
        } catch (cause) {
          report(new StorageFailure('a journal could not be closed', { recoverable: false, cause }));
        }
      }
      journals.clear();
    },
  };
}
