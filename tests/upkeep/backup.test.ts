import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { NotEmpty } from '#server/upkeep/empty-folder.ts';
import { aWorkedFolder, backUp, entriesIn, newFolder, recordsIn, restore } from './a-backup.ts';
import { aDataFolder, bytesOf } from './a-data-folder.ts';
import { startPoster } from './start-poster.ts';

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

test('[I10] a log that lost its journal is not left out: there is no backup of that', async () => {
  const { folder, live } = await aWorkedFolder();
  const place = join(folder.dataDir, 'coverages', live);
  for (const name of readdirSync(place)) rmSync(join(place, name));
  writeFileSync(join(place, 'torn-1'), '{}');
  await expect(backUp(folder, newFolder())).rejects.toMatchObject({ name: 'DamagedLog', file: place });
});

test('[I18] everything is in it: logs, staff, directory, pictures, documents, archives; not the lock, nor a token, nor half an upload', async () => {
  const { folder, live, archived } = await aWorkedFolder();
  mkdirSync(join(folder.dataDir, '.uploads'));
  writeFileSync(join(folder.dataDir, '.uploads', 'half'), 'half');
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
