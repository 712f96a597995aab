import type { SegmentHeader } from './journal-line.ts';
import { readFrame, readHeader } from './journal-line.ts';
import { linesOf } from './lines-of.ts';
import { DamagedLog } from './log-store.ts';

/** What a segment holds, without its words. */
export interface ScannedSegment {
  readonly file: string;
  readonly header: SegmentHeader;
  /** Byte at which the line of record `header.first + n` begins, at index n. */
  readonly offsets: readonly number[];
  /** Number of the newest whole batch; `header.batch − 1` before the first. */
  readonly batch: number;
  /** Bytes up to the end of the newest whole batch. */
  readonly length: number;
  /** Bytes in the file; more than `length` when its tail is torn. */
  readonly size: number;
  /** The newest whole batch, when that is a seal or an end, and the byte at which it begins. */
  readonly mark: { readonly kind: 'seal' | 'end'; readonly offset: number } | null;
  /** There is nothing behind the header, whole or torn. */
  readonly untouched: boolean;
  /** Byte at which the newest seal or end begins, or the first record: what is before it was synced. */
  readonly synced: number;
}

/**
 * Reads a segment through and checks every byte of it, parsing no record.
 *
 * A batch is written only after the one before it is synced. So bytes that are bad with a line of a later batch behind
 * them were good once: that is damage. Bad bytes with nothing but their own batch behind them are what a crash leaves
 * of a batch that nobody was told of: a torn tail.
 * @throws {DamagedLog} for damage, with the offset of the first bad line (rule 12)
 */
export function scanSegment(file: string, bytes: Buffer): ScannedSegment {
  const [head] = linesOf(bytes);
  const header = head && readHeader(head.bytes);
  if (!head || !header)
    throw new DamagedLog(file, 0, 'the first line is no journal header that is known here');
  const offsets: number[] = [];
  let { batch } = header;
  batch -= 1;
  let length = head.bytes.length;
  let mark: ScannedSegment['mark'] = null;
  let synced = head.bytes.length;
  /** Seq that ends the batch which is being read; all of it was read when the newest record has it. */
  let last = header.first - 1;
  let torn: number | null = null;

  for (const { offset, bytes: line } of linesOf(bytes.subarray(length))) {
    const at = head.bytes.length + offset;
    const frame = readFrame(line);
    if (frame?.kind === 'record' && frame.v !== 1)
      throw new DamagedLog(file, at, `format ${frame.v} was written by a newer version`);
    const newest = header.first + offsets.length - 1;
    const open = newest < last;
    const expected: number = open ? batch : batch + 1;
    const fits =
      torn === null &&
      frame?.batch === expected &&
      (frame.kind === 'record'
        ? frame.seq === newest + 1 && (!open || frame.last === last)
        : !open && frame.seq === newest);
    if (fits && frame) {
      batch = frame.batch;
      if (frame.kind === 'record') {
        offsets.push(at);
        last = frame.last;
        if (frame.seq < last) continue;
        mark = null;
      } else {
        mark = { kind: frame.kind, offset: at };
        synced = at;
      }
      length = at + line.length;
      continue;
    }
    torn ??= at;
    if (holdsLaterBatch(line, expected))
      throw new DamagedLog(file, torn, 'the bytes before the last batch are not what was written');
  }
  if (header.first + offsets.length - 1 < last) {
    const begun = offsets.findIndex((offset) => offset >= length);
    if (begun >= 0) offsets.length = begun;
    batch -= 1;
  }
  const untouched = bytes.length === head.bytes.length;
  return { file, header, offsets, batch, length, size: bytes.length, mark, untouched, synced };
}

/** Also where the end of a line was lost, so that a good line hides behind bad bytes. */
function holdsLaterBatch(line: Buffer, expected: number): boolean {
  for (let at = line.indexOf(FRAME_START); at >= 0; at = line.indexOf(FRAME_START, at + 1)) {
    const frame = readFrame(line.subarray(at));
    if (frame && frame.batch !== expected) return true;
  }
  return false;
}

const FRAME_START = '{"b":';
