import { open } from 'node:fs/promises';
import { workerData } from 'node:worker_threads';
import type { JournalExtent } from './fold-journal.ts';
import { foldJournal } from './fold-journal.ts';
import { writeSnapshot } from './snapshot.ts';

/** A thread of its own: folding and writing a long coverage takes seconds, and no post waits for it. */
const extent: JournalExtent = workerData;
const handle = await open(extent.file, 'r');
try {
  const { state } = await foldJournal(handle, extent);
  await writeSnapshot(extent.snapshotFile, { state, offset: extent.length });
} finally {
  await handle.close();
}
