import { dirname } from 'node:path';
import type { Disk, OpenFile } from './disk.ts';
import { isFull, writeWhole } from './disk-file.ts';
import type { RecordText } from './journal-line.ts';
import { markLine, recordLine } from './journal-line.ts';
import { StorageFailure } from './log-store.ts';
import type { RecoveredJournal, Segment } from './open-journal.ts';
import { beginSegment } from './open-journal.ts';
import { keepTornTail } from './torn-tail.ts';

/** Where a batch went. */
export interface Placed {
  readonly path: string;
  /** Seq of the first record of that segment. */
  readonly first: number;
  /** Byte at which the line of each record of the batch begins. */
  readonly offsets: readonly number[];
  /** Bytes of the segment with the batch. */
  readonly length: number;
}

/** The writing end of one journal. Synchronous; one caller. */
export interface Journal {
  /**
   * Writes records as one batch and syncs it (rule 1).
   * @throws {StorageFailure} `recoverable` when the disk was full: the file is cut back to what it was. Anything else
   *   may mean that the disk lied, and nothing is written any more (rule 12)
   */
  append(records: readonly RecordText[]): Placed;
  /** Proves that the newest batch is whole, where nothing does yet. @throws {StorageFailure} as `append` */
  seal(): void;
  close(): void;
}

/** A new segment is begun behind so many bytes: it bounds what is written anew after a crash. */
const SEGMENT_BYTES = 4 * 1024 * 1024;

interface JournalDependencies {
  readonly disk: Disk;
  readonly coverageId: string;
  readonly recovered: RecoveredJournal;
  /** 32 hexadecimal digits by chance. */
  readonly newSalt: () => string;
}

export function createJournal({ disk, coverageId, recovered, newSalt }: JournalDependencies): Journal {
  const { epoch } = recovered;
  let { batch, seq, hash, sealed, tail } = recovered;
  let segment = recovered.segments.at(-1) as Pick<Segment, 'path' | 'first' | 'length'>;
  let file: OpenFile = disk.open(segment.path, 'r+');
  let { length } = segment;
  let broken: StorageFailure | null = null;

  /** Nobody else writes here: a length that is not ours means that somebody did. */
  function write(lines: readonly string[]): void {
    if (file.size() !== length) throw new Error(`${segment.path} was changed by another program`);
    const bytes = Buffer.from(lines.join(''));
    writeWhole(file, bytes, length);
    file.sync();
    length += bytes.length;
    batch += 1;
  }

  /** Carries a write out, or leaves the file as it was. */
  function attempt<T>(act: () => T): T {
    if (broken) throw broken;
    try {
      cutTail();
      return act();
    } catch (cause) {
      // A tail that is still there was not kept yet, and nothing was written behind it.
      const recoverable = isFull(cause) && (tail !== null || cutBack());
      const what = recoverable ? 'the disk is full' : 'the disk failed; nothing more is written';
      const failure = new StorageFailure(`${segment.path}: ${what}`, { recoverable, cause });
      if (!recoverable) broken = failure;
      throw failure;
    }
  }

  /** What the disk had no space to keep aside when the journal was opened. */
  function cutTail(): void {
    if (!tail) return;
    keepTornTail(disk, segment.path, length, tail);
    file.truncate(length);
    file.sync();
    tail = null;
  }

  function cutBack(): boolean {
    try {
      file.truncate(length);
      file.sync();
      return true;
    } catch {
      return false;
    }
  }

  /** The next segment is begun first, so that one that is ended always has one that follows. */
  function beginNext(): void {
    const folder = dirname(segment.path);
    const next = beginSegment(disk, folder, {
      coverageId,
      epoch,
      first: seq + 1,
      batch: batch + 2,
      prev: hash,
    });
    // Open before the other one ends: a disk that says no here has changed nothing.
    const following = disk.open(next.path, 'r+');
    try {
      write([markLine('end', batch + 1, seq)]);
    } catch (fault) {
      following.close();
      // The end goes first: one behind which nothing follows is damage.
      if (!isFull(fault)) throw fault;
      // A cut that failed is not tried again: its sync may be believed the second time (rule 12).
      if (!cutBack()) throw new Error(`${segment.path} could not be cut back`, { cause: fault });
      disk.remove(next.path);
      disk.syncFolder(folder);
      throw fault;
    }
    const ended = file;
    file = following;
    ({ length } = next);
    segment = next;
    ended.close();
  }

  function place(records: readonly RecordText[]): Placed {
    if (length >= SEGMENT_BYTES) beginNext();
    const last = seq + records.length;
    const lines: string[] = [];
    const offsets: number[] = [];
    let [end, prev] = [length, hash];
    for (const record of records) {
      const made = recordLine(record, { batch: batch + 1, last, prev, salt: newSalt() });
      lines.push(made.line);
      offsets.push(end);
      end += Buffer.byteLength(made.line);
      prev = made.hash;
    }
    write(lines);
    [seq, hash, sealed] = [last, prev, false];
    return { path: segment.path, first: segment.first, offsets, length };
  }

  return {
    append: (records) => attempt(() => place(records)),
    seal() {
      if (sealed || broken) return;
      attempt(() => write([markLine('seal', batch + 1, seq)]));
      sealed = true;
    },
    close: () => file.close(),
  };
}
