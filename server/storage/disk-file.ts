import { basename, dirname, join } from 'node:path';
import { UnsureFile } from '../durable/write-file.ts';
import type { Disk, OpenFile } from './disk.ts';

/** Writes all of it, however little the disk takes at a time. */
export function writeWhole(file: OpenFile, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length; ) {
    const written = file.write(bytes.subarray(done), position + done);
    if (written <= 0) throw new Error('the disk takes no more bytes and does not say why');
    done += written;
  }
}

/** @returns what is there; fewer bytes where the file ends */
export function readBytes(file: OpenFile, position: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  let done = 0;
  while (done < length) {
    const read = file.read(bytes.subarray(done), position + done);
    if (read <= 0) break;
    done += read;
  }
  return bytes.subarray(0, done);
}

export function readWhole(disk: Disk, path: string): Buffer {
  const file = disk.open(path, 'r');
  try {
    return readBytes(file, 0, file.size());
  } finally {
    file.close();
  }
}

/**
 * Replaces a file whole: after a crash at any moment it holds the old bytes or the new ones. Durable when it returns.
 * @throws {UnsureFile}
 * @throws what else the disk said; the old bytes stand
 */
export function replaceFile(disk: Disk, path: string, bytes: Uint8Array): void {
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.tmp`);
  disk.remove(temporary);
  try {
    const file = disk.open(temporary, 'wx');
    try {
      writeWhole(file, bytes, 0);
      if (file.size() !== bytes.length) throw new Error(`${temporary}: not all bytes were written`);
      file.sync();
    } finally {
      file.close();
    }
    disk.rename(temporary, path);
  } catch (fault) {
    disk.remove(temporary);
    throw fault;
  }
  try {
    disk.syncFolder(folder);
  } catch (fault) {
    throw new UnsureFile(path, fault);
  }
}

/** The disk, or this account's share of it, has no space. */
export const isFull = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && (cause.code === 'ENOSPC' || cause.code === 'EDQUOT');
