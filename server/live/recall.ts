import type { LogRecord } from '#domain/change.ts';
import type { Coverage } from '#domain/coverage.ts';
import { CATCH_UP_LIMIT } from '#domain/cursor.ts';
import type { Newsroom } from '#domain/ports.ts';

/** The newest records of a coverage, contiguous up to `head`. */
export interface Newest {
  readonly head: number;
  /** Seq before the first of them. */
  readonly after: number;
  readonly records: Promise<readonly LogRecord[]>;
}

/** The records that followers ask for again and again, read from disk once. */
export interface Recall {
  /** At least the records after `after`, up to the head. */
  newest(coverage: Coverage, after: number): Newest;
  /** Bytes that are held of a coverage, nearly so. */
  bytesOf(coverageId: string): number;
  forget(coverageId: string): void;
  stop(): void;
}

export function createRecall(newsroom: Pick<Newsroom, 'changes' | 'follow'>): Recall {
  const held = new Map<string, Newest>();
  const bytes = new Map<string, number>();
  const sizes = new WeakMap<LogRecord, number>();

  function sizeOf(record: LogRecord): number {
    const size = sizes.get(record) ?? 2 * JSON.stringify(record).length;
    sizes.set(record, size);
    return size;
  }

  function hold(id: string, one: Newest): Newest {
    held.set(id, one);
    one.records.then(
      (records) => {
        if (held.get(id) === one)
          bytes.set(
            id,
            records.reduce((sum, record) => sum + sizeOf(record), 0),
          );
      },
      () => {
        if (held.get(id) === one) forget(id);
      },
    );
    return one;
  }

  function forget(id: string): void {
    held.delete(id);
    bytes.delete(id);
  }

  const stop = newsroom.follow(({ coverage: { id }, records }) => {
    const known = held.get(id);
    const [first] = records;
    const head = records.at(-1)?.seq;
    if (!known || !first || head === undefined || head <= known.head) return;
    if (first.seq !== known.head + 1) return forget(id);
    const after = Math.max(known.after, head - CATCH_UP_LIMIT);
    hold(id, {
      head,
      after,
      records: known.records.then((older) => [...older, ...records].slice(after - head)),
    });
  });

  return {
    newest({ id, head }, after) {
      const known = held.get(id);
      if (known && known.after <= after && known.head >= head) return known;
      return hold(id, { head, after, records: newsroom.changes(id, after, head - after) });
    },
    bytesOf: (id) => bytes.get(id) ?? 0,
    forget,
    stop,
  };
}
