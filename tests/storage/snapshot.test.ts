import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { LogRecord } from '#domain/change.ts';
import { NO_RECORD } from '#server/storage/chain.ts';
import { createFileLogStore } from '#server/storage/file-log-store.ts';
import { inlineHost } from '#server/storage/journal-host.ts';
import { createJournalKeeper } from '#server/storage/journal-keeper.ts';
import { readLink } from '#server/storage/journal-line.ts';
import type { LogState } from '#server/storage/log-state.ts';
import { blankState, foldRecord } from '#server/storage/log-state.ts';
import { realDisk } from '#server/storage/real-disk.ts';
import type { Snapshot } from '#server/storage/snapshot.ts';
import { readSnapshot, writeSnapshot } from '#server/storage/snapshot.ts';
import { createSnapshots } from '#server/storage/snapshots.ts';
import { anItem, at } from '../cast/a-coverage.ts';
import { aFileStore, journalIn, snapshotIn, withLog } from './a-file-store.ts';
import { anEntry, aRecord, COVERAGE, epochs, records } from './a-log.ts';
import { temporaryFolder } from './temporary-folder.ts';

const item = anItem('8h00', 'Khai mạc');

/** Every kind of thing a state can hold: items, entries, a held one, hours of opening. */
const life = (): LogRecord[] => [
  aRecord(1, { kind: 'agenda-item-added', item }),
  aRecord(2, { kind: 'coverage-opened', at: at('8h00') }),
  aRecord(3, { kind: 'agenda-item-started', item: { ...item, startedAt: at('8h01') } }),
  ...records(4, 9),
  aRecord(10, { kind: 'entry-held', entry: { ...anEntry(10), held: true } }),
  aRecord(11, { kind: 'entry-revised', entry: { ...anEntry(4), revision: 2 } }),
  aRecord(12, { kind: 'coverage-closed', at: at('11h00') }),
];

const folded = (all: readonly LogRecord[], epoch = 'epoch-1'): LogState =>
  all.reduce(foldRecord, blankState(COVERAGE, epoch));

/** Hash of record `seq` of a journal. */
const hashOf = (journal: string, seq: number): string => {
  const line = journal.split('\n').find((one) => one.includes(`"seq":${seq},"prev"`));
  return line ? readLink(Buffer.from(`${line}\n`)).hash : NO_RECORD;
};

const silent = (): void => undefined;
const written = (file: string, snapshot: Snapshot): void => writeSnapshot(realDisk, file, snapshot);
const readBack = (file: string): Snapshot | null => readSnapshot(realDisk, file, silent);

async function aFolderWith(all: readonly LogRecord[]): Promise<{ folder: string; journal: string }> {
  const folder = temporaryFolder();
  await withLog(folder, async ({ log }) => {
    for (const record of all) await log.append([record]);
  });
  return { folder, journal: readFileSync(journalIn(folder), 'utf8') };
}

const stateOf = (folder: string): Promise<LogState> => withLog(folder, ({ state }) => state);

test('[LS8] a snapshot and the records since give what all records give, wherever it was taken', async () => {
  const { folder, journal } = await aFolderWith(life());
  const expected = folded(life());
  for (let seq = 0; seq <= 12; seq += 1) {
    const state = folded(life().slice(0, seq));
    written(snapshotIn(folder), { state, hash: hashOf(journal, seq) });
    expect(await stateOf(folder)).toEqual(expected);
  }
});

test('[LS8] a whole snapshot is used: what it says before its seq is not read from the journal', async () => {
  const { folder, journal } = await aFolderWith(life());
  const state = folded(life().slice(0, 6));
  state.coverage.openedAt = at('7h59');
  written(snapshotIn(folder), { state, hash: hashOf(journal, 6) });
  expect((await stateOf(folder)).coverage.openedAt).toBe(at('7h59'));
});

test('[LS8] the journal wins over a snapshot that is damaged, of another epoch or log, too new, or misplaced', async () => {
  const { folder, journal } = await aFolderWith(life());
  const file = snapshotIn(folder);
  const expected = folded(life());
  const state = folded(life().slice(0, 6));
  const hash = hashOf(journal, 6);
  const poisoned = { ...state, coverage: { ...state.coverage, openedAt: at('7h59') } };

  written(file, { state: poisoned, hash });
  const whole = readFileSync(file);
  for (let byte = 0; byte < whole.length; byte += 97) {
    const flipped = Buffer.from(whole);
    flipped[byte] = (flipped[byte] ?? 0) ^ 4;
    writeFileSync(file, flipped);
    expect(readBack(file)).toBeNull();
    writeFileSync(file, whole.subarray(0, byte));
    expect(readBack(file)).toBeNull();
  }
  expect(await stateOf(folder)).toEqual(expected);

  const { coverage } = poisoned;
  const wrong = [
    { state: { ...poisoned, coverage: { ...coverage, epoch: 'epoch-0' } }, hash },
    { state: { ...poisoned, coverage: { ...coverage, id: 'another' } }, hash },
    { state: poisoned, hash: NO_RECORD },
    { state: poisoned, hash: hashOf(journal, 7) },
    { state: poisoned, hash: hashOf(journal, 12) },
  ];
  for (const snapshot of wrong) {
    written(file, snapshot);
    expect(await stateOf(folder)).toEqual(expected);
  }
});

test('[I10] refuses a journal that ends before its snapshot: what a snapshot knows was durable', async () => {
  const { folder, journal } = await aFolderWith(life());
  written(snapshotIn(folder), { state: folded(life()), hash: hashOf(journal, 12) });
  writeFileSync(journalIn(folder), journal.slice(0, journal.indexOf('{"b":12,')));
  await expect(stateOf(folder)).rejects.toThrow('records are missing');
});

