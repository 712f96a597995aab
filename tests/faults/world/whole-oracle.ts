import { isDeepStrictEqual } from 'node:util';
import type { LogRecord } from '#domain/change.ts';
import type { Command, Receipt } from '#domain/command.ts';
import { demand } from './broken.ts';

/** One command as the person who gave it knows it. */
export interface Handed {
  readonly command: Command;
  readonly by: string;
  receipt?: Receipt;
}

/** Everything the people of a story were promised and told, kept apart from the product. */
export interface Promises {
  readonly handed: ReadonlyMap<string, Handed>;
  /** Name of the numbering, once anybody was told it. */
  readonly epoch: string | null;
  handOver(by: string, command: Command): void;
  /** A receipt, whoever got it and however often. @throws {Broken} */
  acknowledge(receipt: Receipt): void;
  /** Somebody was told a record, or could read it. @throws {Broken} */
  tell(epoch: string, record: LogRecord): void;
  /** Somebody was told a head. @throws {Broken} */
  tellHead(epoch: string, seq: number): void;
  /** A server begins with this log. @throws {Broken} when it is not what people were promised */
  check(epoch: string, records: readonly LogRecord[]): void;
  /** @throws {Broken} when anything was not done in the end */
  checkAllDone(records: readonly LogRecord[]): void;
}

/** @param inOrder nothing was ever refused for want of space: then even corrections overtake nobody */
export function createPromises(inOrder: () => boolean): Promises {
  const handed = new Map<string, Handed>();
  const told: string[] = [];
  let epoch: string | null = null;
  let highest = 0;

  function number(name: string): void {
    epoch ??= name;
    demand(epoch === name, 'I6', () => `another numbering: ${name} after ${epoch}`);
  }

  /** What a log holds of each command. */
  function checkCommands(records: readonly LogRecord[]): void {
    const seen = new Map<string, number>();
    const newest = new Map<string, number>();
    for (const { seq, commandId } of records) {
      const before = seen.get(commandId);
      demand(before === undefined || before === seq - 1, 'I3', () => `${commandId} at ${before} and ${seq}`);
      seen.set(commandId, seq);
    }
    for (const { command, by, receipt } of handed.values()) {
      const seq = seen.get(command.id);
      if (receipt)
        demand(seq === receipt.seq, 'I1', () => `${command.kind} ${command.id}: ${receipt.seq}, now ${seq}`);
      if (seq === undefined || (!inOrder() && command.kind !== 'post-entry')) continue;
      demand(
        seq > (newest.get(by) ?? 0),
        'I5',
        () => `${by}: ${command.kind} at ${seq}, behind ${newest.get(by)}`,
      );
      newest.set(by, seq);
    }
    const posts = new Map<string, number>();
    for (const { seq, change } of records) {
      if (change.kind !== 'entry-posted') continue;
      const before = posts.get(change.entry.id);
      demand(before === undefined, 'I3', () => `entry ${change.entry.id} at ${before} and ${seq}`);
      posts.set(change.entry.id, seq);
    }
  }

  const promises: Promises = {
    handed,
    get epoch() {
      return epoch;
    },
    handOver: (by, command) => void handed.set(command.id, { command, by }),
    acknowledge(receipt) {
      number(receipt.epoch);
      highest = Math.max(highest, receipt.seq);
      const known = handed.get(receipt.commandId);
      if (!known) return;
      known.receipt ??= receipt;
      demand(
        isDeepStrictEqual(known.receipt, receipt),
        'I4',
        () => `${receipt.commandId}: ${known.receipt?.seq} and ${receipt.seq}`,
      );
    },
    tell(name, record) {
      number(name);
      highest = Math.max(highest, record.seq);
      const text = JSON.stringify(record);
      const before = told[record.seq];
      demand(
        before === undefined || before === text,
        'I6',
        () => `seq ${record.seq} was ${before?.slice(0, 200)}, now it is ${text.slice(0, 200)}`,
      );
      told[record.seq] = text;
    },
    tellHead(name, seq) {
      number(name);
      highest = Math.max(highest, seq);
    },
    check(name, records) {
      demand(
        records.length >= highest,
        'I2',
        () => `people know of seq ${highest}, the log ends with ${records.length}`,
      );
      for (const [index, record] of records.entries()) {
        demand(record.seq === index + 1, 'I6', () => `seq ${record.seq} stands ${index + 1}th`);
        promises.tell(name, record);
      }
      checkCommands(records);
    },
    checkAllDone(records) {
      promises.check(epoch ?? '', records);
      for (const { command, receipt } of handed.values())
        demand(receipt !== undefined, 'I1', () => `${command.kind} ${command.id} was never acknowledged`);
    },
  };
  return promises;
}
