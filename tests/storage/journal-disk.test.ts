import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Disk, OpenFile } from '#server/storage/disk.ts';
import { createFileLogStore } from '#server/storage/file-log-store.ts';
import { inlineHost } from '#server/storage/journal-host.ts';
import type { JournalKeeper } from '#server/storage/journal-keeper.ts';
import { createJournalKeeper } from '#server/storage/journal-keeper.ts';
import type { LogStore } from '#server/storage/log-store.ts';
import { StorageFailure } from '#server/storage/log-store.ts';
import { realDisk } from '#server/storage/real-disk.ts';
import { at } from '../cast/a-coverage.ts';
import { aQuickStore, journalIn } from './a-file-store.ts';
import { anEntry, aRecord, COVERAGE, epochs, everything, records } from './a-log.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A real disk that does what it is told, until a test says otherwise. */
interface Faults {
  open?: (file: string) => void;
  write?: (file: OpenFile, bytes: Uint8Array, position: number) => number;
  sync?: () => void;
  truncate?: () => void;
  syncFolder?: () => void;
  free?: number;
}

const throws = (code: string) => (): never => {
  throw Object.assign(new Error(code), { code });
};

function aFaultyDisk(): { disk: Disk; faults: Faults } {
  const faults: Faults = {};
  const wrap = (file: OpenFile): OpenFile => ({
    ...file,
    write: (bytes, position) => faults.write?.(file, bytes, position) ?? file.write(bytes, position),
    sync: () => (faults.sync ?? file.sync)(),
    truncate: (length) => (faults.truncate ?? file.truncate)(length),
  });
  const disk: Disk = {
    ...realDisk,
    open(file, mode) {
      faults.open?.(file);
      return wrap(realDisk.open(file, mode));
    },
    syncFolder: (folder) => (faults.syncFolder ?? realDisk.syncFolder)(folder),
    space: () => ({ free: faults.free ?? 2 ** 40, total: 2 ** 40 }),
  };
  return { disk, faults };
}

async function aLog() {
  const folder = temporaryFolder();
  const { disk, faults } = aFaultyDisk();
  const reports: unknown[] = [];
  const report = (fault: unknown): void => void reports.push(fault);
  const keeper = createJournalKeeper({ disk, folder, newSalt: () => '0'.repeat(32), report });
  const store: LogStore = createFileLogStore({
    folder,
    disk,
    host: inlineHost(keeper),
    snapshots: { known: () => undefined, grown: () => undefined, close: async () => undefined },
    newEpoch: epochs(),
    now: () => at('8h16'),
    report,
  });
  const { log } = await store.open(COVERAGE);
  return { folder, file: journalIn(folder), faults, reports, keeper, store, log };
}

test.each(['ENOSPC', 'EDQUOT'])(
  '[I13] a full disk (%s) refuses the batch, cuts it back and takes the next one',
  async (code) => {
    const { log, file, faults } = await aLog();
    await log.append(records(1, 2));
    const before = readFileSync(file);
    faults.write = (open, bytes, position) => {
      faults.write = throws(code);
      return open.write(bytes.subarray(0, 30), position);
    };
    const refused = await log.append(records(3, 4)).catch((failure: unknown) => failure);
    expect(refused).toBeInstanceOf(StorageFailure);
    expect(refused).toMatchObject({ recoverable: true, message: expect.stringContaining(file) });
    expect(readFileSync(file)).toEqual(before);
    expect(log.head).toBe(2);
    expect(await everything(log)).toEqual(records(1, 2));

    delete faults.write;
    await log.append(records(3, 3));
    expect(await everything(log)).toEqual(records(1, 3));
  },
);

test('[I13] a disk that is found full when it is synced refuses the batch too', async () => {
  const { log, faults } = await aLog();
  faults.sync = () => {
    delete faults.sync;
    throws('ENOSPC')();
  };
  await expect(log.append(records(1, 1))).rejects.toMatchObject({ recoverable: true });
  await log.append(records(1, 1));
  expect(await everything(log)).toEqual(records(1, 1));
});

test('what waited behind a refused batch is refused with it, and the numbers begin again', async () => {
  const { log, faults } = await aLog();
  faults.sync = () => {
    delete faults.sync;
    throws('ENOSPC')();
  };
  const outcomes = await Promise.allSettled([1, 2, 3].map((seq) => log.append(records(seq, seq))));
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  await log.append(records(1, 1));
  expect(await everything(log)).toEqual(records(1, 1));
});

