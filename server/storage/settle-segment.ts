import type { Disk } from './disk.ts';
import { isFull, replaceFile, writeWhole } from './disk-file.ts';
import { markLine } from './journal-line.ts';
import type { ScannedSegment } from './segment-scan.ts';

/** The end of a journal that can be written on. */
interface Settled {
  readonly batch: number;
  readonly length: number;
  /** Something proves the newest batch. */
  readonly sealed: boolean;
}

/**
 * Makes the end of the last segment certain. What a seal stands behind was synced. Anything else may be in memory
 * only, even if it can be read: after a failed sync the system may call it clean. So it is written once more, to a new
 * file, and sealed.
 * @param left what stands behind the newest whole batch has to stay there for now
 * @throws what the disk said
 */
export function settle(disk: Disk, segment: ScannedSegment, bytes: Buffer, left: boolean): Settled {
  const { file, header, offsets, batch, length, size, mark } = segment;
  if (left) return settleInPlace(disk, segment, bytes, left);
  if (mark?.kind === 'seal' && length === size) {
    const open = disk.open(file, 'r+');
    try {
      writeWhole(open, bytes.subarray(mark.offset, length), mark.offset);
      open.sync();
    } finally {
      open.close();
    }
    return { batch, length, sealed: true };
  }
  if (offsets.length === 0 && length === size) return { batch, length, sealed: true };
  // An end is no end when nothing follows; the seal takes its number.
  const [whole, number] = mark ? [mark.offset, batch] : [length, batch + 1];
  const seal = Buffer.from(markLine('seal', number, header.first + offsets.length - 1));
  const fresh = Buffer.concat([bytes.subarray(0, whole), seal]);
  try {
    replaceFile(disk, file, fresh);
  } catch (fault) {
    if (!isFull(fault)) throw fault;
    return settleInPlace(disk, segment, bytes, left);
  }
  return { batch: number, length: fresh.length, sealed: true };
}

/**
 * The same without space for a new file: a full disk keeps no newsroom from its readers (rule 12). What nothing proves
 * is written over itself and synced. That takes no space, and serves as well against a sync that failed: what was
 * called clean is to be written again. It harms nothing either, whenever it is cut short: a sector holds these bytes
 * afterwards or held them before, unless nobody was ever told of what is in it. A new file is better still where there
 * is space for one, on sectors that did not just fail.
 */
function settleInPlace(
  disk: Disk,
  { file, batch, length, mark, synced }: ScannedSegment,
  bytes: Buffer,
  left: boolean,
): Settled {
  // What an end stands behind was synced, and without it the segment goes on.
  const [end, newest] = mark?.kind === 'end' ? [mark.offset, batch - 1] : [length, batch];
  const open = disk.open(file, 'r+');
  try {
    writeWhole(open, bytes.subarray(synced, end), synced);
    if (!left) open.truncate(end);
    open.sync();
  } finally {
    open.close();
  }
  return { batch: newest, length: end, sealed: mark?.kind === 'seal' };
}
