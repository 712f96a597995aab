import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { expect, onTestFinished, test } from 'vitest';
import type { LogRecord } from '#domain/change.ts';
import { realDisk } from '#server/storage/real-disk.ts';
import { FolderInUse } from '#server/storage/writer-lock.ts';
import { DamagedBackup } from '#server/upkeep/backup-manifest.ts';
import { NotEmpty } from '#server/upkeep/empty-folder.ts';
import { inspectJournal } from '#server/upkeep/inspect-journal.ts';
import { restoreBackup } from '#server/upkeep/restore-backup.ts';
import { takeBackup } from '#server/upkeep/take-backup.ts';
import { temporaryFolder } from '../storage/temporary-folder.ts';
import type { DataFolder } from './a-data-folder.ts';
import { aDataFolder, aPhoto, aPicture, aSpeaker, bytesOf } from './a-data-folder.ts';
import type { Poster } from './a-poster.ts';
import { aPoster } from './a-poster.ts';

const backUp = ({ dataDir, contentDir }: DataFolder, target: string, since?: string) =>
  takeBackup({
    disk: realDisk,
    dataDir,
    contentDir,
    target,
    ...(since && { since }),
    now: '2026-03-12T05:00:00.000Z',
    version: '0.1.0',
  });

const restore = (backup: string, { dataDir, contentDir }: DataFolder, dryRun = false) =>
  restoreBackup({ disk: realDisk, backup, dataDir, contentDir, newEpoch: v7, dryRun });

const newFolder = (): string => join(temporaryFolder(), 'backup');

function recordsIn(dataDir: string, id: string) {
  const records: LogRecord[] = [];
  const hashes: string[] = [];
  const { recovered } = inspectJournal(realDisk, join(dataDir, 'coverages', id), id, ({ record, link }) => {
    records.push(record);
    hashes.push(link.hash);
  });
  return { records, hashes, epoch: recovered.epoch, hash: recovered.hash };
}

const entriesIn = (dataDir: string): Set<string> =>
  new Set(
    readdirSync(join(dataDir, 'coverages')).flatMap((id) =>
      recordsIn(dataDir, id).records.flatMap(({ change }) => ('entry' in change ? [change.entry.id] : [])),
    ),
  );

/** A live and an archived coverage with a picture each, a speaker, and a document on the shelf. */
async function aWorkedFolder(): Promise<{ folder: DataFolder; live: string; archived: string }> {
  const folder = aDataFolder();
  await aSpeaker(folder.dataDir, 'Lò Thị Mẩy');
  const [live = '', archived = ''] = await folder.work(async ({ cover, post, ask }) => {
    const first = await cover('dang-chay');
    const second = await cover('da-xong');
    for (let n = 1; n <= 5; n += 1) await post(first, `Đại biểu thứ ${n} phát biểu.`);
    await post(first, aPhoto(aPicture(folder.dataDir, 'picture one'), 'Toàn cảnh.'));
    await post(second, aPhoto(aPicture(folder.dataDir, 'picture two'), 'Bế mạc.'));
    await ask(second, { kind: 'close-coverage' });
    await ask(second, { kind: 'archive-coverage' });
    return [first, second];
  });
  mkdirSync(join(folder.contentDir, 'documents', 'bao-cao'), { recursive: true });
  writeFileSync(join(folder.contentDir, 'documents', 'bao-cao', 'document.json'), '{}');
  return { folder, live, archived };
}

/** A poster that goes with the test. */
function startPoster(...words: Parameters<typeof aPoster>): Poster {
  const poster = aPoster(...words);
  onTestFinished(poster.kill);
  return poster;
}