test('[I9] [LS7] changes no byte of a journal that ends before its snapshot, wherever it was cut', async () => {
  const { folder, journal } = await aFolderWith(life());
  written(snapshotIn(folder), { state: folded(life()), hash: hashOf(journal, 12) });
  const names = readdirSync(dirname(journalIn(folder)));
  const twelfth = journal.indexOf('{"b":12,');
  for (const length of [journal.indexOf('{"b":9,') + 20, twelfth, twelfth + 20]) {
    writeFileSync(journalIn(folder), journal.slice(0, length));
    await expect(stateOf(folder)).rejects.toThrow('records are missing');
    expect(readFileSync(journalIn(folder), 'utf8')).toBe(journal.slice(0, length));
    expect(readdirSync(dirname(journalIn(folder)))).toEqual(names);
  }
});

test('a snapshot that cannot be used is reported', async () => {
  const { folder, journal } = await aFolderWith(life());
  written(snapshotIn(folder), { state: folded(life()), hash: hashOf(journal, 12) });
  writeFileSync(snapshotIn(folder), readFileSync(snapshotIn(folder)).subarray(3));
  await withLog(folder, ({ state }, reports) => {
    expect(state).toEqual(folded(life()));
    expect(reports.map(String)).toEqual([expect.stringContaining('snapshot.json')]);
  });
});

/** Resolves when a snapshot took its place, after this was done. */
async function appeared(file: string, after: () => Promise<void>): Promise<void> {
  const seen = Promise.withResolvers<void>();
  const watcher = watch(dirname(file), (_, name) => name === 'snapshot.json' && seen.resolve());
  await after();
  await seen.promise;
  watcher.close();
}

test('is made by a thread of its own after a few hundred records, and again after as many', async () => {
  const folder = temporaryFolder();
  const file = snapshotIn(folder);
  const { store, reports } = await aFileStore(folder);
  const { log } = await store.open(COVERAGE);
  await appeared(file, async () => {
    for (const record of records(1, 300)) await log.append([record]);
  });
  expect(readBack(file)?.state).toEqual(folded(records(1, 300)));
  await appeared(file, () => log.append(records(301, 700)));
  await store.close();
  expect(reports).toEqual([]);
  expect(readBack(file)?.state).toEqual(folded(records(1, 700)));
  expect(readdirSync(dirname(file)).sort()).toEqual(['journal-000000001.ndjson', 'snapshot.json']);
  expect(await stateOf(folder)).toEqual(folded(records(1, 700)));
});

test('is made when a coverage has been quiet for five seconds, not before', async () => {
  const folder = temporaryFolder();
  const { store } = await aFileStore(folder);
  const { log } = await store.open(COVERAGE);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  await log.append(records(1, 3));
  vi.advanceTimersByTime(4_900);
  await log.append(records(4, 5));
  vi.advanceTimersByTime(4_900);
  expect(readdirSync(dirname(journalIn(folder)))).toEqual(['journal-000000001.ndjson']);
  await appeared(snapshotIn(folder), async () => void vi.advanceTimersByTime(200));
  expect(readBack(snapshotIn(folder))?.state).toEqual(folded(records(1, 5)));
});

test('one that cannot be made is reported, and the log goes on', async () => {
  const folder = temporaryFolder();
  const { store, reports } = await aFileStore(folder);
  const { log } = await store.open(COVERAGE);
  await log.append(records(1, 299));
  rmSync(journalIn(folder));
  await log.append(records(300, 300));
  await vi.waitFor(() => expect(reports).toHaveLength(1), { timeout: 20_000 });
  expect(reports.map(String)).toEqual([expect.stringContaining('snapshot of')]);
  expect(existsSync(snapshotIn(folder))).toBe(false);
  expect(log.head).toBe(300);
});

test('one that is being made is given up when the store is closed: the journal is sealed and nobody waits', async () => {
  const folder = temporaryFolder();
  const { store, reports } = await aFileStore(folder);
  const { log } = await store.open(COVERAGE);
  // So long that reading it takes longer than closing.
  await log.append(records(1, 10_000));
  await store.close();
  expect(existsSync(snapshotIn(folder))).toBe(false);
  expect(readFileSync(journalIn(folder), 'utf8').slice(-60)).toMatch(/"seal":10000,"crc":"\w+"\}\n$/u);
  expect(reports).toEqual([]);
  expect((await stateOf(folder)).coverage.head).toBe(10_000);
});

test('[LS11] a journal is sealed by a stop, however long a snapshot takes to end', async () => {
  const folder = temporaryFolder();
  const report = (fault: unknown) => expect.unreachable(String(fault));
  const ended = Promise.withResolvers<void>();
  const host = inlineHost(createJournalKeeper({ disk: realDisk, folder, newSalt: () => '', report }));
  const store = createFileLogStore({
    folder,
    disk: realDisk,
    host,
    snapshots: createSnapshots({ make: () => ended.promise, report }),
    newEpoch: epochs(),
    now: () => at('8h16'),
    report,
  });
  const { log } = await store.open(COVERAGE);
  await log.append(records(1, 300));
  const closed = store.close();
  await vi.waitFor(() => expect(readFileSync(journalIn(folder), 'utf8').includes('"seal":300')).toBe(true));
  ended.resolve();
  await closed;
});

test('does not keep a process alive that waits for a coverage to be quiet', () => {
  const began = performance.now();
  const program = join(import.meta.dirname, 'a-single-append.ts');
  const { stdout, status } = spawnSync(process.execPath, [program, temporaryFolder()], { encoding: 'utf8' });
  expect([stdout, status]).toEqual(['appended', 0]);
  expect(performance.now() - began).toBeLessThan(4_500);
});
