import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../durable/write-file.ts';
import type { LogStore } from './log-store.ts';
import type { OpenedCoverage } from './open-coverage.ts';
import { beginJournal, openCoverage } from './open-coverage.ts';
import { createSnapshots } from './snapshots.ts';
import { holdFolder } from './writer-lock.ts';

export interface FileLogStoreDependencies {
  /** `DATA_DIR`, made when it is not there. */
  readonly folder: string;
  /** Names a new numbering. */
  readonly newEpoch: () => string;
  /** Hears of what was repaired, and of snapshots that could not be made. */
  readonly report: (fault: unknown) => void;
}

/**
 * Logs as files: `<folder>/coverages/<coverageId>/journal.ndjson` is the truth, `snapshot.json` beside it can always be
 * remade. One process holds the folder at a time.
 *
 * The journal, version 1, is UTF-8, one JSON object a line, each ending in `,"crc":"xxxxxxxx"}` and a line feed:
 * the CRC-32 (hexadecimal) of the bytes of its line before `,"crc"`.
 * - The first line is `{"journal":1,"coverageId":…,"epoch":…,"crc":…}`.
 * - Every other line is one `LogRecord` with two fields before it:
 *   `{"b":…,"last":…,"v":1,"seq":…,"at":…,"by":…,"commandId":…,"digest":…,"change":…,"crc":…}`.
 *   `b` numbers the batches that were written and synced together, 1, 2, 3 …; `last` is the seq of the last record of
 *   the batch. A batch is there when all of it is.
 *
 * @throws {FolderInUse} when another process has the folder
 */
export async function openFileLogStore({
  folder,
  newEpoch,
  report,
}: FileLogStoreDependencies): Promise<LogStore> {
  const hold = await holdFolder(folder);
  const coverages = join(folder, 'coverages');
  const journals = new Map<string, Promise<OpenedCoverage>>();
  const snapshots = createSnapshots({ report });
  let closing: Promise<void> | null = null;

  async function beginOrOpen(coverageId: string): Promise<OpenedCoverage> {
    const file = fileOf(coverageId);
    if (!(await exists(file))) await beginJournal(file, coverageId, newEpoch());
    return openCoverage({ file, coverageId, snapshots, report });
  }

  function fileOf(coverageId: string): string {
    if (!/^[\w-]{1,64}$/u.test(coverageId)) throw new RangeError(`${coverageId} cannot name a folder`);
    return join(coverages, coverageId, 'journal.ndjson');
  }

  async function close(): Promise<void> {
    const opened = await Promise.allSettled(journals.values());
    for (const one of opened) if (one.status === 'fulfilled') await one.value.journal.close();
    await snapshots.close();
    hold.release();
  }

  return {
    async list() {
      await makeFolder(coverages);
      const names = await readdir(coverages);
      const begun = await Promise.all(names.map((name) => exists(join(coverages, name, 'journal.ndjson'))));
      return names.filter((_, index) => begun[index]).sort();
    },
    async open(coverageId) {
      if (journals.has(coverageId)) throw new Error(`the log of ${coverageId} is already open`);
      const opening = beginOrOpen(coverageId);
      journals.set(coverageId, opening);
      try {
        return (await opening).opened;
      } catch (fault) {
        journals.delete(coverageId);
        throw fault;
      }
    },
    close() {
      closing ??= close();
      return closing;
    },
  };
}

/** Only a file that is surely not there counts as missing: a journal is never begun over one that cannot be seen. */
async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && (fault.code === 'ENOENT' || fault.code === 'ENOTDIR'))
      return false;
    throw fault;
  }
}
