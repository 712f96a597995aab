import type { LogRecord } from '#domain/change.ts';
import { bodyHash, type Link, linkHash, whoHash } from './chain.ts';
import { isWhole, sealLine } from './sealed-line.ts';

/** The first line of a segment of a journal. */
export interface SegmentHeader {
  /** Version of the journal's own form; that of a record stands in the record. */
  readonly journal: 1;
  readonly coverageId: string;
  readonly epoch: string;
  /** Seq that its first record has, or will have. */
  readonly first: number;
  /** Number of its first batch. */
  readonly batch: number;
  /** Hash of the record before its first. */
  readonly prev: string;
}

/** Where a line belongs. Batches are numbered 1, 2, 3 … over all segments of a journal. */
export type Frame =
  | {
      readonly kind: 'record';
      readonly batch: number;
      /** Seq of the last record of the batch: tells whether the batch is whole. */
      readonly last: number;
      readonly seq: number;
      /** Version of the record's format (rule 11). */
      readonly v: number;
    }
  /**
   * A batch of its own. A seal proves that what is before it was synced; an end, that a segment follows.
   * `seq` is that of the newest record.
   */
  | { readonly kind: 'seal' | 'end'; readonly batch: number; readonly seq: number };

/** A record whose change is JSON already: this text is hashed, stored, and never made a second time. */
export interface RecordText extends Omit<LogRecord, 'change'> {
  readonly text: string;
}

export const headerLine = (header: SegmentHeader): string => sealLine(JSON.stringify(header));

export const markLine = (kind: 'seal' | 'end', batch: number, seq: number): string =>
  sealLine(`{"b":${batch},"${kind}":${seq}}`);

/** @returns the line, and the hash that the next record carries as `prev` */
export function recordLine(
  { v, seq, at, by, commandId, digest, text }: RecordText,
  { batch, last, prev, salt }: { batch: number; last: number; prev: string; salt: string },
): { line: string; hash: string } {
  const body = bodyHash(salt, text);
  // The frame stands first and the change last, so that neither needs the other to be parsed.
  const head = JSON.stringify({ b: batch, last, v, seq, prev, body, at, by, commandId, digest, salt });
  return {
    line: sealLine(`${head.slice(0, -1)},"change":${text}}`),
    hash: linkHash({ prev, v, seq, at, who: whoHash(by, commandId, digest), body }),
  };
}

/** @returns null when the line is not a whole header of a version that is known */
export function readHeader(line: Buffer): SegmentHeader | null {
  if (!isWhole(line)) return null;
  const header = JSON.parse(line.toString('utf8'));
  return header.journal === 1 ? header : null;
}

/** @returns null when the line is not a whole record, seal or end */
export function readFrame(line: Buffer): Frame | null {
  const start = line.toString('latin1', 0, FRAME_CHARACTERS);
  const record = RECORD.exec(start);
  if (record && isWhole(line)) {
    const [, batch = 0, last = 0, v = 0, seq = 0] = record.map(Number);
    return { kind: 'record', batch, last, v, seq };
  }
  const mark = record ? null : MARK.exec(start);
  if (!mark || !isWhole(line)) return null;
  return { kind: mark[2] as 'seal' | 'end', batch: Number(mark[1]), seq: Number(mark[3]) };
}

const RECORD = /^\{"b":(\d+),"last":(\d+),"v":(\d+),"seq":(\d+),/;
const MARK = /^\{"b":(\d+),"(seal|end)":(\d+),"crc"/;
const FRAME_CHARACTERS = 80;

/** @param line a whole record, as {@link readFrame} found it */
export function readRecord(line: Buffer): LogRecord {
  const { v, seq, at, by, commandId, digest, change } = JSON.parse(line.toString('utf8'));
  return { v, seq, at, by, commandId, digest, change };
}

/** What stands in a record's line beside the record. */
export interface StoredLink extends Link {
  /** Hash of this record: what the next one carries as `prev`. */
  readonly hash: string;
  /** The words are what `body` says; null where they were removed by order of law. */
  readonly bodyHolds: boolean | null;
}

/** @param line a whole record */
export function readLink(line: Buffer): StoredLink {
  const json = line.toString('utf8');
  const { prev, v, seq, at, by, commandId, digest, body, salt, change } = JSON.parse(json);
  const link = { prev, v, seq, at, who: whoHash(by, commandId, digest), body };
  const removed = salt === undefined && change.kind === 'withheld';
  return {
    ...link,
    hash: linkHash(link),
    bodyHolds: removed ? null : bodyHash(salt, changeText(json)) === body,
  };
}

/** The JSON of the change as it is stored. Nothing before it can hold these marks unescaped, and it stands last. */
const changeText = (line: string): string =>
  line.slice(line.indexOf(CHANGE) + CHANGE.length, line.lastIndexOf(',"crc":"'));

const CHANGE = ',"change":';
