import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { Disk } from '#server/storage/disk.ts';
import { createFileLogStore } from '#server/storage/file-log-store.ts';
import { inlineHost } from '#server/storage/journal-host.ts';
import { createJournalKeeper } from '#server/storage/journal-keeper.ts';
import { markLine, readLink } from '#server/storage/journal-line.ts';
import { beginSegment } from '#server/storage/open-journal.ts';
import { realDisk } from '#server/storage/real-disk.ts';
import { inspectJournal } from '#server/upkeep/inspect-journal.ts';
import { createChance } from '../faults/chance.ts';
import { createDisk } from '../faults/world/a-disk.ts';
import { createProcessDisk } from '../faults/world/a-process.ts';
import { createStoreInHand } from '../faults/world/a-store.ts';
import { journalIn, withLog } from './a-file-store.ts';
import { aRecord, COVERAGE, epochs, everything, records } from './a-log.ts';
import { temporaryFolder } from './temporary-folder.ts';

const SPACE = 2 ** 40;

/** A real disk on which no file grows until there is space. */
function aFullDisk(): { disk: Disk; makeSpace: () => void } {
  let full = true;
  return {
    makeSpace() {
      full = false;
    },
    disk: {
      ...realDisk,
      open(path, mode) {
        const file = realDisk.open(path, mode);
        return {
          ...file,
          write(bytes, position) {
            if (full && position + bytes.length > file.size())
              throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
            return file.write(bytes, position);
          },
        };
      },
      space: () => ({ free: full ? 0 : SPACE, total: SPACE }),
    },
  };
}

/** What a kill leaves: two batches of two records, no seal behind the second. */
async function aKilledJournal(): Promise<{ folder: string; file: string; whole: Buffer; lastBatch: number }> {
  const folder = temporaryFolder();
  const file = journalIn(folder);
  let [lastBatch, end] = [0, 0];
  await withLog(folder, async ({ log }) => {
    await log.append(records(1, 2));
    lastBatch = readFileSync(file).length;
    await log.append(records(3, 4));
    end = readFileSync(file).length;
  });
  const whole = readFileSync(file).subarray(0, end);
  writeFileSync(file, whole);
  return { folder, file, whole, lastBatch };
}

async function restartOn(folder: string, disk: Disk) {
  const report = (): void => undefined;
  const keeper = createJournalKeeper({ disk, folder, newSalt: () => '0'.repeat(32), report });
  const store = createFileLogStore({
    folder,
    disk,
    host: inlineHost(keeper),
    snapshots: { known: () => undefined, grown: () => undefined, close: async () => undefined },
    newEpoch: epochs(),
    now: () => '',
    report,
  });
  const { log } = await store.open(COVERAGE);
  return { keeper, store, log };
}

const reopened = (folder: string) => withLog(folder, ({ log }) => everything(log));

test('[12] killed on a full disk, a log opens and is read; it goes on, sealed, as soon as there is space', async () => {
  const { folder, file, whole } = await aKilledJournal();
  const { disk, makeSpace } = aFullDisk();
  const { keeper, store, log } = await restartOn(folder, disk);
  expect(store.health().state).toBe('full');
  expect(await everything(log)).toEqual(records(1, 4));
  expect(readFileSync(file)).toEqual(whole);
  await expect(log.append([aRecord(5)])).rejects.toMatchObject({ recoverable: true });
  keeper.tick();
  expect(readFileSync(file)).toEqual(whole);

  makeSpace();
  keeper.tick();
  expect(store.health().state).toBe('writable');
  expect(readFileSync(file).subarray(whole.length).toString()).toBe(markLine('seal', 3, 4));
  await log.append([aRecord(5)]);
  await store.close();
  expect(await reopened(folder)).toEqual(records(1, 5));
});

