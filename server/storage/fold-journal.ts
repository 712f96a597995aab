import { NO_RECORD } from './chain.ts';
import type { Disk } from './disk.ts';
import { readBytes } from './disk-file.ts';
import { readFrame, readLink, readRecord } from './journal-line.ts';
import { linesOf } from './lines-of.ts';
import type { LogState } from './log-state.ts';
import { blankState, foldRecord } from './log-state.ts';
import { DamagedLog } from './log-store.ts';
import type { Segment } from './open-journal.ts';
import type { Snapshot } from './snapshot.ts';

/** What of a journal is durable. */
export interface JournalExtent {
  readonly coverageId: string;
  readonly epoch: string;
  readonly segments: readonly Pick<Segment, 'path' | 'first' | 'length'>[];
  /** Seq of the newest record. */
  readonly head: number;
}

export interface Folded {
  readonly state: LogState;
  /** Hash of the newest record that was folded. */
  readonly hash: string;
  /** Seq up to which the snapshot spared the reading; 0 when it was of no use. */
  readonly spared: number;
}

/**
 * What the log says: the snapshot and the records since, or all records when the snapshot is not of this log (LS8).
 * @throws {DamagedLog} when the snapshot knows more than the journal holds: it was made of what was durable
 */
export function foldJournal(disk: Disk, extent: JournalExtent, snapshot: Snapshot | null): Folded {
  const { coverageId, epoch, segments, head } = extent;
  if (snapshot && isOf(snapshot, extent)) {
    const spared = snapshot.state.coverage.head;
    if (spared > head) {
      const { path = '', length = 0 } = segments.at(-1) ?? {};
      const what = `the journal ends with seq ${head} but a snapshot knows seq ${spared}; records are missing`;
      throw new DamagedLog(path, length, what);
    }
    const folded = foldBehind(disk, extent, snapshot);
    if (folded) return { ...folded, spared };
  }
  const folded = foldBehind(disk, extent, { state: blankState(coverageId, epoch), hash: NO_RECORD });
  if (!folded)
    throw new DamagedLog(segments[0]?.path ?? '', 0, 'the records are not what was written from there');
  return { ...folded, spared: 0 };
}

const isOf = ({ state: { coverage } }: Snapshot, { coverageId, epoch }: JournalExtent): boolean =>
  coverage.id === coverageId && coverage.epoch === epoch;

/** @returns null when the state is not that of this journal's records up to its seq */
function foldBehind(
  disk: Disk,
  { segments, head }: JournalExtent,
  { state, hash }: Snapshot,
): Snapshot | null {
  const from = state.coverage.head;
  let newest = from === 0 ? hash : null;
  const begin = segments.findLastIndex(({ first }) => first <= Math.max(1, from));
  for (const { path, length } of segments.slice(begin)) {
    const file = disk.open(path, 'r');
    try {
      for (const { bytes } of linesOf(readBytes(file, 0, length))) {
        const frame = readFrame(bytes);
        if (frame?.kind !== 'record' || frame.seq < from) continue;
        if (frame.seq === from && readLink(bytes).hash !== hash) return null;
        if (frame.seq > from) {
          if (frame.seq !== state.coverage.head + 1) return null;
          foldRecord(state, readRecord(bytes));
        }
        if (frame.seq === head) newest = readLink(bytes).hash;
      }
    } finally {
      file.close();
    }
  }
  return newest !== null && state.coverage.head === head ? { state, hash: newest } : null;
}