test('[I18] a backup taken while reporters post restores to a state with all that was acknowledged before it began', async () => {
  const folder = aDataFolder();
  const poster = startPoster(folder.dataDir, { pause: 20 });
  let rounds = 0;
  await poster.acknowledges(5);
  for (; rounds < 12; rounds += 1) {
    const before = [...poster.acknowledged()];
    const target = newFolder();
    await backUp(folder, target);
    const restored = aDataFolder();
    await restore(target, restored);
    const there = entriesIn(restored.dataDir);
    expect(before.filter((id) => !there.has(id))).toEqual([]);
    for (const id of readdirSync(join(restored.dataDir, 'coverages'))) {
      // The same hash at the same seq: the same records up to there.
      const { hash, hashes } = recordsIn(restored.dataDir, id);
      expect(recordsIn(folder.dataDir, id).hashes[hashes.length - 1]).toBe(hash);
    }
    await poster.acknowledges(before.length + 1 + ((rounds * 7) % 20));
  }
  await poster.kill();
  const target = newFolder();
  await backUp(folder, target);
  const restored = aDataFolder();
  await restore(target, restored);
  const there = entriesIn(restored.dataDir);
  expect(poster.acknowledged().filter((id) => !there.has(id))).toEqual([]);
  expect(rounds).toBe(12);
});

test('[I18] everything is in it: logs, staff, directory, pictures, documents, archives; not the lock, nor a token', async () => {
  const { folder, live, archived } = await aWorkedFolder();
  writeFileSync(join(folder.dataDir, 'accounts.json'), '{"v":1,"staff":[],"signIns":[]}');
  writeFileSync(join(folder.dataDir, 'console.json'), '{"url":"http://127.0.0.1:1","token":"secret"}');
  const target = newFolder();
  await backUp(folder, target);
  expect(readdirSync(join(target, 'data')).sort()).toEqual([
    'accounts.json',
    'coverages',
    'directory',
    'media',
  ]);

  const restored = aDataFolder();
  const { coverages } = await restore(target, restored);
  for (const id of [live, archived]) {
    const before = recordsIn(folder.dataDir, id);
    const after = recordsIn(restored.dataDir, id);
    expect(after.records).toEqual(before.records);
    expect(after.hash).toBe(before.hash);
    expect(after.epoch).not.toBe(before.epoch);
    expect(coverages[id]).toEqual({ epoch: after.epoch, head: after.records.length, hash: after.hash });
  }
  const relative = (dir: string, ...names: string[]) =>
    names.flatMap((name) =>
      Object.entries(bytesOf(join(dir, name))).map(([file, bytes]) => [file.slice(dir.length), bytes]),
    );
  expect(relative(restored.dataDir, 'media', 'directory')).toEqual(
    relative(folder.dataDir, 'media', 'directory'),
  );
  expect(relative(restored.contentDir, '.')).toEqual(relative(folder.contentDir, '.'));

  await restored.work(async ({ newsroom, post, faults }) => {
    expect(newsroom.coverageById(live)?.epoch).toBe(coverages[live]?.epoch);
    await post(live, 'Tin đầu tiên sau khi khôi phục.');
    expect(faults).toEqual([]);
  });
});

test('changes no byte of what it copies', async () => {
  const { folder } = await aWorkedFolder();
  const before = bytesOf(folder.dataDir, folder.contentDir);
  await backUp(folder, newFolder());
  expect(bytesOf(folder.dataDir, folder.contentDir)).toEqual(before);
});

test('never writes over what is there, nor into what it copies', async () => {
  const { folder } = await aWorkedFolder();
  const target = newFolder();
  await backUp(folder, target);
  const before = bytesOf(target);
  await expect(backUp(folder, target)).rejects.toThrow(NotEmpty);
  expect(bytesOf(target)).toEqual(before);
  await expect(backUp(folder, join(folder.dataDir, 'backup'))).rejects.toThrow(NotEmpty);
  expect(existsSync(join(folder.dataDir, 'backup'))).toBe(false);
});

test('what did not change since an older backup is linked to it', async () => {
  const { folder, live } = await aWorkedFolder();
  const [older, newer] = [newFolder(), newFolder()];
  const { files } = await backUp(folder, older);
  await folder.work(({ post }) => post(live, 'Thêm một tin.').then(() => undefined));
  await backUp(folder, newer, older);
  const linked = Object.keys(files).filter(
    (path) => statSync(join(newer, path)).ino === statSync(join(older, path)).ino,
  );
  const journal = `data/coverages/${live}/journal-000000001.ndjson`;
  expect(Object.keys(files).filter((path) => !linked.includes(path))).toEqual([journal]);
  rmSync(older, { recursive: true });
  const restored = aDataFolder();
  await restore(newer, restored);
  expect(recordsIn(restored.dataDir, live).records).toHaveLength(9);
});

