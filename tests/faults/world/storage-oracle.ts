import { isDeepStrictEqual } from 'node:util';
import type { LogRecord } from '#domain/change.ts';
import { linkHash, NO_RECORD } from '#server/storage/chain.ts';
import { blankState, foldRecord } from '#server/storage/log-state.ts';
import type { CoverageLog, OpenedLog } from '#server/storage/log-store.ts';
import { demand } from './broken.ts';

/** What the world outside was promised of one log, kept apart from the product. */
export interface StoragePromises {
  /** Records that were acknowledged or could be read, in order. */
  readonly held: readonly LogRecord[];
  acknowledge(records: readonly LogRecord[]): void;
  /** The crash decides: an append that was under way. Several are left open in their order. */
  leaveOpen(records: readonly LogRecord[]): void;
  /**
   * A log was opened: whatever it gives is held from now on. Every record is looked at by its command; `deep` compares
   * all of it, with what is read and with what is folded.
   * @throws {Broken} when the log gives anything it should not
   */
  checkOpened(opened: OpenedLog, deep: boolean): Promise<void>;
  /** @throws {Broken} */
  checkRead(log: CoverageLog): Promise<void>;
}

export function createStoragePromises(): StoragePromises {
  let held: LogRecord[] = [];
  let unsure: (readonly LogRecord[])[] = [];

  /** What is held, and behind it whole appends from those under way, in their order. */
  function expected(head: number): LogRecord[] {
    const all = [...held];
    for (const append of unsure) {
      if (all.length >= head) break;
      all.push(...append);
    }
    demand(head >= held.length, 'I1', () => `${held.length} were acknowledged, ${head} are there`);
    demand(head === all.length, 'I13', () => `${head} are there, of no whole append; could be ${all.length}`);
    return all;
  }

  async function compareTexts(log: CoverageLog, all: readonly LogRecord[]): Promise<void> {
    const records = await log.read(0, Number.MAX_SAFE_INTEGER);
    demand(records.length === all.length, 'I2', () => `${records.length} are read, ${all.length} are there`);
    for (const [index, record] of records.entries())
      demand(
        JSON.stringify(record) === JSON.stringify(all[index]),
        'I1',
        () => `seq ${index + 1} was ${all[index]?.commandId}, now it is ${record.commandId}`,
      );
  }

  return {
    get held() {
      return held;
    },
    acknowledge: (records) => held.push(...records),
    leaveOpen: (records) => unsure.push(records),
    async checkOpened({ log, state }, deep) {
      const all = expected(log.head);
      demand(state.coverage.head === log.head, 'I9', () => `state ${state.coverage.head}, log ${log.head}`);
      let at = 0;
      for (const [commandId, { seq }] of state.carried) {
        const is = all[at];
        at += 1;
        demand(seq === at, 'I6', () => `seq ${seq} stands ${at}th`);
        demand(
          commandId === is?.commandId,
          'I1',
          () => `seq ${at} was ${is?.commandId}, now it is ${commandId}`,
        );
      }
      held = all;
      unsure = [];
      if (!deep) return;
      await compareTexts(log, all);
      const folded = all.reduce(foldRecord, blankState(log.coverageId, log.epoch));
      demand(isDeepStrictEqual(folded, state), 'I9', () => 'the state is not the fold of all records');
      await checkChain(log);
    },
    checkRead: (log) => compareTexts(log, held),
  };
}

async function checkChain(log: CoverageLog): Promise<void> {
  let prev = NO_RECORD;
  for (const { seq, at, who, body, hash } of await log.links(0, Number.MAX_SAFE_INTEGER)) {
    prev = linkHash({ prev, v: 1, seq, at, who, body });
    demand(prev === hash, 'I9', () => `the chain breaks at seq ${seq}`);
  }
}

const MARK = /^\{"b":\d+,"(?:seal|end)":\d+,"crc":"[0-9a-f]{8}"\}\n/u;

/**
 * [I9] Recovering changes no byte before a torn tail: of each segment stays what was there, up to a point behind which
 * at most a seal is new. What was cut off stands in a file beside it.
 */
export function checkUntouched(
  before: ReadonlyMap<string, Buffer>,
  after: ReadonlyMap<string, Buffer>,
): void {
  const torn = [...after].filter(([path]) => path.includes('/torn-')).map(([, bytes]) => bytes);
  for (const [path, bytes] of after) {
    const was = before.get(path);
    if (!path.endsWith('.ndjson') || !was) continue;
    let same = 0;
    while (same < bytes.length && bytes[same] === was[same]) same += 1;
    if (same === bytes.length && same === was.length) continue;
    const line = bytes.lastIndexOf(10, same - 1) + 1;
    const rest = bytes.subarray(line).toString();
    demand(rest.replace(MARK, '') === '', 'I9', () => `${path}: new at ${line}: ${rest.slice(0, 120)}`);
    const cut = was.subarray(line);
    // An end behind which nothing follows becomes a seal; it is no part of what was torn.
    const mark = MARK.exec(cut.toString('latin1'))?.[0].length ?? 0;
    const tail = cut.subarray(mark);
    demand(
      tail.length === 0 || torn.some((kept) => kept.equals(tail)),
      'I9',
      () => `${path}: ${tail.length} bytes were cut at ${line} and kept nowhere`,
    );
  }
}
