import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder, writeDurably } from '../durable/write-file.ts';
import type { JournalExtent } from './fold-journal.ts';
import { foldJournal } from './fold-journal.ts';
import type { Journal } from './journal.ts';
import { createJournal } from './journal.ts';
import { headerLine } from './journal-line.ts';
import { scanJournal } from './journal-scan.ts';
import type { OpenedLog } from './log-store.ts';
import { DamagedLog } from './log-store.ts';
import type { Snapshots } from './snapshots.ts';
import { cutTornTail } from './torn-tail.ts';

export interface OpenedCoverage {
  readonly journal: Journal;
  readonly opened: OpenedLog;
}

/** Begins a journal: its header is there whole or not at all. */
export async function beginJournal(file: string, coverageId: string, epoch: string): Promise<void> {
  await makeFolder(dirname(file));
  await writeDurably(file, headerLine({ journal: 1, coverageId, epoch }));
}

/**
 * Opens the journal of one coverage: checks every byte, cuts a torn tail, folds what it says.
 * @throws {DamagedLog} for damage before the last batch, or another coverage's journal; nothing is then changed
 */
export async function openCoverage({
  file,
  coverageId,
  snapshots,
  report,
}: {
  readonly file: string;
  readonly coverageId: string;
  readonly snapshots: Snapshots;
  readonly report: (fault: unknown) => void;
}): Promise<OpenedCoverage> {
  const handle = await open(file, 'r+');
  try {
    const scanned = await scanJournal(file, handle);
    if (scanned.header.coverageId !== coverageId)
      throw new DamagedLog(file, 0, `the journal of ${scanned.header.coverageId} stands`);
    if (scanned.size > scanned.length) report(await cutTornTail(file, handle, scanned));
    // A process that was killed may leave a whole batch that was written and not synced: nobody is shown it before it is.
    await handle.datasync();
    const { epoch } = scanned.header;
    const snapshotFile = join(dirname(file), 'snapshot.json');
    const extent = (length: number, head: number): JournalExtent => ({
      file,
      snapshotFile,
      coverageId,
      epoch,
      first: scanned.first,
      length,
      head,
    });
    const { state, spared } = await foldJournal(handle, extent(scanned.length, scanned.offsets.length));
    snapshots.known(coverageId, spared);
    const archived = state.coverage.status === 'archived';
    const journal = createJournal({ file, disk: handle, scanned, archived });
    return {
      journal,
      opened: {
        state,
        log: {
          coverageId,
          epoch,
          get head() {
            return journal.head;
          },
          async append(records) {
            await journal.append(records);
            snapshots.grown(extent(journal.length, journal.head));
          },
          read: journal.read,
        },
      },
    };
  } catch (fault) {
    await handle.close();
    throw fault;
  }
}