test.each(['write', 'sync'] as const)(
  '[I1] after any other failure of %s nothing is tried again, and reading goes on',
  async (operation) => {
    const { log, faults, store } = await aLog();
    await log.append(records(1, 2));
    faults[operation] = throws('EIO');
    await expect(log.append(records(3, 3))).rejects.toMatchObject({
      name: 'StorageFailure',
      recoverable: false,
    });
    expect(store.health().state).toBe('failed');
    let tried = 0;
    faults[operation] = () => {
      tried += 1;
      return 0;
    };
    await expect(log.append(records(3, 3))).rejects.toMatchObject({ recoverable: false });
    expect(tried).toBe(0);
    expect(await everything(log)).toEqual(records(1, 2));
  },
);

test('a full disk that cannot even be cut back is not recoverable', async () => {
  const { log, faults } = await aLog();
  faults.write = throws('ENOSPC');
  faults.truncate = throws('EIO');
  await expect(log.append(records(1, 1))).rejects.toMatchObject({ recoverable: false });
  delete faults.write;
  await expect(log.append(records(1, 1))).rejects.toMatchObject({ recoverable: false });
});

test('[12] a cut that failed while a new segment was begun is not tried again and believed', async () => {
  const { log, faults } = await aLog();
  const long = aRecord(1, { kind: 'entry-posted', entry: anEntry(1, 'Dài. '.repeat(900_000)) });
  await log.append([long]);
  faults.write = (open, bytes, position) => {
    if (!Buffer.from(bytes).includes('"end":')) return open.write(bytes, position);
    delete faults.write;
    return throws('ENOSPC')();
  };
  faults.truncate = () => {
    delete faults.truncate;
    throws('EIO')();
  };
  await expect(log.append(records(2, 2))).rejects.toMatchObject({ recoverable: false });
  await expect(log.append(records(2, 2))).rejects.toMatchObject({ recoverable: false });
});

test.each(['EIO', 'ENOSPC'])(
  '[12] a new segment whose name may not be durable (%s) is a disk that failed, and nobody is told that nothing changed',
  async (code) => {
    const { folder, log, faults } = await aLog();
    await log.append([aRecord(1, { kind: 'entry-posted', entry: anEntry(1, 'Dài. '.repeat(900_000)) })]);
    faults.syncFolder = throws(code);
    await expect(log.append(records(2, 2))).rejects.toMatchObject({
      recoverable: false,
      cause: { message: expect.stringContaining('the old bytes or the new ones'), cause: { code } },
    });
    delete faults.syncFolder;
    await expect(log.append(records(2, 2))).rejects.toMatchObject({ recoverable: false });
    const { store } = aQuickStore(folder);
    expect((await store.open(COVERAGE)).log.head).toBe(1);
    await store.close();
  },
);

test('short writes are carried on until the batch is whole', async () => {
  const { log, faults } = await aLog();
  let writes = 0;
  faults.write = (open, bytes, position) => {
    writes += 1;
    return open.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), position);
  };
  await log.append(records(1, 3));
  expect(writes).toBeGreaterThan(3);
  expect(await everything(log)).toEqual(records(1, 3));
});

test('a journal that another program wrote to is not written on', async () => {
  const { log, file, faults } = await aLog();
  await log.append(records(1, 1));
  realDisk.open(file, 'r+').write(Buffer.from('{}\n'), readFileSync(file).length);
  expect(faults).toEqual({});
  await expect(log.append(records(2, 2))).rejects.toMatchObject({
    recoverable: false,
    cause: { message: expect.stringContaining('another program') },
  });
});

test('[LS13] space that is kept back is given up when the disk is full, and taken again when there is space', async () => {
  const { folder, keeper, store, log, faults } = await aLog();
  for (let ticks = 0; ticks < 20; ticks += 1) keeper.tick();
  expect(readdirSync(folder)).toContain('ballast');
  expect(store.health().state).toBe('writable');

  faults.write = throws('ENOSPC');
  faults.free = 1_000;
  await expect(log.append(records(1, 1))).rejects.toMatchObject({ recoverable: true });
  expect(readdirSync(folder)).not.toContain('ballast');
  expect(store.health()).toMatchObject({ state: 'full' });
  keeper.tick();
  expect(store.health().state).toBe('full');

  delete faults.write;
  faults.free = 2 ** 33;
  keeper.tick();
  expect(store.health()).toMatchObject({ state: 'writable', freeBytes: 2 ** 33, totalBytes: 2 ** 40 });
  expect(readdirSync(folder)).toContain('ballast');
});

