import type { LogRecord } from '#domain/change.ts';
import type { ChainLink, StoreHealth } from '#domain/ports.ts';
import type { LogState } from './log-state.ts';

/** One coverage's log. One writer at a time holds it. */
export interface CoverageLog {
  readonly coverageId: string;
  /** Name of this numbering, made when the log was begun. */
  readonly epoch: string;
  /** Seq of the newest durable record; 0 for an empty log. */
  readonly head: number;
  /**
   * Puts records at the end. All of them or none (LS1).
   * @param records at least one, contiguous from `head + 1` (LS2); another number is a fault of the caller and throws
   * @returns when they are durable: written and synced, or committed (LS4)
   * @throws {StorageFailure} when nothing was stored; the log is as before and may be tried again only if
   *   `recoverable`
   * @throws {StoreClosed}
   */
  append(records: readonly LogRecord[]): Promise<void>;
  /** Records after `after` in order, at most `limit` (LS6). Never gives one that is not durable. */
  read(after: number, limit: number): Promise<LogRecord[]>;
  /** The same records by their hashes only: what proves them without telling them. */
  links(after: number, limit: number): Promise<ChainLink[]>;
}

/** A log with what it says so far: folded from the newest whole snapshot and the records since (LS8). */
export interface OpenedLog {
  readonly log: CoverageLog;
  readonly state: LogState;
}

export interface LogStore {
  /** Ids of all coverages that have a log. */
  list(): Promise<string[]>;
  /**
   * Begins a log that does not exist yet, or opens the one there is.
   * @throws {DamagedLog} when bytes before the last batch are not what was written (rule 12)
   * @throws {StorageFailure} `recoverable` when a log could not be begun because the disk was full
   * @throws {StoreClosed}
   */
  open(coverageId: string): Promise<OpenedLog>;
  health(): StoreHealth;
  /** Waits for what is being written, then lets go of the folder. `health` says whether the disk took the last seals. */
  close(): Promise<void>;
}

/** Nothing was stored. `recoverable`: the disk was full, or the like; what is lost is only this append. */
export class StorageFailure extends Error {
  override readonly name = 'StorageFailure';
  readonly recoverable: boolean;
  constructor(message: string, options: { recoverable: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.recoverable = options.recoverable;
  }
}

/** Nothing was stored because the store was let go of: the disk is in no doubt, and whoever asks again finds the next run. */
export class StoreClosed extends StorageFailure {
  constructor(name: string) {
    super(`${name}: closed`, { recoverable: false });
  }
}

/** Bytes before the last batch are damaged: the start must stop, with file and offset for a person (rule 12). */
export class DamagedLog extends Error {
  override readonly name = 'DamagedLog';
  readonly file: string;
  readonly offset: number;
  constructor(file: string, offset: number, what: string, told?: 'told') {
    super(told ? what : `${file}: ${what} at byte ${offset}`);
    this.file = file;
    this.offset = offset;
  }
}
