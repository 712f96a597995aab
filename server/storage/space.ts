import { join } from 'node:path';
import type { Disk, Space } from './disk.ts';
import { isFull, writeWhole } from './disk-file.ts';

/** Whether there is space for more, and a little kept back for when there is none. */
export interface DiskSpace extends Space {
  readonly full: boolean;
}

interface SpaceKeeper {
  readonly space: DiskSpace;
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
/** Looks that pass before the disk is asked again for what it refused although it has the space: a quota, a fault. */
const REFUSED_FOR = 40;

/**
 * @param folder on the disk that is watched; the ballast is kept there
 * @param report hears once what keeps the ballast from being there, other than that the disk is full
 */
export function createSpaceKeeper(disk: Disk, folder: string, report: (fault: unknown) => void): SpaceKeeper {
  const path = join(folder, 'ballast');
  let space = disk.space(folder);
  const reserve = (): number => Math.min(RESERVE_BYTES, space.total * RESERVE_SHARE);
  const ballast = (): number => Math.floor(Math.min(BALLAST_BYTES, space.total * BALLAST_SHARE));
  const isLow = (): boolean => space.free < reserve() + (kept ? 0 : ballast());
  let told = false;
  let refusedFor = 0;
  let kept = isWhole();
  // Nothing is kept back yet: a start does not wait for it.
  let full = space.free < reserve();

  function tell(cause: unknown): void {
    if (!told) report(new Error(`${path}: nothing is kept back for a full disk`, { cause }));
    told = true;
  }

  /** A kill may have left it short. */
  function isWhole(): boolean {
    if (!disk.list(folder).includes('ballast')) return false;
    try {
      return sizeOf(disk, path) >= ballast();
    } catch (fault) {
      tell(fault);
      return false;
    }
  }

  /** Zeros are written, not skipped: a hole takes no space. */
  function keepBack(): void {
    disk.remove(path);
    const file = disk.open(path, 'wx');
    try {
      for (let done = 0; done < ballast(); done += CHUNK_BYTES)
        writeWhole(file, Buffer.alloc(Math.min(CHUNK_BYTES, ballast() - done)), done);
      file.sync();
    } finally {
      file.close();
    }
  }

  function giveUp(): void {
    kept = false;
    try {
      disk.remove(path);
    } catch (fault) {
      tell(fault);
    }
  }

  function look(): void {
    space = disk.space(folder);
    if (isLow()) {
      full = true;
      refusedFor = 0;
      return;
    }
    if (!kept && refusedFor > 0) {
      refusedFor -= 1;
      return;
    }
    try {
      if (!kept) keepBack();
      kept = true;
      full = false;
      told = false;
    } catch (fault) {
      giveUp();
      refusedFor = REFUSED_FOR;
      // Posts can do without what is kept back.
      full = isFull(fault);
      if (!full) tell(fault);
    }
  }

  function spent(): void {
    space = disk.space(folder);
    full = true;
    refusedFor = isLow() ? 0 : REFUSED_FOR;
    giveUp();
  }

  return {
    get space() {
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
