import type { PlantedFault } from '../plant.ts';
import type { Level } from './stories.ts';

/** A mistake that the simulated world must see within 100 seeds. */
interface WorldFault {
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
    'server/storage/settle-segment.ts',
    'if (offsets.length === 0 && length === size) return { batch, length, sealed: true };',
    'if (length < size || offsets.length === 0) return { batch, length: size, sealed: true };',
  ),
  'bad-line-skipped': one(
    'storage',
    'a line that is not what was written is passed over, and the journal goes on behind it',
    'server/storage/segment-scan.ts',
    'torn ??= at;',
    'length = at + line.length;\n    continue;',
  ),
  'tail-thrown-away': one(
    'storage',
    'a torn tail is cut and kept nowhere',
    'server/storage/open-journal.ts',
    'keepTornTail(disk, last.file, last.length, tail)',
    "'cut'",
  ),
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
    '    disk.syncFolder(folder);\n  } catch (fault) {',
    '  } catch (fault) {',
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
    'server/storage/settle-segment.ts',
    'if (offsets.length === 0 && length === size) return { batch, length, sealed: true };',
    'if (length === size && !mark) return { batch, length, sealed: true };',
  ),
  'refused-stays': one(
    'storage',
    'what a full disk refused is not cut off',
    'server/storage/journal.ts',
    'file.truncate(length);\n      file.sync();',
    'length = file.size();',
  ),
  'no-dedupe': one(
    'whole',
    'a command that was carried out is decided anew when it comes again',
    'server/newsroom/writer.ts',
    'if (carried)',
    'if (false)',
  ),
  'no-catch-up': one(
    'whole',
    'whoever comes back is told of nothing that was missed',
    'server/live/tail.ts',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a snippet of source
    '"changes":[${changes.join(\',\')}]}]`',
    '"changes":[]}]`',
  ),
  'state-before-disk': one(
    'whole',
    'memory changes before the batch is durable',
    'server/newsroom/writer.ts',
    'if (records.length > 0) await log.append(records);',
    'if (records.length > 0) { for (const record of records) foldRecord(durable, record); await log.append(records); }',
  ),
  'answered-before-disk': one(
    'whole',
    'people are answered before the batch is durable',
    'server/newsroom/writer.ts',
    'if (records.length > 0) await log.append(records);',
    'for (const one of batch) one.settle(one.answer); if (records.length > 0) await log.append(records);',
  ),
  'told-before-disk': one(
    'whole',
    'readers are told before the batch is durable',
    'server/newsroom/writer.ts',
    'if (records.length > 0) await log.append(records);',
    'if (records.length > 0) { tell({ coverage: durable.coverage, records }); await log.append(records); }',
  ),
  'refused-in-memory': one(
    'whole',
    'what the disk refused stays in the state that decides',
    'server/newsroom/writer.ts',
    'decided = copyState(durable);\n    //',
    '//',
  ),
  'gaps-applied': one(
    'whole',
    'a reader applies n + 2 behind n',
    'src/live/following.ts',
    'let { seq } = following.cursor;',
    'let seq = Math.min(...bySeq.keys()) - 1;',
  ),
  'all-at-once': one(
    'whole',
    "a reporter's commands go out without waiting for each other",
    'src/live/outbox.ts',
    '(line) => overtaking(line) ?? line.slice(0, 1),',
    '(line) => line,',
  ),
  'outbox-forgotten': one(
    'whole',
    'what waits for its answer is not kept on the device',
    'src/live/dispatcher.ts',
    "if (item.state === 'waiting') await store.keep(item).catch(() => turn.seize());",
    '',
  ),
};
