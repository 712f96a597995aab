import type { JournalExtent } from './fold-journal.ts';

/** Makes snapshots off the way of a post: a refused or lost one costs a longer start, nothing else. */
export interface Snapshots {
  /** Tells up to which seq a coverage already has one. */
  known(coverageId: string, seq: number): void;
  /** Tells that a coverage grew. */
  grown(extent: JournalExtent): void;
  /** Ends the one that is being made, and begins no more. */
  close(): Promise<void>;
}

const QUIET_MS = 5_000;
/** So many records since the last snapshot make a new one worth while at once, quiet or not. */
const BUSY_RECORDS = 300;
/** A new snapshot costs the whole log, so a long one waits until it has grown by this share. */
const BUSY_SHARE = 0.1;
const QUIET_SHARE = 0.02;

interface Due {
  extent: JournalExtent;
  timer: NodeJS.Timeout;
}

interface SnapshotsDependencies {
  /** Makes one and puts it beside the journal. Gives it up, without a word, when it is told to end. */
  readonly make: (extent: JournalExtent, ending: AbortSignal) => Promise<void>;
  /** Hears of a snapshot that could not be made. */
  readonly report: (fault: unknown) => void;
}

export function createSnapshots({ make, report }: SnapshotsDependencies): Snapshots {
  const taken = new Map<string, number>();
  const growing = new Map<string, Due>();
  const waiting = new Map<string, JournalExtent>();
  let working: Promise<void> | null = null;
  const ending = new AbortController();

  const since = ({ coverageId, head }: JournalExtent): number => head - (taken.get(coverageId) ?? 0);

  function quiet(coverageId: string): void {
    const due = growing.get(coverageId);
    if (due && since(due.extent) >= due.extent.head * QUIET_SHARE) take(due.extent);
  }

  function take(extent: JournalExtent): void {
    taken.set(extent.coverageId, extent.head);
    waiting.set(extent.coverageId, extent);
    working ??= work();
  }

  async function work(): Promise<void> {
    for (const [coverageId, extent] of waiting) {
      if (ending.signal.aborted) break;
      waiting.delete(coverageId);
      try {
        await make(extent, ending.signal);
      } catch (fault) {
        report(new Error(`the snapshot of ${extent.coverageId} could not be made`, { cause: fault }));
      }
    }
    working = null;
  }

  return {
    known: (coverageId, seq) => taken.set(coverageId, seq),
    grown(extent) {
      if (ending.signal.aborted) return;
      const due = growing.get(extent.coverageId);
      if (due) {
        due.extent = extent;
        due.timer.refresh();
      } else {
        const timer = setTimeout(quiet, QUIET_MS, extent.coverageId).unref();
        growing.set(extent.coverageId, { extent, timer });
      }
      if (since(extent) >= Math.max(BUSY_RECORDS, extent.head * BUSY_SHARE)) take(extent);
    },
    async close() {
      ending.abort();
      for (const { timer } of growing.values()) clearTimeout(timer);
      await working;
    },
  };
}
