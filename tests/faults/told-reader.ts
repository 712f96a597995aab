import { blankCoverage } from '#domain/coverage.ts';
import { CATCH_UP_LIMIT } from '#domain/cursor.ts';
import { evolve } from '#domain/evolve.ts';
import type { PublicCoverage, PublicEntry, PublicItem } from '#domain/public-view.ts';
import { followCoverage } from '#live/client.ts';
import type { PublicRecord } from '#live/protocol.ts';
import { fetchLog } from './fetch-log.ts';
import type { Work } from './people.ts';

/** Less than the limit by far more than what the server knows and has told nobody yet. */
const SURELY_NOT_FAR = CATCH_UP_LIMIT / 2;

/** A reader with the product's own following machine, who folds what it is told as a page does. */
export interface ToldReader {
  /** Everything up to its head, as told. */
  readonly coverage: PublicCoverage;
  /** How often the whole page had to be fetched again. */
  readonly restarts: number;
  leave(): void;
}

/** Twelve readers are told the same: what is equal is kept once. */
export type Memory = Map<number, { readonly text: string; readonly record: PublicRecord }>;

function remember(memory: Memory, record: PublicRecord): PublicRecord {
  const text = JSON.stringify(record);
  const known = memory.get(record.seq);
  if (known?.text === text) return known.record;
  if (!known) memory.set(record.seq, { text, record });
  return record;
}

export function aToldReader(
  origin: string,
  { coverage: { id, epoch }, ledger }: Work,
  memory: Memory,
): ToldReader {
  let coverage = blankCoverage<PublicEntry, PublicItem>(id, epoch);
  let restarts = 0;

  function apply(records: readonly PublicRecord[]): void {
    for (const record of records) {
      if (record.seq !== coverage.head + 1) ledger.wrong.gaps += 1;
      ledger.tellReader(record);
      evolve(coverage, remember(memory, record));
    }
  }

  const follower = followCoverage({
    coverageId: id,
    cursor: { epoch, seq: 0 },
    origin,
    onRecords: apply,
    async onRestart() {
      // What a reader fetches whole has no gaps: that must be the way out for those who are far behind, and no other.
      if (ledger.highest - coverage.head < SURELY_NOT_FAR) ledger.wrong.needlessRestarts += 1;
      const log = await fetchLog(origin, id, epoch);
      restarts += 1;
      coverage = blankCoverage(id, epoch);
      apply(log);
      return { epoch, seq: coverage.head };
    },
    onState: () => undefined,
    onAudience: () => undefined,
  });
  return {
    get coverage() {
      return coverage;
    },
    get restarts() {
      return restarts;
    },
    leave: follower.stop,
  };
}
