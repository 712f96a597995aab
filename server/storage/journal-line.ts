import type { LogRecord } from '#domain/change.ts';
import { isWhole, sealLine } from './sealed-line.ts';

/** The first line of a journal. */
export interface JournalHeader {
  /** Version of the journal's own form; that of a record stands in the record. */
  readonly journal: 1;
  readonly coverageId: string;
  readonly epoch: string;
}

/** Where a record's line belongs. */
export interface Frame {
  /** Number of the batch it was written in: 1, 2, 3 … without gap. */
  readonly batch: number;
  /** Seq of the last record of that batch: tells whether the batch is whole. */
  readonly last: number;
  readonly seq: number;
  /** Version of the record's format (rule 11). */
  readonly v: number;
}

export const headerLine = (header: JournalHeader): Buffer => Buffer.from(sealLine(JSON.stringify(header)));

export function recordLine(record: LogRecord, batch: number, last: number): Buffer {
  // The frame stands first, so that opening a journal need not parse every record.
  const { v, seq, ...rest } = record;
  return Buffer.from(sealLine(JSON.stringify({ b: batch, last, v, seq, ...rest })));
}

/** @returns null when the line is not a whole header of a version that is known */
export function readHeader(line: Buffer): JournalHeader | null {
  if (!isWhole(line)) return null;
  const header = JSON.parse(line.toString('utf8'));
  return header.journal === 1 ? header : null;
}

/** @returns null when the line is not a whole record */
export function readFrame(line: Buffer): Frame | null {
  const match = FRAME.exec(line.toString('latin1', 0, FRAME_CHARACTERS));
  if (!match || !isWhole(line)) return null;
  const [, batch, last, v, seq] = match.map(Number);
  return { batch: batch ?? 0, last: last ?? 0, v: v ?? 0, seq: seq ?? 0 };
}

const FRAME = /^\{"b":(\d+),"last":(\d+),"v":(\d+),"seq":(\d+),/;
const FRAME_CHARACTERS = 80;

/** @param line a whole record, as {@link readFrame} found it */
export function readRecord(line: Buffer): LogRecord {
  const { b: _batch, last: _last, crc: _crc, ...record } = JSON.parse(line.toString('utf8'));
  return record;
}
