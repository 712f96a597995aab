import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FolderInUse } from '#server/storage/writer-lock.ts';
import { DamagedBackup } from '#server/upkeep/backup-manifest.ts';
import { NotEmpty } from '#server/upkeep/empty-folder.ts';
import { aWorkedFolder, backUp, newFolder, recordsIn, restore } from './a-backup.ts';
import { aDataFolder } from './a-data-folder.ts';
import { startPoster } from './start-poster.ts';

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

test('[I14] nobody is signed in after a restore: who was shut out since the backup stays out', async () => {
  const { folder } = await aWorkedFolder();
  const staff = [{ id: 'ines', login: 'ines' }];
  const signIns = [{ tokenHash: 'ab'.repeat(32), staffId: 'ines' }];
  writeFileSync(join(folder.dataDir, 'accounts.json'), JSON.stringify({ v: 1, staff, signIns }));
  const target = newFolder();
  await backUp(folder, target);
  const restored = aDataFolder();
  await restore(target, restored);
  expect(JSON.parse(readFileSync(join(restored.dataDir, 'accounts.json'), 'utf8'))).toEqual({
    v: 1,
    staff,
    signIns: [],
  });
});

test('accounts that are no JSON are restored as they were, for a person to mend', async () => {
  const { folder } = await aWorkedFolder();
  writeFileSync(join(folder.dataDir, 'accounts.json'), '{"v":1,');
  const target = newFolder();
  await backUp(folder, target);
  const restored = aDataFolder();
  await restore(target, restored);
  expect(readFileSync(join(restored.dataDir, 'accounts.json'), 'utf8')).toBe('{"v":1,');
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

test('a dry run needs no empty folder: it checks the backup, and tells what is in the way', async () => {
  const { folder } = await aWorkedFolder();
  const target = newFolder();
  await backUp(folder, target);
  expect((await restore(target, folder, true)).inTheWay).toContain('is not empty');
  await folder.work(async () => {
    expect((await restore(target, folder, true)).inTheWay).toContain(folder.dataDir);
    await expect(restore(target, folder)).rejects.toThrow(FolderInUse);
  });
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
