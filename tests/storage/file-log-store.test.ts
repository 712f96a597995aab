import { readdirSync, readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { openFileLogStore } from '#server/storage/file-log-store.ts';
import { aFileStore, journalIn, withLog } from './a-file-store.ts';
import { COVERAGE, epochs, everything, records } from './a-log.ts';
import { describeLogStore } from './log-store-contract.ts';
import { temporaryFolder } from './temporary-folder.ts';

describeLogStore('journal', async () => {
  const folder = temporaryFolder();
  const newEpoch = epochs();
  const open = async () => {
    const store = await openFileLogStore({
      folder,
      newEpoch,
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

test('writes one line of JSON a record, each ending in the CRC-32 of the bytes before it', async () => {
  const folder = temporaryFolder();
  await withLog(folder, ({ log }) => log.append(records(1, 3)));
  const lines = readFileSync(journalIn(folder), 'utf8').split('\n');
  expect(lines.pop()).toBe('');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ journal: 1, coverageId: COVERAGE, epoch: 'epoch-1' });
  expect(lines.slice(1).map((line) => JSON.parse(line))).toMatchObject([
    { b: 1, last: 3, v: 1, seq: 1 },
    { b: 1, last: 3, v: 1, seq: 2 },
    { b: 1, last: 3, v: 1, seq: 3 },
  ]);
  for (const line of lines) {
    const [, body = '', crc = ''] = /^(.*),"crc":"([0-9a-f]{8})"\}$/u.exec(line) ?? [];
    expect(Number.parseInt(crc, 16)).toBe(crc32(body));
  }
});

test('writes what arrives during a write as one next batch', async () => {
  const folder = temporaryFolder();
  await withLog(folder, ({ log }) => Promise.all(records(1, 30).map((record) => log.append([record]))));
  const batches = readFileSync(journalIn(folder), 'utf8').match(/(?<="b":)\d+/gu);
  expect(batches).toEqual(['1', ...Array(29).fill('2')]);
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
