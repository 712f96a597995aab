import { setTimeout } from 'node:timers/promises';
import type { LogRecord } from '#domain/change.ts';
import { NO_RECORD } from '../storage/chain.ts';
import type { Disk } from '../storage/disk.ts';
import { readBytes } from '../storage/disk-file.ts';
import type { StoredLink } from '../storage/journal-line.ts';
import { readFrame, readHeader, readLink, readRecord } from '../storage/journal-line.ts';
import { linesOf } from '../storage/lines-of.ts';
import type { LogState } from '../storage/log-state.ts';
import { blankState, foldRecord } from '../storage/log-state.ts';
import { DamagedLog } from '../storage/log-store.ts';
import type { RecoveredJournal, Segment } from '../storage/open-journal.ts';
import { openJournal } from '../storage/open-journal.ts';
import { overlayDisk } from './overlay-disk.ts';

/** A journal that was read from its first byte to its last, as the next start would find it. */
export interface InspectedJournal {
  readonly coverageId: string;
  readonly recovered: RecoveredJournal;
  readonly state: LogState;
  /** Bytes of a segment up to the end of its newest whole batch. */
  readonly bytesOf: (segment: Segment) => Buffer;
}

/** A record where it stands, after the chain was followed up to it. */
interface InspectedRecord {
  readonly record: LogRecord;
  readonly link: StoredLink;
  /** What the log says up to here, this record included. Changes in place as the reading goes on. */
  readonly state: LogState;
}

/**
 * Checks everything about a journal: what a start checks, and every word against its hash, the whole chain, that no
 * command stands in it twice, and that it folds. Changes nothing, also where a start would mend something.
 * @param visit called for each record in order
 * @throws {DamagedLog} with the file and the offset
 */
export function inspectJournal(
  disk: Disk,
  folder: string,
  coverageId: string,
  visit: (inspected: InspectedRecord) => void = () => undefined,
): InspectedJournal {
  const above = overlayDisk(disk);
  const recovered = openJournal(above, folder, coverageId);
  const state = blankState(coverageId, recovered.epoch);
  const bytesOf = ({ path, length }: Segment): Buffer => {
    const file = above.open(path, 'r');
    try {
      return readBytes(file, 0, length);
    } finally {
      file.close();
    }
  };
  let hash = NO_RECORD;
  for (const segment of recovered.segments)
    for (const { offset, bytes } of linesOf(bytesOf(segment))) {
      const damaged = (what: string): DamagedLog => new DamagedLog(segment.path, offset, what);
      if (offset === 0) {
        if (readHeader(bytes)?.prev !== hash)
          throw damaged('the chain does not go on from the segment before');
        continue;
      }
      if (readFrame(bytes)?.kind !== 'record') continue;
      const link = readLink(bytes);
      const record = readRecord(bytes);
      if (link.prev !== hash) throw damaged(`the chain is broken before seq ${record.seq}`);
      if (link.bodyHolds === false) throw damaged(`the words of seq ${record.seq} are not those of its hash`);
      const before = state.carried.get(record.commandId);
      if (before && (before.seq !== record.seq - 1 || before.digest !== record.digest))
        throw damaged(`seq ${record.seq} repeats the command of seq ${before.seq}`);
      foldRecord(state, record);
      hash = link.hash;
      visit({ record, link, state });
    }
  return { coverageId, recovered, state, bytesOf };
}

/**
 * Reads a journal that may be written to meanwhile. A segment that is begun between two looks can seem to be damage;
 * damage that is seen twice at the same byte is.
 */
export async function inspectLive<T>(inspect: () => T): Promise<T> {
  let seen: DamagedLog | null = null;
  for (;;) {
    try {
      return inspect();
    } catch (fault) {
      if (!(fault instanceof DamagedLog)) throw fault;
      if (seen?.file === fault.file && seen.offset === fault.offset) throw fault;
      seen = fault;
      await setTimeout(SECOND_LOOK_MS);
    }
  }
}

/** Longer than any batch takes to be written on a disk that works. */
export const SECOND_LOOK_MS = 300;
