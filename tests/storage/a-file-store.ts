import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createFileLogStore } from '#server/storage/file-log-store.ts';
import { inlineHost } from '#server/storage/journal-host.ts';
import { createJournalKeeper } from '#server/storage/journal-keeper.ts';
import type { LogStore, OpenedLog } from '#server/storage/log-store.ts';
import { openFileStore } from '#server/storage/open-file-store.ts';
import { realDisk } from '#server/storage/real-disk.ts';
import { at } from '../cast/a-coverage.ts';
import { COVERAGE, epochs } from './a-log.ts';

export const journalIn = (folder: string): string =>
  join(folder, 'coverages', COVERAGE, 'journal-000000001.ndjson');
export const snapshotIn = (folder: string): string => join(folder, 'coverages', COVERAGE, 'snapshot.json');

/** A store on a folder, closed with the test, and what it reported. */
export async function aFileStore(folder: string): Promise<{ store: LogStore; reports: unknown[] }> {
  const reports: unknown[] = [];
  const store = await openFileStore({
    folder,
    newEpoch: epochs(),
    now: () => at('8h16'),
    report: (fault) => reports.push(fault),
  });
  onTestFinished(() => store.close());
  return { store, reports };
}

/** The same without a thread or a lock, and without snapshots: quick to open and close a thousand times. */
export function aQuickStore(folder: string): { store: LogStore; reports: unknown[] } {
  const reports: unknown[] = [];
  const report = (fault: unknown): void => void reports.push(fault);
  let salt = 0;
  const newSalt = (): string => String(++salt).padStart(32, '0');
  const keeper = createJournalKeeper({ disk: realDisk, folder, newSalt, report });
  const store = createFileLogStore({
    folder,
    disk: realDisk,
    host: inlineHost(keeper),
    snapshots: { known: () => undefined, grown: () => undefined, close: async () => undefined },
    newEpoch: epochs(),
    now: () => at('8h16'),
    report,
  });
  return { store, reports };
}

/** Opens the one log of a folder, gives it to a task, and lets go of the folder again. */
export async function withLog<T>(
  folder: string,
  task: (opened: OpenedLog, reports: unknown[]) => Promise<T> | T,
): Promise<T> {
  const { store, reports } = aQuickStore(folder);
  try {
    return await task(await store.open(COVERAGE), reports);
  } finally {
    await store.close();
  }
}
