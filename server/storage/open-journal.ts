import { join } from 'node:path';
import { NO_RECORD } from './chain.ts';
import type { Disk } from './disk.ts';
import { isFull, readWhole, replaceFile } from './disk-file.ts';
import { headerLine, readLink } from './journal-line.ts';
import { DamagedLog } from './log-store.ts';
import { snapshotPath } from './make-snapshot.ts';
import type { ScannedSegment } from './segment-scan.ts';
import { scanSegment } from './segment-scan.ts';
import { settle } from './settle-segment.ts';
import { readSnapshot } from './snapshot.ts';
import { keepTornTail } from './torn-tail.ts';

/** A stretch of a journal in one file. */
export interface Segment {
  readonly path: string;
  /** Seq of its first record. */
  readonly first: number;
  /** Byte at which the line of record `first + n` begins, at index n. */
  readonly offsets: number[];
  /** Bytes up to the end of the newest whole batch. */
  length: number;
}

/** A journal that was checked byte by byte, and mended where a crash had left it unfinished. */
export interface RecoveredJournal {
  readonly epoch: string;
  /** At least one; the last one is written on. */
  readonly segments: Segment[];
  /** Number of the newest batch, seq of the newest record, and its hash. */
  readonly batch: number;
  readonly seq: number;
  readonly hash: string;
  /** Something proves the newest batch; else a seal is written as soon as there is space. */
  readonly sealed: boolean;
  /** What a crash left behind the newest batch, where there is no space to keep it aside: to be cut before anything is written. */
  readonly tail: Uint8Array | null;
  /** What was cut off, or will be, in words; null when nothing was. */
  readonly repaired: string | null;
}

const segmentPath = (folder: string, first: number): string =>
  join(folder, `journal-${String(first).padStart(9, '0')}.ndjson`);

/** Paths of a journal's segments, in order; none when none was begun. */
export const segmentsIn = (disk: Disk, folder: string): string[] =>
  disk
    .list(folder)
    .filter((name) => SEGMENT.test(name))
    .sort()
    .map((name) => join(folder, name));

const SEGMENT = /^journal-\d{9}\.ndjson$/u;

/** What is left of a log that lost its journal is a log still: opening it says what is missing (I10). */
export const holdsLog = (disk: Disk, folder: string): boolean =>
  disk
    .list(folder)
    .some((name) => SEGMENT.test(name) || name === 'snapshot.json' || name.startsWith('torn-'));

/** Begins a segment: its header is there whole or not at all. */
export function beginSegment(
  disk: Disk,
  folder: string,
  header: { coverageId: string; epoch: string; first: number; batch: number; prev: string },
): Segment {
  const path = segmentPath(folder, header.first);
  const line = Buffer.from(headerLine({ journal: 1, ...header }));
  replaceFile(disk, path, line);
  return { path, first: header.first, offsets: [], length: line.length };
}

/** Begins a journal where no log is. */
export function beginJournal(disk: Disk, folder: string, coverageId: string, epoch: string): void {
  disk.makeFolder(folder);
  beginSegment(disk, folder, { coverageId, epoch, first: 1, batch: 1, prev: NO_RECORD });
}

/**
 * Checks every byte of a journal and makes sure of its end: after it returns, every batch it counts is on the disk,
 * whatever the run before left there.
 * @throws {DamagedLog} for damage before the last batch, a missing segment, an end before that of the snapshot, or
 *   another coverage's journal; nothing is then changed (rule 12)
 */
