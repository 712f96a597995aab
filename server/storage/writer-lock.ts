import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeFolder } from '../durable/write-file.ts';

/** Another process writes here. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';
  readonly folder: string;
  constructor(folder: string, cause: unknown) {
    super(`${folder} is in use by another Plenary process; stop that one, or use another folder`, { cause });
    this.folder = folder;
  }
}

/** The lock itself cannot be used: the folder is at fault, and nobody else. */
export class NoLock extends Error {
  override readonly name = 'NoLock';
  constructor(file: string, cause: Error) {
    super(
      `${file} cannot be locked: ${cause.message}. It is an empty file that this account may write, on a disk that knows locks`,
      { cause },
    );
  }
}

interface FolderHold {
  /** Nothing happens the second time. */
  release(): void;
}

/**
 * Takes a folder for this process alone, until it is released or the process ends, however it ends.
 *
 * The hold is the operating system's lock on `writer.lock`, taken by SQLite, which comes with Node: the one way to such
 * a lock that Node offers. The kernel drops it with the process, even after kill -9, so it cannot go stale; it follows
 * the file, so it holds through symbolic links and between containers that share the folder. The file stays empty. On
 * a network file system it is as good as that system's locks.
 * @throws {FolderInUse} at once when another process has it
 * @throws {NoLock} when there can be no such lock there
 */
export async function holdFolder(folder: string): Promise<FolderHold> {
  await makeFolder(folder);
  const file = join(folder, 'writer.lock');
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(file, { timeout: 0 });
    // Nothing is ever written, so nothing needs a rollback file beside it.
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (fault) {
    database?.close();
    if (!(fault instanceof Error && 'errcode' in fault)) throw fault;
    throw fault.errcode === SQLITE_BUSY ? new FolderInUse(folder, fault) : new NoLock(file, fault);
  }
  const held = database;
  return {
    release() {
      if (held.isOpen) held.close();
    },
  };
}

const SQLITE_BUSY = 5;
