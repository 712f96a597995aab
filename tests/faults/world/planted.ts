import type { PlantedFault } from '../plant.ts';
import type { Level } from './stories.ts';

/** A mistake that the simulated world must see within 100 seeds. */
export interface WorldFault {
  readonly level: Level;
  /** What it is, in words. */
  readonly what: string;
  readonly faults: readonly [PlantedFault, ...PlantedFault[]];
}

const one = (level: Level, what: string, file: string, find: string, replace: string): WorldFault => ({
  level,
  what,
  faults: [{ name: what, file, find, replace }],
});

export const FAULTS: Readonly<Record<string, WorldFault>> = {
  'early-ack': one(
    'storage',
    'a batch is acknowledged before it is synced',
    'server/storage/journal.ts',
    'file.sync();\n    length += bytes.length;',
    'length += bytes.length;',
  ),
  'no-tail-repair': one(
    'storage',
    'a torn tail stays where it is, and the journal goes on behind it',
    'server/storage/open-journal.ts',
    'if (offsets.length === 0 && length === size) return { batch, length };',
    'if (length < size || offsets.length === 0) return { batch, length: size };',
  ),
  'bad-line-skipped': {
    level: 'storage',
    what: 'a line that is not what was written is passed over, and what is behind it is taken',
    faults: [
      {
        name: 'skipped',
        file: 'server/storage/segment-scan.ts',
        find: 'torn ??= at;',
        replace: 'continue;',
      },
      {
        name: 'what is behind is taken',
        file: 'server/storage/segment-scan.ts',
        find: '? frame.seq === newest + 1 && (!open || frame.last === last)',
        replace: '? frame.seq > newest',
      },
    ],
  },
  'part-of-a-batch': one(
    'storage',
    'of a batch that is not whole, the records that are there are taken',
    'server/storage/segment-scan.ts',
    'if (frame.seq < last) continue;',
    'last = frame.seq;',
  ),
  'removed-first': one(
    'storage',
    'the old file is removed before the new one stands',
    'server/storage/disk-file.ts',
    'disk.rename(temporary, path);',
    'disk.remove(path);\n    disk.syncFolder(folder);\n    disk.rename(temporary, path);',
  ),
  'no-folder-sync': one(
    'storage',
    'a name is not made durable',
    'server/storage/disk-file.ts',
    '  disk.syncFolder(folder);\n}',
    '}',
  ),
  'no-file-sync': one(
    'storage',
    'a new file takes its name before its bytes are on the disk',
    'server/storage/disk-file.ts',
    'file.sync();',
    '',
  ),
  'names-not-caught-up': one(
    'storage',
    'names that a killed run made are never synced',
    'server/storage/journal-keeper.ts',
    'for (const named of [place, dirname(place), folder]) disk.syncFolder(named);',
    '',
  ),
  'sync-tried-again': one(
    'storage',
    'a sync that failed is tried again, and believed',
    'server/storage/journal.ts',
    'file.sync();\n    length += bytes.length;',
    'try {\n      file.sync();\n    } catch {\n      file.sync();\n    }\n    length += bytes.length;',
  ),
  'memory-believed': one(
    'storage',
    'after a disk that may have lied, what can be read is taken for durable',
    'server/storage/open-journal.ts',
    'if (offsets.length === 0 && length === size) return { batch, length };',
    'if (length === size && !mark) return { batch, length };',
  ),
  'refused-stays': one(
    'storage',
    'what a full disk refused is not cut off',
    'server/storage/journal.ts',
    'file.truncate(length);\n      file.sync();',
    'length = file.size();',
  ),
};
