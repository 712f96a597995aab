import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { expect, onTestFinished, test, vi } from 'vitest';
import { bodyHash, linkHash, NO_RECORD, whoHash } from '#server/storage/chain.ts';
import { openFileStore } from '#server/storage/open-file-store.ts';
import { at } from '../cast/a-coverage.ts';
import { aFileStore, journalIn, withLog } from './a-file-store.ts';
import { anEntry, aRecord, COVERAGE, epochs, everything, records } from './a-log.ts';
import { describeLogStore } from './log-store-contract.ts';
import { temporaryFolder } from './temporary-folder.ts';

describeLogStore('journal', async () => {
  const folder = temporaryFolder();
  const newEpoch = epochs();
  const open = async () => {
    const store = await openFileStore({
      folder,
      newEpoch,
      now: () => at('8h16'),
      report: (fault) => expect.unreachable(String(fault)),
    });
    onTestFinished(() => store.close());
    return store;
  };
  const store = await open();
  return {
    store,
    async reopen() {
      await store.close();
      return open();
    },
  };
});

test('writes one line of JSON a record, each ending in the CRC-32 of the bytes before it, and seals them', async () => {
  const folder = temporaryFolder();
  await withLog(folder, ({ log }) => log.append(records(1, 3)));
  const lines = readFileSync(journalIn(folder), 'utf8').split('\n');
  expect(lines.pop()).toBe('');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { journal: 1, coverageId: COVERAGE, epoch: 'epoch-1', first: 1, batch: 1, prev: NO_RECORD },
    { b: 1, last: 3, v: 1, seq: 1, prev: NO_RECORD },
    { b: 1, last: 3, v: 1, seq: 2 },
    { b: 1, last: 3, v: 1, seq: 3 },
    { b: 2, seal: 3 },
  ]);
  for (const line of lines) {
    const [, body = '', crc = ''] = /^(.*),"crc":"([0-9a-f]{8})"\}$/u.exec(line) ?? [];
    expect(Number.parseInt(crc, 16)).toBe(crc32(body));
  }
});

test('[LS10] chains the records by their hashes, and gives the links without the words', async () => {
  const folder = temporaryFolder();
  await withLog(folder, async ({ log }) => {
    await log.append(records(1, 3));
    await log.append(records(4, 4));
    const stored = readFileSync(journalIn(folder), 'utf8')
      .split('\n')
      .slice(1, 5)
      .map((line) => JSON.parse(line));
    let prev = NO_RECORD;
    const links = await log.links(0, 10);
    expect(links.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    for (const [index, { v, seq, at: taken, by, commandId, digest, salt, change }] of stored.entries()) {
      const who = whoHash(by, commandId, digest);
      const body = bodyHash(salt, JSON.stringify(change));
      expect(stored[index]).toMatchObject({ prev, body });
      prev = linkHash({ prev, v, seq, at: taken, who, body });
      expect(links[index]).toEqual({ seq, at: taken, who, body, hash: prev });
    }
    expect(new Set(stored.map(({ salt }) => salt)).size).toBe(4);
  });
});

test('writes what arrives during a write as one next batch', async () => {
  const folder = temporaryFolder();
  await withLog(folder, ({ log }) => Promise.all(records(1, 30).map((record) => log.append([record]))));
  const batches = readFileSync(journalIn(folder), 'utf8').match(/(?<="b":)\d+/gu);
  expect(batches).toEqual(['1', ...Array(29).fill('2'), '3']);
});

test('begins a new segment behind 4 MiB, reads over both, and opens both again', async () => {
  const folder = temporaryFolder();
  const long = 'Lúa vụ mùa năm nay được cả huyện. '.repeat(1_000);
  const many = Array.from({ length: 120 }, (_, index) =>
    aRecord(index + 1, { kind: 'entry-posted', entry: anEntry(index + 1, long) }),
  );
  await withLog(folder, async ({ log }) => {
    for (let done = 0; done < many.length; done += 10) await log.append(many.slice(done, done + 10));
    expect(await everything(log)).toEqual(many);
  });
  const segments = readdirSync(dirname(journalIn(folder))).filter((name) => name.startsWith('journal'));
  expect(segments).toEqual([
    'journal-000000001.ndjson',
    expect.stringMatching(/^journal-000000\d\d1.ndjson$/u),
  ]);
  await withLog(folder, async ({ log }) => {
    expect(await everything(log)).toEqual(many);
    expect(await log.read(98, 4)).toEqual(many.slice(98, 102));
    await log.append(records(121, 121));
  });
});

test('does not list a folder in which no log was begun', async () => {
  const folder = temporaryFolder();
  const { store } = await aFileStore(folder);
  expect(await store.list()).toEqual([]);
  await store.open(COVERAGE);
  expect(await store.list()).toEqual([COVERAGE]);
});

test.each(['../elsewhere', 'a/b', '', '.'])('refuses %j as the name of a log', async (name) => {
  const folder = temporaryFolder();
  const { store } = await aFileStore(folder);
  await expect(store.open(name)).rejects.toThrow(RangeError);
  expect(readdirSync(folder)).toEqual(['writer.lock']);
});

test('[12] a disk that cannot be looked at any more is reported, and the health says so, before anybody posts', async () => {
  const folder = temporaryFolder();
  const { store, reports } = await aFileStore(folder);
  await store.open(COVERAGE);
  expect(store.health().state).toBe('writable');
  rmSync(folder, { recursive: true });
  await vi.waitFor(() => expect(store.health().state).toBe('failed'), { timeout: 20_000 });
  expect(reports.map(String)).toEqual([expect.stringContaining('ENOENT')]);
});

test('finishes what is being written when it is closed, and takes nothing afterwards', async () => {
  const folder = temporaryFolder();
  const { store } = await aFileStore(folder);
  const { log } = await store.open(COVERAGE);
  const appends = records(1, 20).map((record) => log.append([record]));
  await store.close();
  await Promise.all(appends);
  await expect(log.append(records(21, 21))).rejects.toMatchObject({ recoverable: false });
  await withLog(folder, async (again) => expect(await everything(again.log)).toEqual(records(1, 20)));
});
