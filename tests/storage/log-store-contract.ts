import { describe, expect, test } from 'vitest';
import type { LogRecord } from '#domain/change.ts';
import { blankState, foldRecord } from '#server/storage/log-state.ts';
import type { LogStore } from '#server/storage/log-store.ts';
import { aText, at } from '../cast/a-coverage.ts';
import { anEntry, aRecord, COVERAGE, everything, records } from './a-log.ts';

/** A store under test, and how its process would end and start again on the same logs. */
interface StoreUnderTest {
  readonly store: LogStore;
  reopen(): Promise<LogStore>;
}

/** What every log store promises; each is run through the same tests. */
export function describeLogStore(name: string, begin: () => Promise<StoreUnderTest>): void {
  describe(name, () => {
    const opened = async () => {
      const { store, reopen } = await begin();
      return { store, reopen, ...(await store.open(COVERAGE)) };
    };

    test('begins an empty log, of which the state is blank', async () => {
      const { log, state, store } = await opened();
      expect(log).toMatchObject({ coverageId: COVERAGE, head: 0 });
      expect(state).toEqual(blankState(COVERAGE, log.epoch));
      expect(await everything(log)).toEqual([]);
      expect(await store.list()).toEqual([COVERAGE]);
    });

    test('[LS1] stores all records of an append or none', async () => {
      const { log } = await opened();
      await log.append(records(1, 3));
      await expect(log.append([aRecord(4), aRecord(6)])).rejects.toThrow(RangeError);
      expect(log.head).toBe(3);
      await log.append(records(4, 5));
      expect(await everything(log)).toEqual(records(1, 5));
    });

    test('[LS2] refuses an append that is empty, leaves a gap or repeats a seq', async () => {
      const { log } = await opened();
      await log.append([aRecord(1)]);
      for (const wrong of [[], [aRecord(3)], [aRecord(1)], [aRecord(2), aRecord(2)]])
        await expect(log.append(wrong)).rejects.toThrow(RangeError);
      expect(await everything(log)).toEqual([aRecord(1)]);
    });

    test('[LS2] takes appends that arrive together in the order they came', async () => {
      const { log } = await opened();
      await Promise.all(records(1, 200).map((record) => log.append([record])));
      expect(await everything(log)).toEqual(records(1, 200));
    });

    test('[LS4] holds after a restart what was acknowledged before it', async () => {
      const { log, reopen } = await opened();
      await log.append(records(1, 2));
      await log.append([aRecord(3)]);
      const again = await (await reopen()).open(COVERAGE);
      expect(again.log.head).toBe(3);
      expect(await everything(again.log)).toEqual(records(1, 3));
      await again.log.append([aRecord(4)]);
      expect(await everything(again.log)).toEqual(records(1, 4));
    });

    test('[LS4] gives back any text as it was, byte for byte', async () => {
      const { log, reopen } = await opened();
      const text = '“Đường” \u2028 tới\tLâm Sơn\\ "crc":"00000000"} 🌾 \u0000 é';
      const record = aRecord(1, { kind: 'entry-posted', entry: { ...anEntry(1), content: aText(text) } });
      await log.append([record]);
      const again = await (await reopen()).open(COVERAGE);
      expect(await everything(again.log)).toEqual([record]);
    });

    test('[LS5] refuses to append to a log that ends in coverage-archived, after a restart too', async () => {
      const { log, reopen } = await opened();
      const archived = aRecord(2, { kind: 'coverage-archived', at: at('11h30') });
      await expect(log.append([aRecord(1), archived, aRecord(3)])).rejects.toThrow(RangeError);
      await log.append([aRecord(1), archived]);
      await expect(log.append([aRecord(3)])).rejects.toThrow('archived');
      const again = await (await reopen()).open(COVERAGE);
      await expect(again.log.append([aRecord(3)])).rejects.toThrow('archived');
      expect(again.log.head).toBe(2);
    });

    test('[LS6] reads in order from behind a seq, at most the limit, and nothing beyond the head', async () => {
      const { log } = await opened();
      await log.append(records(1, 7));
      await log.append(records(8, 10));
      expect(await log.read(0, 3)).toEqual(records(1, 3));
      expect(await log.read(5, 4)).toEqual(records(6, 9));
      expect(await log.read(8, 500)).toEqual(records(9, 10));
      expect(await log.read(10, 500)).toEqual([]);
      expect(await log.read(11, 500)).toEqual([]);
    });

    test('[LS6] never reads a record whose append has not resolved', async () => {
      const { log } = await opened();
      let acknowledged = 0;
      const appends = records(1, 50).map(async (record) => {
        await log.append([record]);
        acknowledged = Math.max(acknowledged, record.seq);
      });
      const seen: LogRecord[] = await everything(log);
      expect(seen.length).toBeLessThanOrEqual(Math.max(acknowledged, log.head));
      await Promise.all(appends);
      expect(log.head).toBe(50);
    });

    test('[LS8] gives the state that folding all records gives', async () => {
      const { log, reopen } = await opened();
      await log.append(records(1, 5));
      const held = aRecord(6, { kind: 'entry-held', entry: { ...anEntry(6), held: true } });
      await log.append([held]);
      const { state, log: again } = await (await reopen()).open(COVERAGE);
      expect(state).toEqual([...records(1, 5), held].reduce(foldRecord, blankState(COVERAGE, again.epoch)));
      expect(state.carried.get('command-6')).toEqual({ seq: 6, digest: 'digest-6', held: true });
    });

    test('[LS9] keeps the epoch of a log over a restart, and gives every log one of its own', async () => {
      const { log, store, reopen } = await opened();
      const other = await store.open('another-coverage');
      expect(other.log.epoch).not.toBe(log.epoch);
      const restarted = await reopen();
      expect((await restarted.open(COVERAGE)).log.epoch).toBe(log.epoch);
      expect((await restarted.list()).sort()).toEqual([COVERAGE, 'another-coverage'].sort());
    });

    test('gives a log to one holder at a time', async () => {
      const { store } = await opened();
      await expect(store.open(COVERAGE)).rejects.toThrow('already open');
    });

    test('keeps the logs of different coverages apart', async () => {
      const { log, store } = await opened();
      const other = await store.open('another-coverage');
      await Promise.all([log.append(records(1, 2)), other.log.append([aRecord(1)])]);
      expect([log.head, other.log.head]).toEqual([2, 1]);
    });
  });
}