export function openJournal(disk: Disk, folder: string, coverageId: string): RecoveredJournal {
  const scanned: ScannedSegment[] = [];
  /** Of the last two segments: a long journal is never held whole. */
  let newest: Buffer[] = [];
  for (const path of segmentsIn(disk, folder)) {
    const bytes = readWhole(disk, path);
    scanned.push(scanSegment(path, bytes));
    newest = [...newest.slice(-1), bytes];
  }
  // A segment is begun before the one it follows is ended. While nothing was written to it, that one is still the last.
  const spare = scanned.length > 1 && scanned.at(-1)?.untouched ? scanned.pop() : undefined;
  checkOrder(scanned, coverageId);
  const last = scanned.at(-1);
  const bytes = newest.at(spare ? -2 : -1);
  if (!last || !bytes) throw new DamagedLog(folder, 0, 'the journal is missing');
  if (spare) checkSpare(spare, last, bytes);
  if (!spare && last.mark?.kind === 'end')
    throw new DamagedLog(last.file, last.mark.offset, 'the segment that follows is missing; this one ends');

  const tail = bytes.subarray(last.length);
  // It is large, and an end that is sealed is not changed.
  if (tail.length > 0 || last.mark?.kind !== 'seal') checkSnapshot(disk, folder, last);
  let left: Uint8Array | null = null;
  let repaired: string | null = null;
  try {
    if (tail.length > 0) repaired = keepTornTail(disk, last.file, last.length, tail);
  } catch (fault) {
    // Nothing may stay behind an end that goes.
    if (!isFull(fault) || last.mark?.kind === 'end') throw fault;
    left = Uint8Array.from(tail);
    repaired = `${last.file}: ${tail.length} bytes of an unfinished batch are cut at byte ${last.length} once the disk has space to keep them`;
  }
  const { batch, length, sealed } = settle(disk, last, bytes, left !== null);
  // The one before is whole and durable without it.
  if (spare) {
    disk.remove(spare.file);
    disk.syncFolder(folder);
  }
  return {
    epoch: last.header.epoch,
    segments: scanned.map((one) => ({
      path: one.file,
      first: one.header.first,
      offsets: [...one.offsets],
      length: one === last ? length : one.length,
    })),
    batch,
    seq: last.header.first + last.offsets.length - 1,
    hash: newestHash(last, bytes),
    sealed: sealed && !left,
    tail: left,
    repaired,
  };
}

/** Segments follow one another without gap, and all but the last are ended. */
function checkOrder(scanned: readonly ScannedSegment[], coverageId: string): void {
  let [first, batch, epoch] = [1, 1, scanned[0]?.header.epoch];
  for (const [index, { file, header, offsets, mark, length, size, batch: newest }] of scanned.entries()) {
    if (header.coverageId !== coverageId)
      throw new DamagedLog(file, 0, `the journal of ${header.coverageId} stands`);
    if (header.first !== first || header.batch !== batch || header.epoch !== epoch)
      throw new DamagedLog(file, 0, `a segment that begins with seq ${first} is missing; another begins`);
    if (index < scanned.length - 1 && (mark?.kind !== 'end' || length < size))
      throw new DamagedLog(file, length, 'the end of a segment is not what was written');
    first += offsets.length;
    batch = newest + 1;
    epoch = header.epoch;
  }
}

/** A segment is begun only once everything before it is durable. So its header proves what the one before holds. */
function checkSpare({ file, header }: ScannedSegment, last: ScannedSegment, bytes: Buffer): void {
  if (header.coverageId !== last.header.coverageId || header.epoch !== last.header.epoch)
    throw new DamagedLog(file, 0, `the journal of ${header.coverageId}, ${header.epoch}, stands`);
  if (header.first !== last.header.first + last.offsets.length || header.prev !== newestHash(last, bytes))
    throw new DamagedLog(
      last.file,
      last.length,
      `not all that was written up to seq ${header.first - 1} is there`,
    );
}

/** @throws {DamagedLog} when the snapshot knows more: it was made of what was durable */
function checkSnapshot(disk: Disk, folder: string, { file, header, offsets, length }: ScannedSegment): void {
  // Whoever folds the log tells of one that cannot be used.
  const known = readSnapshot(disk, snapshotPath(folder), () => undefined)?.state.coverage;
  const head = header.first + offsets.length - 1;
  if (known?.id === header.coverageId && known.epoch === header.epoch && known.head > head)
    throw new DamagedLog(
      file,
      length,
      `the journal ends with seq ${head} but a snapshot knows seq ${known.head}; records are missing`,
    );
}

function newestHash({ header, offsets, length }: ScannedSegment, bytes: Buffer): string {
  const newest = offsets.at(-1);
  if (newest === undefined) return header.prev;
  const line = bytes.subarray(newest, length);
  return readLink(line.subarray(0, line.indexOf(10) + 1)).hash;
}
