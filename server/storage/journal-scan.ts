import type { FileHandle } from 'node:fs/promises';
import type { Frame, JournalHeader } from './journal-line.ts';
import { readFrame, readHeader } from './journal-line.ts';
import { linesOf } from './lines-of.ts';
import { DamagedLog } from './log-store.ts';

/** What a journal holds, without its words. */
export interface ScannedJournal {
  readonly header: JournalHeader;
  /** Byte at which the line of record n begins, at index n − 1. */
  readonly offsets: number[];
  /** Byte at which the first record begins, or would. */
  readonly first: number;
  /** Number of the newest whole batch; 0 before the first. */
  readonly batch: number;
  /** Bytes up to the end of the newest whole batch. */
  readonly length: number;
  /** Bytes in the file; more than `length` when its tail is torn. */
  readonly size: number;
}

/**
 * Reads a journal through and checks every byte of it, parsing no record.
 *
 * A batch is written only after the one before it is synced. So bytes that are bad with a record of a later batch
 * behind them were good once: that is damage. Bad bytes with nothing but their own batch behind them are what a crash
 * leaves of a batch that nobody was told of: a torn tail.
 * @throws {DamagedLog} for damage, with the offset of the first bad line (rule 12)
 */
export async function scanJournal(file: string, handle: FileHandle): Promise<ScannedJournal> {
  const { size } = await handle.stat();
  const offsets: number[] = [];
  let header: JournalHeader | null = null;
  let first = 0;
  let length = 0;
  /** The batch that is being read, and the seq that ends it; all of it was read when `last` is among `offsets`. */
  let batch = 0;
  let last = 0;
  let torn: number | null = null;

  for await (const { offset, bytes } of linesOf(handle, 0, size)) {
    if (!header) {
      header = readHeader(bytes);
      if (!header) throw new DamagedLog(file, 0, 'the first line is no journal header that is known here');
      first = length = bytes.length;
      continue;
    }
    const frame: Frame | null = readFrame(bytes);
    if (frame && frame.v !== 1)
      throw new DamagedLog(file, offset, `format ${frame.v} was written by a newer version`);
    const open = offsets.length < last;
    const expected = open ? batch : batch + 1;
    const fits =
      frame?.batch === expected && frame.seq === offsets.length + 1 && (open ? frame.last === last : true);
    if (torn === null && frame && fits) {
      offsets.push(offset);
      ({ batch, last } = frame);
      if (frame.seq === last) length = offset + bytes.length;
      continue;
    }
    torn ??= offset;
    if (frame && frame.batch !== expected)
      throw new DamagedLog(file, torn, 'the bytes before the last batch are not what was written');
  }
  if (!header) throw new DamagedLog(file, 0, 'the journal is empty');
  if (offsets.length < last) {
    offsets.length = offsets.findIndex((offset) => offset >= length);
    batch -= 1;
  }
  return { header, offsets, first, batch, length, size };
}
