import { realpath, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncFolder } from '../durable/write-file.ts';
import { FolderInUse, holdFolder } from '../storage/writer-lock.ts';
import { NotEmpty, requireEmpty } from './empty-folder.ts';

/** What a newsroom that was stopped, or has only just begun, leaves in its folder. */
export const LOCK_ONLY = ['writer.lock'];

/**
 * @returns where a folder really is, behind links; the same where there is none yet
 * @throws {NotEmpty} when it is a disk of its own: no other folder can take its name
 */
export async function replaceable(folder: string): Promise<string> {
  const place = await realpath(folder).catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'ENOENT') return null;
    throw fault;
  });
  if (place === null) return folder;
  const [{ dev }, above] = await Promise.all([stat(place), stat(dirname(place))]);
  if (dev !== above.dev) throw diskOfItsOwn(place);
  return place;
}

/**
 * Gives a folder the name of one that is empty or not there, whole or not at all. A newsroom that began there while
 * the folder was made keeps what it has, and its lock.
 * @param before done when nothing is in the way any more, before the name is given
 * @throws {FolderInUse} when a newsroom runs there
 * @throws {NotEmpty} when it has files, or cannot be taken away; `before` was not done then
 */
export async function replaceFolder(
  made: string,
  folder: string,
  before: () => Promise<void>,
): Promise<void> {
  const there = await requireEmpty(folder, LOCK_ONLY);
  const hold = there.length > 0 ? await holdFolder(folder) : null;
  try {
    await requireEmpty(folder, LOCK_ONLY);
    if (hold) await rm(join(folder, 'writer.lock'));
    await rmdir(folder).catch((fault: NodeJS.ErrnoException) => {
      if (fault.code === 'ENOENT') return;
      if (fault.code === 'EBUSY') throw diskOfItsOwn(folder, fault);
      if (fault.code === 'ENOTEMPTY') throw new NotEmpty(`${folder} is not empty any more`, { cause: fault });
      throw fault;
    });
    await before();
    await rename(made, folder).catch((fault: NodeJS.ErrnoException) => {
      throw fault.code === 'ENOTEMPTY' ? new FolderInUse(folder, fault) : fault;
    });
    await syncFolder(dirname(folder));
  } finally {
    hold?.release();
  }
}

const diskOfItsOwn = (folder: string, cause?: unknown): NotEmpty =>
  new NotEmpty(
    `${folder} is a disk of its own, and no folder can take its place: name a new folder on it, and set DATA_DIR to that`,
    { cause },
  );
