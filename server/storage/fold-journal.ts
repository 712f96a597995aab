import type { FileHandle } from 'node:fs/promises';
import { readFrame, readRecord } from './journal-line.ts';
import { linesOf } from './lines-of.ts';
import type { LogState } from './log-state.ts';
import { blankState, foldRecord } from './log-state.ts';
import { DamagedLog } from './log-store.ts';
import { readSnapshot } from './snapshot.ts';

/** A stretch of journal that is durable, and the snapshot that may save reading most of it. */
export interface JournalExtent {
  readonly file: string;
  readonly snapshotFile: string;
  readonly coverageId: string;
  readonly epoch: string;
  /** Byte at which the first record begins. */
  readonly first: number;
  /** Bytes, and the seq of the last record in them. */
  readonly length: number;
  readonly head: number;
}

export interface Folded {
  readonly state: LogState;
  /** Seq up to which a snapshot spared the reading; 0 when there was none to use. */
  readonly spared: number;
}

/**
 * What the log says: the snapshot and the records since, or all records when the snapshot is missing, damaged, of
 * another epoch or newer than the journal (LS8).
 */
export async function foldJournal(handle: FileHandle, extent: JournalExtent): Promise<Folded> {
  const snapshot = await readSnapshot(extent.snapshotFile);
  if (snapshot && belongs(snapshot.state, extent)) {
    const spared = snapshot.state.coverage.head;
    const state = await fold(handle, extent, snapshot.offset, snapshot.state);
    if (state) return { state, spared };
  }
  const state = await fold(handle, extent, extent.first, blankState(extent.coverageId, extent.epoch));
  if (!state) throw new DamagedLog(extent.file, extent.first, 'the records are not what was written from');
  return { state, spared: 0 };
}

const belongs = ({ coverage }: LogState, { coverageId, epoch, head }: JournalExtent): boolean =>
  coverage.id === coverageId && coverage.epoch === epoch && coverage.head <= head;

/** @returns null when the records from that byte on do not follow the state */
async function fold(
  handle: FileHandle,
  { length, head }: JournalExtent,
  from: number,
  state: LogState,
): Promise<LogState | null> {
  for await (const { bytes } of linesOf(handle, from, length)) {
    if (readFrame(bytes)?.seq !== state.coverage.head + 1) return null;
    foldRecord(state, readRecord(bytes));
  }
  return state.coverage.head === head ? state : null;
}
