import type { LogRecord } from '#domain/change.ts';
import { linkHash, NO_RECORD } from '#server/storage/chain.ts';
import type { LogState } from '#server/storage/log-state.ts';
import { blankState, foldRecord } from '#server/storage/log-state.ts';
import type { CoverageLog, OpenedLog } from '#server/storage/log-store.ts';

/** An invariant that does not hold, in words for a person. */
export class Broken extends Error {
  override readonly name = 'Broken';
}

export function demand(holds: boolean, invariant: string, what: () => string): void {
  if (!holds) throw new Broken(`[${invariant}] ${what()}`);
}

/** What the world outside was promised of one log, kept apart from the product. */
export interface StoragePromises {
  /** Records that were acknowledged or could be read, as JSON, in order. */
  readonly held: readonly string[];
  /** Of these the crash decides: appends that were under way, in order. */
  readonly unsure: readonly (readonly string[])[];
  acknowledge(records: readonly LogRecord[]): void;
  leaveOpen(records: readonly LogRecord[]): void;
  /** A log was opened: whatever it gives is held from now on. @throws {Broken} when it gives anything it should not */
  checkOpened(opened: OpenedLog, deep: boolean): Promise<void>;
  /** @throws {Broken} */
  checkRead(log: CoverageLog): Promise<void>;
}

const textOf = (record: LogRecord): string => JSON.stringify(record);
const short = (text: string | undefined): string => text?.slice(0, 120) ?? 'nothing';

export function createStoragePromises(): StoragePromises {
  let held: string[] = [];
  let unsure: string[][] = [];

  async function readAll(log: CoverageLog): Promise<LogRecord[]> {
    return log.read(0, Number.MAX_SAFE_INTEGER);
  }

  function compare(texts: readonly string[]): void {
    for (const [index, text] of held.entries())
      demand(
        texts[index] === text,
        'I1',
        () => `seq ${index + 1} was acknowledged as ${short(text)}, now it is ${short(texts[index])}`,
      );
  }

  /** Behind what is held: whole appends from those under way, in their order. */
  function compareRest(rest: readonly string[]): void {
    let at = 0;
    for (const append of unsure) {
      if (at === rest.length) return;
      for (const text of append) {
        demand(
          rest[at] === text,
          'I13',
          () => `seq ${held.length + at + 1} is ${short(rest[at])}; under way was ${short(text)}`,
        );
        at += 1;
      }
    }
    demand(
      at === rest.length,
      'I13',
      () => `${rest.length - at} records that nobody waits for: ${short(rest[at])}`,
    );
  }

  return {
    get held() {
      return held;
    },
    get unsure() {
      return unsure;
    },
    acknowledge: (records) => held.push(...records.map(textOf)),
    leaveOpen: (records) => unsure.push(records.map(textOf)),
    async checkOpened({ log, state }, deep) {
      const records = await readAll(log);
      demand(
        records.every(({ seq }, index) => seq === index + 1) && log.head === records.length,
        'I6',
        () => `seqs ${records.map(({ seq }) => seq)}, head ${log.head}`,
      );
      const texts = records.map(textOf);
      compare(texts);
      compareRest(texts.slice(held.length));
      held = texts;
      unsure = [];
      demand(state.coverage.head === log.head, 'I9', () => `state ${state.coverage.head}, log ${log.head}`);
      if (!deep) return;
      const folded = records.reduce(foldRecord, blankState(log.coverageId, log.epoch));
      demand(
        canonicalState(folded) === canonicalState(state),
        'I9',
        () => 'the state is not the fold of all records',
      );
      await checkChain(log);
    },
    async checkRead(log) {
      const texts = (await readAll(log)).map(textOf);
      demand(
        texts.length === held.length,
        'I2',
        () => `${texts.length} are read, ${held.length} acknowledged`,
      );
      compare(texts);
    },
  };
}

async function checkChain(log: CoverageLog): Promise<void> {
  let prev = NO_RECORD;
  for (const { seq, at, who, body, hash } of await log.links(0, Number.MAX_SAFE_INTEGER)) {
    prev = linkHash({ prev, v: 1, seq, at, who, body });
    demand(prev === hash, 'I9', () => `the chain breaks at seq ${seq}`);
  }
}

/** One text for equal states: keys in order, maps as lists. */
export const canonicalState = (state: LogState): string =>
  JSON.stringify(state, (_, value: unknown) => {
    if (value instanceof Map) return [...value];
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });

const isMark = (text: string): boolean => /^\{"b":\d+,"seal":\d+,"crc":"[0-9a-f]{8}"\}\n$/u.test(text);

/**
 * [I9] Recovering changes no byte before a torn tail: of each segment stays what was there, up to a point behind which
 * at most a seal is new. What was cut off is kept in a file beside it, unless a crash before had it kept already.
 */
export function checkUntouched(
  before: ReadonlyMap<string, Buffer>,
  after: ReadonlyMap<string, Buffer>,
): void {
  for (const [path, bytes] of after) {
    if (!path.endsWith('.ndjson')) continue;
    const was = before.get(path);
    if (!was) continue;
    let same = 0;
    while (same < bytes.length && bytes[same] === was[same]) same += 1;
    if (same === bytes.length && same === was.length) continue;
    const line = bytes.lastIndexOf(10, same - 1) + 1;
    const rest = bytes.subarray(line).toString();
    demand(rest === '' || isMark(rest), 'I9', () => `${path}: new bytes at ${line}: ${short(rest)}`);
  }
}
