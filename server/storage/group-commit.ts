import type { LogRecord } from '#domain/change.ts';
import type { LogEnd } from './append-check.ts';
import { checkAppend } from './append-check.ts';
import type { RecordText } from './journal-line.ts';
import { StorageFailure, StoreClosed } from './log-store.ts';

interface Append {
  readonly records: readonly RecordText[];
  readonly end: LogEnd;
  resolve(): void;
  reject(failure: StorageFailure): void;
}

/** Appends that arrive while one is written become the next batch together (rule 1). */
export interface GroupCommit {
  /** Characters of records that wait, or are being written. */
  readonly queued: number;
  append(records: readonly LogRecord[]): Promise<void>;
  /** Waits for what is being written; later appends fail. */
  close(): Promise<void>;
}

interface GroupCommitDependencies {
  readonly name: string;
  readonly end: LogEnd;
  /** Makes one batch durable. */
  readonly write: (records: readonly RecordText[]) => Promise<void>;
}

export function createGroupCommit({ name, end, write }: GroupCommitDependencies): GroupCommit {
  let durable = end;
  /** `durable` with everything that waits. */
  let expected = end;
  let queue: Append[] = [];
  let queued = 0;
  let writing: Promise<void> | null = null;
  let broken: StorageFailure | null = null;

  async function commit(): Promise<void> {
    while (queue.length > 0) {
      const appends = queue;
      queue = [];
      try {
        await write(appends.flatMap(({ records }) => records));
        durable = appends.at(-1)?.end ?? durable;
      } catch (cause) {
        fail(appends, cause);
        continue;
      } finally {
        queued -= sizeOf(appends);
      }
      for (const append of appends) append.resolve();
    }
    writing = null;
  }

  /** Everything that waits goes down with the batch: it is numbered behind it. */
  function fail(appends: readonly Append[], cause: unknown): void {
    const failure =
      cause instanceof StorageFailure
        ? cause
        : new StorageFailure(`${name}: the disk failed`, { recoverable: false, cause });
    if (!failure.recoverable) broken = failure;
    const refused = [...appends, ...queue];
    queued -= sizeOf(queue);
    queue = [];
    expected = durable;
    for (const append of refused) append.reject(failure);
  }

  return {
    get queued() {
      return queued;
    },
    async append(records) {
      if (broken) throw broken;
      expected = checkAppend(expected, records);
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const texts = records.map(({ change, ...rest }) => ({ ...rest, text: JSON.stringify(change) }));
      const append = { records: texts, end: expected, resolve, reject };
      queue.push(append);
      queued += sizeOf([append]);
      writing ??= commit();
      return promise;
    },
    async close() {
      broken ??= new StoreClosed(name);
      while (writing) await writing;
    },
  };
}

const sizeOf = (appends: readonly Append[]): number =>
  appends.reduce((sum, { records }) => records.reduce((size, { text }) => size + text.length, sum), 0);
