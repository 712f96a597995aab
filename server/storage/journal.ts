import type { FileHandle } from 'node:fs/promises';
import type { LogRecord } from '#domain/change.ts';
import type { LogEnd } from './append-check.ts';
import { checkAppend } from './append-check.ts';
import { readFrame, readRecord, recordLine } from './journal-line.ts';
import type { ScannedJournal } from './journal-scan.ts';
import { DamagedLog, StorageFailure } from './log-store.ts';

/** What the journal asks of the disk. */
export type JournalDisk = Pick<FileHandle, 'write' | 'datasync' | 'truncate' | 'read' | 'close'>;

/** The writing end of one journal file. */
export interface Journal {
  /** Seq of the newest durable record. */
  readonly head: number;
  /** Bytes that are durable. */
  readonly length: number;
  append(records: readonly LogRecord[]): Promise<void>;
  read(after: number, limit: number): Promise<LogRecord[]>;
  /** Waits for what is being written; later appends fail. */
  close(): Promise<void>;
}

interface Append {
  readonly records: readonly LogRecord[];
  resolve(): void;
  reject(failure: StorageFailure): void;
}

export interface JournalDependencies {
  readonly file: string;
  readonly disk: JournalDisk;
  /** Taken over: the offsets grow with the journal. */
  readonly scanned: Pick<ScannedJournal, 'offsets' | 'batch' | 'length'>;
  readonly archived: boolean;
}

/**
 * Group commit: one batch is written and synced at a time, and what arrives meanwhile is the next batch (rule 1).
 * What an append costs does not depend on the journal's length.
 */
export function createJournal({ file, disk, scanned, archived }: JournalDependencies): Journal {
  const { offsets } = scanned;
  let { batch, length } = scanned;
  let durable: LogEnd = { seq: offsets.length, archived };
  /** `durable` with everything that waits. */
  let expected = durable;
  let queue: Append[] = [];
  let writing: Promise<void> | null = null;
  let broken: StorageFailure | null = null;

  async function commit(): Promise<void> {
    while (queue.length > 0) {
      const appends = queue;
      queue = [];
      const records = appends.flatMap((append) => append.records);
      try {
        await write(records);
      } catch (cause) {
        await fail(appends, cause);
        continue;
      }
      for (const append of appends) append.resolve();
    }
    writing = null;
  }

  async function write(records: readonly LogRecord[]): Promise<void> {
    const end = checkAppend(durable, records);
    const lines = records.map((record) => recordLine(record, batch + 1, end.seq));
    const bytes = Buffer.concat(lines);
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await disk.write(bytes, done, bytes.length - done, length + done);
      done += bytesWritten;
    }
    await disk.datasync();
    for (const line of lines) {
      offsets.push(length);
      length += line.length;
    }
    batch += 1;
    durable = end;
  }

  /** Everything that waits goes down with the batch: it is numbered behind it. */
  async function fail(appends: readonly Append[], cause: unknown): Promise<void> {
    const recoverable = isFull(cause) && (await cutBack());
    const failure = new StorageFailure(
      recoverable ? `${file}: the disk is full` : `${file}: the disk failed; nothing more is written`,
      { recoverable, cause },
    );
    if (!recoverable) broken = failure;
    const refused = [...appends, ...queue];
    queue = [];
    expected = durable;
    for (const append of refused) append.reject(failure);
  }

  async function cutBack(): Promise<boolean> {
    try {
      await disk.truncate(length);
      await disk.datasync();
      return true;
    } catch {
      return false;
    }
  }

  return {
    get head() {
      return durable.seq;
    },
    get length() {
      return length;
    },
    async append(records) {
      if (broken) throw broken;
      expected = checkAppend(expected, records);
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      queue.push({ records, resolve, reject });
      writing ??= commit();
      return promise;
    },
    async read(after, limit) {
      const wanted = offsets.slice(after, after + limit);
      const from = wanted[0];
      if (from === undefined) return [];
      const to = offsets[after + wanted.length] ?? length;
      const bytes = Buffer.allocUnsafe(to - from);
      await disk.read(bytes, 0, bytes.length, from);
      return wanted.map((offset, index) => {
        const line = bytes.subarray(offset - from, (wanted[index + 1] ?? to) - from);
        if (readFrame(line)?.seq !== after + index + 1)
          throw new DamagedLog(file, offset, 'the record is not what was written');
        return readRecord(line);
      });
    },
    async close() {
      broken ??= new StorageFailure(`${file}: closed`, { recoverable: false });
      while (writing) await writing;
      await disk.close();
    },
  };
}

const isFull = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && (cause.code === 'ENOSPC' || cause.code === 'EDQUOT');
