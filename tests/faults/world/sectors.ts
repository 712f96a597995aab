import type { Chance } from '../chance.ts';

export const SECTOR = 512;

/**
 * One file's bytes twice: as programs see them, and as the disk holds them. Between two syncs the disk writes what it
 * likes, sector by sector; a sector is written whole or not at all.
 */
export interface Sectors {
  /** As programs see it. */
  readonly length: number;
  read(into: Uint8Array, position: number): number;
  write(bytes: Uint8Array, position: number): void;
  truncate(length: number): void;
  /** Everything is on the disk. */
  sync(): void;
  /** What is not on the disk is called clean all the same: no later sync writes it (a failed fsync on Linux). */
  lie(chance: Chance): void;
  /** Power goes: programs see from now on what the disk holds. */
  cut(chance: Chance): void;
}

const sectorsOf = (length: number): number => Math.ceil(length / SECTOR);

/** From Node's pool: a story makes hundreds of small files, and memory of their own costs more than all they do. */
const zeros = (length: number): Uint8Array => Buffer.allocUnsafe(length).fill(0);

function grow(from: Uint8Array, to: number): Uint8Array {
  const grown = zeros(to);
  grown.set(from);
  return grown;
}

export function createSectors(): Sectors {
  let seen = zeros(4 * SECTOR);
  let held = zeros(4 * SECTOR);
  /** 1 for a sector that was written since it was last on the disk. */
  let dirty = new Uint8Array(4);
  let length = 0;
  let heldLength = 0;
  /** Shortest the file has been since the last sync: bytes before it were there all the time. */
  let shortest = 0;

  function makeRoom(end: number): void {
    if (end <= seen.length) return;
    const size = Math.max(2 * seen.length, sectorsOf(end) * SECTOR);
    seen = grow(seen, size);
    held = grow(held, size);
    const more = new Uint8Array(size / SECTOR);
    more.set(dirty);
    dirty = more;
  }

  function touch(from: number, to: number): void {
    for (let sector = Math.floor(from / SECTOR); sector * SECTOR < to; sector += 1) dirty[sector] = 1;
  }

  function keep(sector: number): void {
    held.set(seen.subarray(sector * SECTOR, (sector + 1) * SECTOR), sector * SECTOR);
  }

  /** A sector that holds nothing synced may come back as anything; another one as it was or as it is. */
  function settle(sector: number, chance: Chance): void {
    const isNew = sector * SECTOR >= Math.min(heldLength, shortest);
    const fate = chance.index(isNew ? 7 : 2);
    if (fate === 0) keep(sector);
    else if (fate === 2) held.fill(0, sector * SECTOR, (sector + 1) * SECTOR);
    else if (fate === 3)
      for (let at = sector * SECTOR; at < (sector + 1) * SECTOR; at += 1) held[at] = chance.index(256);
    else if (fate > 3) keep(sector);
  }

  function lengthAfterCut(chance: Chance): number {
    if (length === heldLength && shortest === length) return length;
    const least = Math.min(heldLength, shortest);
    const lengths = [heldLength, least, length, length];
    lengths.push(least + chance.index(Math.max(heldLength, length) - least + 1));
    return lengths[chance.index(lengths.length)] ?? length;
  }

  return {
    get length() {
      return length;
    },
    read(into, position) {
      const count = Math.max(0, Math.min(into.length, length - position));
      into.set(seen.subarray(position, position + count));
      return count;
    },
    write(bytes, position) {
      const end = position + bytes.length;
      makeRoom(end);
      seen.set(bytes, position);
      touch(Math.min(position, length), end);
      length = Math.max(length, end);
    },
    truncate(to) {
      makeRoom(to);
      if (to < length) seen.fill(0, to, length);
      touch(Math.min(to, length), Math.max(to, length));
      length = to;
      shortest = Math.min(shortest, to);
    },
    sync() {
      for (let sector = 0; sector < dirty.length; sector += 1) if (dirty[sector] === 1) keep(sector);
      dirty.fill(0);
      heldLength = shortest = length;
    },
    lie(chance) {
      for (let sector = 0; sector < dirty.length; sector += 1)
        if (dirty[sector] === 1 && chance.index(3) === 0) keep(sector);
      dirty.fill(0);
      if (chance.index(2) === 0) heldLength = shortest = length;
    },
    cut(chance) {
      for (let sector = 0; sector < dirty.length; sector += 1)
        if (dirty[sector] === 1) settle(sector, chance);
      dirty.fill(0);
      length = lengthAfterCut(chance);
      held.fill(0, length);
      seen.set(held);
      heldLength = shortest = length;
    },
  };
}
