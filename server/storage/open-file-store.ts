import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { createFileLogStore } from './file-log-store.ts';
import type { JournalExtent } from './fold-journal.ts';
import type { LogStore } from './log-store.ts';
import { realDisk } from './real-disk.ts';
import { createSnapshots } from './snapshots.ts';
import { startThreadHost } from './thread-host.ts';
import { holdFolder } from './writer-lock.ts';

interface FileStoreDependencies {
  /** `DATA_DIR`, made when it is not there. */
  readonly folder: string;
  /** Names a new numbering. */
  readonly newEpoch: () => string;
  /** UTC instant. */
  readonly now: () => string;
  /** Hears of what was repaired, and of snapshots that could not be made. */
  readonly report: (fault: unknown) => void;
}

/**
 * The store of a data folder on this machine's disk; see {@link createFileLogStore}. One process holds a folder at a
 * time.
 * @throws {FolderInUse} when another process has it
 */
export async function openFileStore({
  folder,
  newEpoch,
  now,
  report,
}: FileStoreDependencies): Promise<LogStore> {
  const hold = await holdFolder(folder);
  try {
    const host = await startThreadHost(folder, report);
    const snapshots = createSnapshots({ make: inThread, report });
    const store = createFileLogStore({ folder, disk: realDisk, host, snapshots, newEpoch, now, report });
    return {
      ...store,
      async close() {
        try {
          await store.close();
        } finally {
          hold.release();
        }
      },
    };
  } catch (fault) {
    hold.release();
    throw fault;
  }
}

/** A post that is being acknowledged never waits for a fold, and neither does a stop: it ends the thread. */
async function inThread(extent: JournalExtent, ending: AbortSignal): Promise<void> {
  const worker = new Worker(new URL('./snapshot-worker.ts', import.meta.url), { workerData: extent });
  const end = (): void => void worker.terminate();
  ending.addEventListener('abort', end);
  try {
    await once(worker, 'exit');
  } finally {
    ending.removeEventListener('abort', end);
  }
}
