import {
  closeSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statfsSync,
  writeSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Disk, OpenFile } from './disk.ts';

/** The operating system's files. */
export const realDisk: Disk = {
  open: (file, mode) => openFile(openSync(file, mode, 0o600)),
  list(folder) {
    try {
      return readdirSync(folder);
    } catch (fault) {
      if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return [];
      throw fault;
    }
  },
  makeFolder(folder) {
    const first = mkdirSync(folder, { recursive: true });
    if (first === undefined) return;
    for (let made = folder; ; made = dirname(made)) {
      syncFolder(dirname(made));
      if (made === first || made === dirname(made)) return;
    }
  },
  rename: renameSync,
  remove: (file) => rmSync(file, { force: true }),
  syncFolder,
  space(folder) {
    const { bavail, blocks, bsize } = statfsSync(folder);
    return { free: bavail * bsize, total: blocks * bsize };
  },
  async readLater(file, position, length) {
    const handle = await open(file, 'r');
    try {
      const bytes = Buffer.allocUnsafe(length);
      let done = 0;
      while (done < length) {
        const { bytesRead } = await handle.read(bytes, done, length - done, position + done);
        if (bytesRead === 0) break;
        done += bytesRead;
      }
      return bytes.subarray(0, done);
    } finally {
      await handle.close();
    }
  },
};

const openFile = (fd: number): OpenFile => ({
  size: () => fstatSync(fd).size,
  read: (into, position) => readSync(fd, into, 0, into.length, position),
  write: (bytes, position) => writeSync(fd, bytes, 0, bytes.length, position),
  sync: () => fdatasyncSync(fd),
  truncate: (length) => ftruncateSync(fd, length),
  close: () => closeSync(fd),
});

function syncFolder(folder: string): void {
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
