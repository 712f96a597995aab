import type { Disk, OpenFile } from '#server/storage/disk.ts';
import { diskFault } from './a-disk.ts';

export type Call =
  | 'open'
  | 'list'
  | 'makeFolder'
  | 'rename'
  | 'remove'
  | 'syncFolder'
  | 'space'
  | 'readLater'
  | 'size'
  | 'read'
  | 'write'
  | 'sync'
  | 'truncate';

/** What becomes of one call. A process dies before it, half way through it, or behind it; `short` does only a part. */
export type Blow = 'dies-before' | 'dies-within' | 'dies-behind' | 'EIO' | 'ENOSPC' | 'short';

/** A disk that may do more than the contract says. */
export interface Lower extends Disk {
  open(file: string, mode: 'r' | 'r+' | 'wx'): OpenFile & { readonly lie?: () => void };
  readonly makeFolderInMemory?: (folder: string) => void;
}

/** The disk as one process has it: once that is dead, no call of it does anything any more. */
export interface ProcessDisk extends Disk {
  readonly dead: boolean;
  /** Ends the process between two calls. */
  die(): void;
}

const DEAD = new Error('the process is dead');

/**
 * @param blow asked at every call; null lets it through
 * @param share of a call that is done in part: 0 … below 1
 */
export function createProcessDisk(
  lower: Lower,
  blow: (call: Call, path: string) => Blow | null,
  share: () => number = () => 0.5,
): ProcessDisk {
  let dead = false;

  function call<T>(name: Call, path: string, act: () => T, within: () => void = () => undefined): T {
    if (dead) throw DEAD;
    const what = blow(name, path);
    if (what === null || what === 'short') return act();
    if (what === 'EIO' || what === 'ENOSPC') throw diskFault(what, `${name} ${path}`);
    dead = true;
    if (what === 'dies-within') within();
    if (what === 'dies-behind') act();
    throw DEAD;
  }

  function wrap(file: ReturnType<Lower['open']>, path: string): OpenFile {
    /** At least a byte, and not all when there are two. */
    const some = (bytes: Uint8Array): Uint8Array =>
      bytes.subarray(0, Math.max(1, Math.floor(bytes.length * share())));
    return {
      size: () => call('size', path, () => file.size()),
      read(into, position) {
        if (dead) throw DEAD;
        const what = blow('read', path);
        if (what === 'EIO') throw diskFault(what, `read ${path}`);
        if (what !== null && what !== 'short' && what !== 'ENOSPC') {
          dead = true;
          throw DEAD;
        }
        return file.read(what === 'short' ? some(into) : into, position);
      },
      write(bytes, position) {
        if (dead) throw DEAD;
        const what = blow('write', path);
        if (what === null) return file.write(bytes, position);
        if (what === 'short') return file.write(some(bytes), position);
        if (what === 'EIO' || what === 'ENOSPC') {
          // A part may have gone to the file before the disk said no.
          if (bytes.length > 1) file.write(some(bytes), position);
          throw diskFault(what, `write ${path}`);
        }
        dead = true;
        if (what === 'dies-within') file.write(some(bytes), position);
        if (what === 'dies-behind') file.write(bytes, position);
        throw DEAD;
      },
      sync() {
        if (dead) throw DEAD;
        const what = blow('sync', path);
        if (what === null || what === 'short') return file.sync();
        if (what === 'EIO' || what === 'ENOSPC') {
          file.lie?.();
          throw diskFault(what, `sync ${path}`);
        }
        dead = true;
        if (what === 'dies-behind') file.sync();
        throw DEAD;
      },
      truncate: (length) => call('truncate', path, () => file.truncate(length)),
      close: () => file.close(),
    };
  }

  return {
    get dead() {
      return dead;
    },
    die() {
      dead = true;
    },
    open: (file, mode) =>
      wrap(
        call('open', file, () => lower.open(file, mode)),
        file,
      ),
    list: (folder) => call('list', folder, () => lower.list(folder)),
    makeFolder: (folder) =>
      call(
        'makeFolder',
        folder,
        () => lower.makeFolder(folder),
        () => lower.makeFolderInMemory?.(folder),
      ),
    rename: (from, to) => call('rename', to, () => lower.rename(from, to)),
    remove: (file) => call('remove', file, () => lower.remove(file)),
    syncFolder: (folder) => call('syncFolder', folder, () => lower.syncFolder(folder)),
    space: (folder) => call('space', folder, () => lower.space(folder)),
    readLater: async (file, position, length) =>
      call('readLater', file, () => lower.readLater(file, position, length)),
  };
}
