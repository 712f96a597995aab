import type { LogRecord } from '#domain/change.ts';

/** Where a log ends: what the next record must fit. */
export interface LogEnd {
  readonly seq: number;
  /** The last record archived the coverage. */
  readonly archived: boolean;
}

/**
 * What every store checks before it takes records.
 * @returns where the log ends with them
 * @throws {RangeError} when they are none, do not follow the end without gap (LS2), or the log is archived (LS5):
 *   faults of the caller, nothing is written
 */
export function checkAppend(end: LogEnd, records: readonly LogRecord[]): LogEnd {
  if (records.length === 0) throw new RangeError('an append needs a record');
  let { seq, archived } = end;
  for (const record of records) {
    if (archived) throw new RangeError(`the log ended with seq ${seq}: the coverage is archived`);
    if (record.seq !== seq + 1) throw new RangeError(`seq ${record.seq} cannot follow ${seq}`);
    seq = record.seq;
    archived = record.change.kind === 'coverage-archived';
  }
  return { seq, archived };
}
