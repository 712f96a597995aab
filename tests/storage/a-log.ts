import type { Change, LogRecord } from '#domain/change.ts';
import type { Entry } from '#domain/entry.ts';
import type { CoverageLog } from '#server/storage/log-store.ts';
import { aText, at } from '../cast/a-coverage.ts';
import { INES } from '../cast/cast.ts';

export const COVERAGE = '0195a000-0000-7000-8000-000000000001';

export const anEntry = (seq: number, text = `Đại biểu số ${seq} phát biểu.`): Entry => ({
  id: `entry-${seq}`,
  itemId: null,
  seq,
  revision: 1,
  at: at('8h15'),
  postedAt: at('8h16'),
  by: INES.id,
  content: aText(text),
  corrections: [],
});

/** Record number `seq`, with an entry posted by it unless another change is given. */
export const aRecord = (
  seq: number,
  change: Change = { kind: 'entry-posted', entry: anEntry(seq) },
): LogRecord => ({
  v: 1,
  seq,
  at: at('8h16'),
  by: INES.id,
  commandId: `command-${seq}`,
  digest: `digest-${seq}`,
  change,
});

/** Records `from` to `to`, both included. */
export const records = (from: number, to: number): LogRecord[] =>
  Array.from({ length: to - from + 1 }, (_, index) => aRecord(from + index));

export const everything = (log: CoverageLog): Promise<LogRecord[]> => log.read(0, Number.MAX_SAFE_INTEGER);

/** Names numberings `epoch-1`, `epoch-2` … */
export function epochs(): () => string {
  let n = 0;
  return () => {
    n += 1;
    return `epoch-${n}`;
  };
}
