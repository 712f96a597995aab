import { join } from 'node:path';
import type { Disk, Space } from './disk.ts';
import { writeWhole } from './disk-file.ts';

/** Whether there is room for more, and a little kept back for when there is none. */
export interface Room extends Space {
  readonly full: boolean;
}

export interface RoomKeeper {
  readonly room: Room;
  /** The disk refused: what was kept back is given up, so that sign-ins, corrections and withdrawals still fit. */
  spent(): void;
  /** Looks again. What was kept back is taken again as soon as it fits. */
  look(): void;
}

/** Where posts are refused: a share of the disk, and on a large one no more than anybody needs. */
const RESERVE_SHARE = 0.02;
const RESERVE_BYTES = 64 * 1024 * 1024;
/** What is kept back in the file `ballast`. */
const BALLAST_SHARE = 0.02;
const BALLAST_BYTES = 16 * 1024 * 1024;
const CHUNK_BYTES = 1 << 20;

/** @param folder on the disk that is watched; the ballast is kept there */
export function createRoomKeeper(disk: Disk, folder: string): RoomKeeper {
  const path = join(folder, 'ballast');
  let full = false;
  let space = disk.space(folder);
  const reserve = (): number => Math.min(RESERVE_BYTES, space.total * RESERVE_SHARE);
  const ballast = (): number => Math.floor(Math.min(BALLAST_BYTES, space.total * BALLAST_SHARE));

  // A kill may have left it short.
  let kept = disk.list(folder).includes('ballast') && sizeOf(disk, path) >= ballast();

  /** Zeros are written, not skipped: a hole takes no room. */
  function keepBack(): void {
    disk.remove(path);
    const file = disk.open(path, 'wx');
    try {
      for (let done = 0; done < ballast(); done += CHUNK_BYTES)
        writeWhole(file, Buffer.alloc(Math.min(CHUNK_BYTES, ballast() - done)), done);
      file.sync();
      kept = true;
    } finally {
      file.close();
    }
  }

  function look(): void {
    space = disk.space(folder);
    const missing = kept ? 0 : ballast();
    if (space.free < reserve() + missing) {
      full = true;
      return;
    }
    try {
      if (!kept) keepBack();
      full = false;
    } catch {
      spent();
    }
  }

  function spent(): void {
    full = true;
    kept = false;
    try {
      disk.remove(path);
    } catch {
      // It could not be given up: it is found again, and looked at, at the next start.
    }
  }

  // Nothing is kept back yet: a start does not wait for it.
  full = space.free < reserve();
  return {
    get room() {
      return { ...space, full };
    },
    spent,
    look,
  };
}

function sizeOf(disk: Disk, path: string): number {
  const file = disk.open(path, 'r');
  try {
    return file.size();
  } finally {
    file.close();
  }
}
