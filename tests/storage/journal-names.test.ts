import { expect, test } from 'vitest';
import { createDisk } from '../faults/world/a-disk.ts';
import type { Blow, ProcessDisk } from '../faults/world/a-process.ts';
import { createProcessDisk } from '../faults/world/a-process.ts';
import { createStoreInHand, FOLDER } from '../faults/world/a-store.ts';
import { anEntry, aRecord, COVERAGE, everything, records } from './a-log.ts';

/** Of what was not synced nothing stays: names and lengths are as they were. */
const FORGETFUL = {
  fraction: () => 0,
  between: () => 0,
  index: () => 0,
  percent: () => false,
  wait: () => 0,
};

const aDisk = () => {
  const disk = createDisk(FORGETFUL, 64 * 1024 * 1024);
  disk.makeFolder(FOLDER);
  return disk;
};

const openOn = async (disk: ProcessDisk) =>
  createStoreInHand({ disk, newEpoch: () => 'epoch-1', now: () => '' }).store.open(COVERAGE);
const alive = (disk: ReturnType<typeof aDisk>) => createProcessDisk(disk, () => null);

/** A process to which something happens at one of its calls, and whether it came so far. */
function struckAt(disk: ReturnType<typeof aDisk>, call: number, blow: Blow) {
  let calls = 0;
  const process = createProcessDisk(disk, () => {
    calls += 1;
    return calls === call ? blow : null;
  });
  return { process, reached: () => calls >= call };
}

test('[I1] killed at any call while a journal is begun, the next run makes every name durable', async () => {
  for (let call = 1; ; call += 1) {
    const disk = aDisk();
    const { process, reached } = struckAt(disk, call, 'dies-within');
    await openOn(process).catch(() => undefined);
    if (!reached()) break;
    const { log } = await openOn(alive(disk));
    await log.append(records(1, 2));
    disk.cut();
    const again = await openOn(alive(disk));
    expect(await everything(again.log)).toEqual(records(1, 2));
  }
});

test('[I1] killed at any call while a journal is mended, the next run makes every name durable', async () => {
  for (let call = 1; ; call += 1) {
    const disk = aDisk();
    await (await openOn(alive(disk))).log.append(records(1, 2));
    const { process, reached } = struckAt(disk, call, 'dies-behind');
    await openOn(process).catch(() => undefined);
    if (!reached()) break;
    const { log } = await openOn(alive(disk));
    await log.append(records(3, 3));
    disk.cut();
    const again = await openOn(alive(disk));
    expect(await everything(again.log)).toEqual(records(1, 3));
  }
});

const long = aRecord(1, { kind: 'entry-posted', entry: anEntry(1, 'Đường về bản. '.repeat(300_000)) });

test('[I10] a disk that is full when a segment ends leaves no end behind which nothing follows', async () => {
  const disk = aDisk();
  await (await openOn(alive(disk))).log.append([long]);
  for (let call = 1; ; call += 1) {
    let [ending, calls] = [false, 0];
    const process = createProcessDisk(disk, (name, path) => {
      if (ending) calls += 1;
      const ends = !ending && name === 'sync' && path.endsWith('-000000001.ndjson') && opened;
      ending ||= ends;
      if (ends) return 'ENOSPC';
      return calls === call ? 'dies-before' : null;
    });
    let opened = false;
    const { log } = await openOn(process);
    opened = true;
    expect(log.head).toBe(1);
    await log.append(records(2, 2)).catch(() => undefined);
    if (!process.dead) break;
  }
});

test('[I10] a disk that is full when the next segment is opened has ended nothing', async () => {
  const disk = aDisk();
  let full: { call: string; file: string } | null = null;
  const process = createProcessDisk(disk, (call, path) => {
    if (call !== full?.call || !path.endsWith(full.file)) return null;
    full = null;
    return 'ENOSPC';
  });
  const { log } = await openOn(process);
  await log.append([long]);
  for (const [call, file] of [
    ['open', '/journal-000000002.ndjson'],
    ['sync', '/journal-000000001.ndjson'],
  ] as const) {
    full = { call, file };
    await expect(log.append(records(2, 2))).rejects.toMatchObject({ recoverable: true });
    expect(full).toBeNull();
  }
  expect((await openOn(alive(disk))).log.head).toBe(1);
});