test('[I18] one flipped bit in any file of a backup is found before anything is restored', async () => {
  const { folder } = await aWorkedFolder();
  const target = newFolder();
  const { files } = await backUp(folder, target);
  const restored = aDataFolder();
  for (const path of Object.keys(files)) {
    const file = join(target, path);
    const bytes = readFileSync(file);
    const flipped = Buffer.from(bytes);
    flipped[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 4;
    writeFileSync(file, flipped);
    await expect(restore(target, restored)).rejects.toThrow(path);
    writeFileSync(file, bytes);
  }
  const [first = ''] = Object.keys(files);
  const kept = readFileSync(join(target, first));
  rmSync(join(target, first));
  await expect(restore(target, restored)).rejects.toThrow(`${first} is missing`);
  writeFileSync(join(target, first), kept);
  writeFileSync(join(target, 'data', 'more'), '');
  await expect(restore(target, restored)).rejects.toThrow('data/more is not in backup.json');
  rmSync(join(target, 'data', 'more'));
  rmSync(join(target, 'backup.json'));
  await expect(restore(target, restored)).rejects.toThrow(DamagedBackup);
  expect(existsSync(restored.dataDir)).toBe(false);
});

test('a damaged journal is no backup', async () => {
  const { folder, live } = await aWorkedFolder();
  const journal = join(folder.dataDir, 'coverages', live, 'journal-000000001.ndjson');
  const bytes = readFileSync(journal);
  bytes[600] = (bytes[600] ?? 0) ^ 1;
  writeFileSync(journal, bytes);
  const target = newFolder();
  await expect(backUp(folder, target)).rejects.toThrow(journal);
  expect(existsSync(join(target, 'backup.json'))).toBe(false);
});

test('a restore replaces nothing: neither a newsroom that runs, nor one that rests, nor an archive', async () => {
  const { folder, live } = await aWorkedFolder();
  const target = newFolder();
  await backUp(folder, target);
  await expect(restore(target, folder)).rejects.toThrow(NotEmpty);

  const running = aDataFolder();
  await running.work(async () => {
    // Nothing but the lock, as of a server that just started.
    for (const name of readdirSync(running.dataDir))
      if (name !== 'writer.lock') rmSync(join(running.dataDir, name), { recursive: true });
    await expect(restore(target, running)).rejects.toThrow(FolderInUse);
  });

  const other = aDataFolder();
  cpSync(join(folder.contentDir, 'archive'), join(other.contentDir, 'archive'), { recursive: true });
  const about = join(other.contentDir, 'archive', 'da-xong', 'about.json');
  writeFileSync(about, '{}');
  await expect(restore(target, other)).rejects.toThrow(about);
  expect([existsSync(other.dataDir), readFileSync(about, 'utf8')]).toEqual([false, '{}']);
  expect(recordsIn(folder.dataDir, live).records).toHaveLength(8);
});

test('a dry run checks all and changes nothing', async () => {
  const { folder } = await aWorkedFolder();
  const target = newFolder();
  const { coverages } = await backUp(folder, target);
  const restored = aDataFolder();
  const told = await restore(target, restored, true);
  expect(Object.keys(told.coverages)).toEqual(Object.keys(coverages));
  expect([existsSync(restored.dataDir), existsSync(restored.contentDir)]).toEqual([false, false]);
});

test('[LS9] a journal of several segments is restored whole, and again from a backup of what was restored', async () => {
  const folder = aDataFolder();
  const poster = startPoster(folder.dataDir, { times: 280 });
  await poster.acknowledges(1000);
  await poster.kill();
  let from = folder;
  const epochs = new Set<string>();
  for (let life = 0; life < 3; life += 1) {
    const target = newFolder();
    const { coverages } = await backUp(from, target);
    from = aDataFolder();
    await restore(target, from);
    for (const id of Object.keys(coverages)) {
      const { records, epoch, hash } = recordsIn(from.dataDir, id);
      expect([records.length, hash]).toEqual([coverages[id]?.head, coverages[id]?.hash]);
      epochs.add(epoch);
    }
  }
  expect(epochs.size).toBe(6);
  const [id = ''] = readdirSync(join(from.dataDir, 'coverages'));
  expect(readdirSync(join(from.dataDir, 'coverages', id)).length).toBeGreaterThan(1);
});
