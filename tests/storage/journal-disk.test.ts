import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Journal, JournalDisk } from '#server/storage/journal.ts';
import { createJournal } from '#server/storage/journal.ts';
import { headerLine } from '#server/storage/journal-line.ts';
import { scanJournal } from '#server/storage/journal-scan.ts';
import { StorageFailure } from '#server/storage/log-store.ts';
import { COVERAGE, records } from './a-log.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A disk that does what it is told, until a test says otherwise. */
interface Faults {
  write?: (real: () => Promise<unknown>) => Promise<unknown>;
  datasync?: () => Promise<void>;
  truncate?: () => Promise<void>;
}

const fault = (code: string): Error => Object.assign(new Error(code), { code });

async function aJournal(): Promise<{ journal: Journal; handle: FileHandle; file: string; faults: Faults }> {
  const file = join(temporaryFolder(), 'journal.ndjson');
  const handle = await open(file, 'w+');
  onTestFinished(() => handle.close());
  await handle.write(headerLine({ journal: 1, coverageId: COVERAGE, epoch: 'epoch-1' }));
  const faults: Faults = {};
  const disk = {
    write: (bytes: Buffer, offset: number, length: number, position: number) =>
      faults.write
        ? faults.write(() => handle.write(bytes, offset, Math.ceil(length / 2), position))
        : handle.write(bytes, offset, length, position),
    datasync: () => faults.datasync?.() ?? handle.datasync(),
    truncate: (length: number) => faults.truncate?.() ?? handle.truncate(length),
    read: handle.read.bind(handle),
    close: () => Promise.resolve(),
  } as JournalDisk;
  const scanned = await scanJournal(file, handle);
  return { journal: createJournal({ file, disk, scanned, archived: false }), handle, file, faults };
}

test.each(['ENOSPC', 'EDQUOT'])(
  'a full disk (%s) refuses the batch, cuts it back and takes the next one',
  async (code) => {
    const { journal, handle, file, faults } = await aJournal();
    await journal.append(records(1, 2));
    const before = (await handle.stat()).size;
    faults.write = async (real) => {
      faults.write = () => Promise.reject(fault(code));
      return real();
    };
    const refused = await journal.append(records(3, 4)).catch((failure: unknown) => failure);
    expect(refused).toBeInstanceOf(StorageFailure);
    expect(refused).toMatchObject({ recoverable: true, message: expect.stringContaining(file) });
    expect((await handle.stat()).size).toBe(before);
    expect(journal.head).toBe(2);
    expect(await journal.read(0, 10)).toEqual(records(1, 2));

    delete faults.write;
    await journal.append(records(3, 3));
    expect(await journal.read(0, 10)).toEqual(records(1, 3));
    expect(await scanJournal(file, handle)).toMatchObject({ batch: 2, length: (await handle.stat()).size });
  },
);

test('what waited behind a refused batch is refused with it, and the numbers begin again', async () => {
  const { journal, faults } = await aJournal();
  faults.datasync = async () => {
    delete faults.datasync;
    throw fault('ENOSPC');
  };
  const outcomes = await Promise.allSettled([1, 2, 3].map((seq) => journal.append(records(seq, seq))));
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  await journal.append(records(1, 1));
  expect(await journal.read(0, 10)).toEqual(records(1, 1));
});

test.each(['write', 'datasync'] as const)(
  'after any other failure of %s nothing is tried again, and reading goes on',
  async (operation) => {
    const { journal, faults } = await aJournal();
    await journal.append(records(1, 2));
    faults[operation] = () => Promise.reject(fault('EIO'));
    await expect(journal.append(records(3, 3))).rejects.toMatchObject({
      name: 'StorageFailure',
      recoverable: false,
    });
    let tried = 0;
    faults[operation] = async () => {
      tried += 1;
    };
    await expect(journal.append(records(3, 3))).rejects.toMatchObject({ recoverable: false });
    expect(tried).toBe(0);
    expect(await journal.read(0, 10)).toEqual(records(1, 2));
  },
);

test('a full disk that cannot even be cut back is not recoverable', async () => {
  const { journal, faults } = await aJournal();
  faults.write = () => Promise.reject(fault('ENOSPC'));
  faults.truncate = () => Promise.reject(fault('EIO'));
  await expect(journal.append(records(1, 1))).rejects.toMatchObject({ recoverable: false });
  delete faults.write;
  await expect(journal.append(records(1, 1))).rejects.toMatchObject({ recoverable: false });
});

test('short writes are carried on until the batch is whole', async () => {
  const { journal, handle, file, faults } = await aJournal();
  let writes = 0;
  faults.write = (real) => {
    writes += 1;
    return real();
  };
  await journal.append(records(1, 3));
  expect(writes).toBeGreaterThan(3);
  expect((await scanJournal(file, handle)).offsets).toHaveLength(3);
});

test('[LS4] neither reads nor counts a record before it is synced', async () => {
  const { journal, faults } = await aJournal();
  const synced = Promise.withResolvers<void>();
  const syncing = Promise.withResolvers<void>();
  faults.datasync = () => {
    syncing.resolve();
    return synced.promise;
  };
  let acknowledged = false;
  const append = journal.append(records(1, 2)).then(() => {
    acknowledged = true;
  });
  await syncing.promise;
  expect([journal.head, await journal.read(0, 10), acknowledged]).toEqual([0, [], false]);
  synced.resolve();
  await append;
  expect([journal.head, await journal.read(0, 10)]).toEqual([2, records(1, 2)]);
});