test('[LS7] a torn tail for whose copy there is no space stays where it is until there is', async () => {
  const { folder, file, whole, lastBatch } = await aKilledJournal();
  const aside = join(dirname(file), 'torn-1');
  const torn = whole.subarray(0, -7);
  writeFileSync(file, torn);
  const { disk, makeSpace } = aFullDisk();
  const { keeper, store, log } = await restartOn(folder, disk);
  expect(await everything(log)).toEqual(records(1, 2));
  await expect(log.append([aRecord(3)])).rejects.toMatchObject({ recoverable: true });
  keeper.tick();
  expect(readFileSync(file)).toEqual(torn);

  makeSpace();
  await log.append([aRecord(3)]);
  expect(readFileSync(aside)).toEqual(torn.subarray(lastBatch));
  await store.close();
  expect(await reopened(folder)).toEqual(records(1, 3));
});

test('[LS7] a torn tail may also be all there is of a segment', async () => {
  const { folder, file, whole } = await aKilledJournal();
  const prev = readLink(Buffer.from(`${whole.toString().trimEnd().split('\n').at(-1)}\n`)).hash;
  const next = { coverageId: COVERAGE, epoch: 'epoch-1', first: 5, batch: 4, prev };
  const { path } = beginSegment(realDisk, dirname(file), next);
  writeFileSync(file, Buffer.concat([whole, Buffer.from(markLine('end', 3, 4))]));
  const header = readFileSync(path);
  writeFileSync(path, Buffer.concat([header, whole.subarray(-80, -10)]));
  const { disk, makeSpace } = aFullDisk();
  const { store, log } = await restartOn(folder, disk);
  expect(await everything(log)).toEqual(records(1, 4));
  await expect(log.append([aRecord(5)])).rejects.toMatchObject({ recoverable: true });
  makeSpace();
  await log.append([aRecord(5)]);
  expect(readFileSync(join(dirname(file), 'torn-1'))).toEqual(whole.subarray(-80, -10));
  await store.close();
  expect(await reopened(folder)).toEqual(records(1, 5));
  expect(() => inspectJournal(realDisk, dirname(file), COVERAGE)).not.toThrow();
});

test('[12] killed on a full disk while a segment was begun, a log goes on in the one before', async () => {
  const { folder, file, whole } = await aKilledJournal();
  const prev = readLink(whole.subarray(whole.lastIndexOf(10, whole.length - 2) + 1)).hash;
  const next = { coverageId: COVERAGE, epoch: 'epoch-1', first: 5, batch: 4, prev };
  beginSegment(realDisk, dirname(file), next);
  writeFileSync(file, Buffer.concat([whole, Buffer.from(markLine('end', 3, 4))]));
  const { disk, makeSpace } = aFullDisk();
  const { store, log } = await restartOn(folder, disk);
  expect(await everything(log)).toEqual(records(1, 4));
  expect(readFileSync(file)).toEqual(whole);
  expect(readdirSync(dirname(file))).toEqual(['journal-000000001.ndjson']);
  makeSpace();
  await log.append([aRecord(5)]);
  await store.close();
  expect(await reopened(folder)).toEqual(records(1, 5));
});

test('[LS12] what a failed sync left is written over itself where there is no space, before anybody is told of it', async () => {
  const known: number[] = [];
  for (let seed = 1; seed <= 60; seed += 1) {
    const disk = createDisk(createChance(seed), 1 << 20);
    disk.makeFolder('/data');
    const open = (on: Disk) => {
      const { store } = createStoreInHand({ disk: on, newEpoch: () => 'epoch-1', now: () => '' });
      return store.open(COVERAGE);
    };
    let fails = false;
    const process = createProcessDisk(
      disk,
      (call) => (fails && call === 'sync' ? 'EIO' : null),
      () => 0,
    );
    const before = await open(process);
    await before.log.append(records(1, 3));
    fails = true;
    await expect(before.log.append(records(4, 5))).rejects.toMatchObject({ recoverable: false });

    disk.capacity -= disk.space('/data').free;
    const { log } = await open(disk);
    known.push(log.head);
    disk.cut();
    disk.capacity = 1 << 20;
    expect((await open(disk)).log.head).toBeGreaterThanOrEqual(log.head);
  }
  expect(new Set(known)).toEqual(new Set([5]));
});
