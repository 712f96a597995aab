import type { Disk, OpenFile } from '#server/storage/disk.ts';
import type { Chance } from '../chance.ts';
import type { Sectors } from './sectors.ts';
import { createSectors, SECTOR } from './sectors.ts';

/** A file that is open, and what only a simulated disk does. */
interface SimulatedFile extends OpenFile {
  /** A sync fails: what it was to write is called clean and may never be written. */
  lie(): void;
}

/**
 * A disk in memory. The machine's memory and what the disk really holds are two things: `cut` shows the difference.
 * Killing a process changes nothing here. What is durable is chosen anew, from chance, at every cut:
 * - each sector written since the last sync is there or not; one that held nothing synced may also be zeros or garbage
 * - each file that was begun, renamed or removed since its folder was synced is so or not
 */
export interface SimulatedDisk extends Disk {
  open(file: string, mode: 'r' | 'r+' | 'wx'): SimulatedFile;
  /** Makes the folders, of which nothing is durable yet: as far as a process that is killed meanwhile comes. */
  makeFolderInMemory(folder: string): void;
  /** Power goes and comes back. */
  cut(): void;
  /** Bytes that files may take, rounded up to sectors. */
  capacity: number;
  /** Every path of a file, and its bytes as programs see them. */
  files(): Map<string, Buffer>;
}

interface Folder {
  /** As programs see it; a folder in a folder is an entry too. */
  names: Map<string, Sectors | Folder>;
  held: Map<string, Sectors | Folder>;
  /** What was done to names since the last sync, in order. */
  done: NameChange[];
}

interface NameChange {
  readonly gone: string | null;
  readonly set: string | null;
  readonly to: Sectors | Folder | undefined;
}

const folderOf = (): Folder => ({ names: new Map(), held: new Map(), done: [] });
const isFolder = (entry: Sectors | Folder | undefined): entry is Folder =>
  entry !== undefined && 'names' in entry;

export const diskFault = (code: string, what = ''): Error =>
  Object.assign(new Error(`${code}: ${what}`), { code });

/** Made once: every life meets it, where it looks for a snapshot. */
const NOT_THERE = diskFault('ENOENT', 'no such file');

/** Paths here are plain: cheaper than node:path, which a hundred thousand lives feel. */
const dirname = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';
const basename = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const taken = (length: number): number => Math.ceil(length / SECTOR) * SECTOR;

export function createDisk(chance: Chance, capacity: number): SimulatedDisk {
  const root = folderOf();
  /** Folders by path, as programs see them. */
  let folders = new Map<string, Folder>([['/', root]]);
  let used = 0;

  const find = (path: string): Sectors | Folder | undefined =>
    folders.get(dirname(path))?.names.get(basename(path));

  function change(path: string, done: Pick<NameChange, 'gone' | 'set' | 'to'>): void {
    const folder = folders.get(dirname(path));
    if (!folder) throw diskFault('ENOENT', path);
    carryOut(folder.names, done);
    folder.done.push(done);
  }

  function openFile(sectors: Sectors): SimulatedFile {
    return {
      size: () => sectors.length,
      read: (into, position) => sectors.read(into, position),
      write(bytes, position) {
        const space = taken(sectors.length) + disk.capacity - used;
        const count = Math.min(bytes.length, Math.max(0, space - position));
        if (count === 0 && bytes.length > 0) throw diskFault('ENOSPC', 'write');
        used -= taken(sectors.length);
        sectors.write(bytes.subarray(0, count), position);
        used += taken(sectors.length);
        return count;
      },
      sync: () => sectors.sync(),
      lie: () => sectors.lie(chance),
      truncate(length) {
        used -= taken(sectors.length);
        sectors.truncate(length);
        used += taken(sectors.length);
      },
      close: () => undefined,
    };
  }

  function release(entry: Sectors | Folder | undefined): void {
    if (entry && !isFolder(entry)) used -= taken(entry.length);
  }

  /** All undone; ordered, as a journaling file system keeps names; or in any order. */
  function cutNames(folder: Folder): void {
    const mood = chance.index(3);
    const first = mood === 0 ? 0 : chance.index(folder.done.length + 1);
    const ordered = mood < 2;
    for (const [index, done] of folder.done.entries())
      if (ordered ? index < first : chance.index(2) === 0) carryOut(folder.held, done);
    folder.done = [];
    folder.names = new Map(folder.held);
  }

  function cutBelow(path: string, folder: Folder): void {
    cutNames(folder);
    folders.set(path, folder);
    for (const [name, entry] of folder.names)
      if (isFolder(entry)) cutBelow(path === '/' ? `/${name}` : `${path}/${name}`, entry);
      else {
        entry.cut(chance);
        used += taken(entry.length);
      }
  }

  function makeFolderInMemory(path: string): void {
    if (folders.has(path)) return;
    makeFolderInMemory(dirname(path));
    const folder = folderOf();
    folders.set(path, folder);
    change(path, { gone: null, set: basename(path), to: folder });
  }

  const disk: SimulatedDisk = {
    capacity,
    open(path, mode) {
      const there = find(path);
      if (mode === 'wx') {
        if (there) throw diskFault('EEXIST', path);
        const sectors = createSectors();
        change(path, { gone: null, set: basename(path), to: sectors });
        return openFile(sectors);
      }
      if (!there || isFolder(there)) throw NOT_THERE;
      return openFile(there);
    },
    list: (path) => [...(folders.get(path)?.names.keys() ?? [])],
    makeFolderInMemory,
    /** As `realDisk` does: what is there already is not made durable. */
    makeFolder(path) {
      const missing: string[] = [];
      for (let above = path; !folders.has(above); above = dirname(above)) missing.push(above);
      makeFolderInMemory(path);
      for (const made of missing) disk.syncFolder(dirname(made));
    },
    rename(from, to) {
      const moved = find(from);
      if (!moved) throw diskFault('ENOENT', from);
      release(find(to));
      change(from, { gone: basename(from), set: basename(to), to: moved });
    },
    remove(path) {
      const there = find(path);
      if (!there) return;
      release(there);
      change(path, { gone: basename(path), set: null, to: undefined });
    },
    syncFolder(path) {
      const folder = folders.get(path);
      if (!folder) throw diskFault('ENOENT', path);
      folder.held = new Map(folder.names);
      folder.done = [];
    },
    space: () => ({ free: Math.max(0, disk.capacity - used), total: disk.capacity }),
    async readLater(path, position, length) {
      const there = find(path);
      if (!there || isFolder(there)) throw diskFault('ENOENT', path);
      const bytes = Buffer.alloc(Math.max(0, Math.min(length, there.length - position)));
      there.read(bytes, position);
      return bytes;
    },
    cut() {
      folders = new Map();
      used = 0;
      cutBelow('/', root);
    },
    files() {
      const all = new Map<string, Buffer>();
      for (const [path, { names }] of folders)
        for (const [name, entry] of names) {
          if (isFolder(entry)) continue;
          const bytes = Buffer.alloc(entry.length);
          entry.read(bytes, 0);
          all.set(path === '/' ? `/${name}` : `${path}/${name}`, bytes);
        }
      return all;
    },
  };
  return disk;
}

/** Both names of a rename change together: file systems do that much. */
function carryOut(names: Folder['names'], { gone, set, to }: NameChange): void {
  if (gone !== null) names.delete(gone);
  if (set !== null && to) names.set(set, to);
}
