import { basename, dirname } from 'node:path';
import type { Disk, OpenFile } from '../storage/disk.ts';
import { readWhole } from '../storage/disk-file.ts';

/**
 * A disk under glass: what is written stays in memory, and the disk below is only read. So a journal can be opened and
 * mended as the next start will do it, while nothing changes.
 */
export function overlayDisk(below: Disk): Disk {
  /** Null: removed. */
  const above = new Map<string, Buffer | null>();

  function bytesOf(path: string): Buffer {
    const bytes = above.get(path);
    if (bytes === null) throw Object.assign(new Error(`${path} was removed`), { code: 'ENOENT' });
    return bytes ?? readWhole(below, path);
  }

  function openAbove(path: string): OpenFile {
    const bytes = (): Buffer => bytesOf(path);
    return {
      size: () => bytes().length,
      read: (into, position) => bytes().copy(into, 0, position),
      write(more, position) {
        const grown = Buffer.alloc(Math.max(bytes().length, position + more.length));
        bytes().copy(grown);
        grown.set(more, position);
        above.set(path, grown);
        return more.length;
      },
      sync: () => undefined,
      truncate: (length) => above.set(path, bytes().subarray(0, length)),
      close: () => undefined,
    };
  }

  return {
    open(path, mode) {
      if (mode === 'r' && !above.has(path)) return below.open(path, 'r');
      above.set(path, mode === 'wx' ? Buffer.alloc(0) : bytesOf(path));
      return openAbove(path);
    },
    list(folder) {
      const names = new Set(below.list(folder));
      for (const [path, bytes] of above) {
        if (dirname(path) !== folder) continue;
        if (bytes) names.add(basename(path));
        else names.delete(basename(path));
      }
      return [...names];
    },
    rename(from, to) {
      above.set(to, bytesOf(from));
      above.set(from, null);
    },
    remove: (path) => above.set(path, null),
    makeFolder: () => undefined,
    syncFolder: () => undefined,
    space: below.space,
    readLater: async (path, position, length) => bytesOf(path).subarray(position, position + length),
  };
}
