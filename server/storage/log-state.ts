import type { LogRecord } from '#domain/change.ts';
import type { Coverage } from '#domain/coverage.ts';
import { blankCoverage, copyCoverage } from '#domain/coverage.ts';
import { evolve } from '#domain/evolve.ts';

/** What is remembered of a command that was carried out, for the life of the coverage (rule 3). */
export interface Carried {
  /** Number of the last change it made. */
  readonly seq: number;
  readonly digest: string;
  readonly held?: true;
}

/** Everything that a log says: the coverage, and which commands it already holds. */
export interface LogState {
  readonly coverage: Coverage;
  readonly carried: Map<string, Carried>;
}

export const blankState = (coverageId: string, epoch: string): LogState => ({
  coverage: blankCoverage(coverageId, epoch),
  carried: new Map(),
});

/** Folds one record in, in place: see `evolve`. */
export function foldRecord(state: LogState, record: LogRecord): LogState {
  evolve(state.coverage, record);
  state.carried.set(record.commandId, {
    seq: record.seq,
    digest: record.digest,
    ...(record.change.kind === 'entry-held' && { held: true }),
  });
  return state;
}

export const copyState = (state: LogState): LogState => ({
  coverage: copyCoverage(state.coverage),
  carried: new Map(state.carried),
});