test('[LS13] what a kill left of the space that is kept back is made whole again', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'ballast'), 'cut short');
  const { disk } = aFaultyDisk();
  const keeper = createJournalKeeper({ disk, folder, newSalt: () => '', report: () => undefined });
  // The disk is looked at every twentieth tick.
  for (let ticks = 0; ticks < 20; ticks += 1) keeper.tick();
  expect(statSync(join(folder, 'ballast')).size).toBe(16 * 1024 * 1024);
  keeper.close();
});

/** What happens to the file that is kept back, and how often it is tried. */
function refusesBallast(faults: Faults, code: string): { times: number } {
  const tried = { times: 0 };
  faults.open = (file) => {
    if (!file.endsWith('ballast')) return;
    tried.times += 1;
    throws(code)();
  };
  return tried;
}

const ticks = (keeper: JournalKeeper, times: number): void => {
  for (let done = 0; done < times; done += 1) keeper.tick();
};

test('[LS13] a quota that keeps nothing back is a full disk: it is asked again every ten seconds, not four times a second', async () => {
  const { keeper, reports, store, faults } = await aLog();
  const tried = refusesBallast(faults, 'EDQUOT');
  ticks(keeper, 20);
  expect(store.health().state).toBe('full');
  ticks(keeper, 41);
  expect([tried.times, store.health().state]).toEqual([2, 'full']);
  delete faults.open;
  ticks(keeper, 41);
  expect(store.health().state).toBe('writable');
  expect(reports).toEqual([]);
});

test('[LS13] a quota that refuses a post is not asked at once for what is kept back, which would fill it again', async () => {
  const { folder, keeper, store, log, faults } = await aLog();
  ticks(keeper, 20);
  faults.write = throws('EDQUOT');
  await expect(log.append(records(1, 1))).rejects.toMatchObject({ recoverable: true });
  delete faults.write;
  ticks(keeper, 40);
  expect(store.health().state).toBe('full');
  expect(readdirSync(folder)).not.toContain('ballast');
  ticks(keeper, 1);
  expect(store.health().state).toBe('writable');
});

test.each(['EIO', 'EACCES'])(
  '[LS13] where nothing can be kept back for another reason (%s), that is told once, tried rarely, and posts are taken',
  async (code) => {
    const { keeper, reports, store, log, faults } = await aLog();
    const tried = refusesBallast(faults, code);
    ticks(keeper, 20 * 42);
    expect(tried.times).toBe(2);
    expect(reports).toMatchObject([{ message: expect.stringContaining('ballast'), cause: { code } }]);
    expect(store.health().state).toBe('writable');
    await log.append(records(1, 1));
  },
);

test('[LS11] a journal that rests is sealed once; one that is busy is not', async () => {
  const { log, keeper, file } = await aLog();
  const seals = (): number => readFileSync(file, 'utf8').split('"seal":').length - 1;
  await log.append(records(1, 1));
  keeper.tick();
  expect(seals()).toBe(0);
  keeper.tick();
  keeper.tick();
  expect(seals()).toBe(1);
  await log.append(records(2, 2));
  for (let ticks = 0; ticks < 3; ticks += 1) keeper.tick();
  expect(seals()).toBe(2);
});

test('[LS12] a failed sync that the system forgets is made good at the next start: what can be read is written anew', async () => {
  const { log, keeper, file, faults, folder } = await aLog();
  await log.append(records(1, 1));
  faults.sync = throws('EIO');
  await expect(log.append(records(2, 2))).rejects.toMatchObject({ recoverable: false });
  keeper.close();
  const before = realDisk.open(file, 'r');
  const { disk } = aFaultyDisk();
  const again = createJournalKeeper({ disk, folder, newSalt: () => '', report: () => undefined });
  expect(again.open(COVERAGE, '').seq).toBe(2);
  // The old file is what the failed sync left; it has been replaced, not trusted.
  expect(readFileSync(file).length).toBeGreaterThan(before.size());
  before.close();
});
