import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import { readArchive } from '#server/archive/archive-folder.ts';
import { verdictLines, verifyArchive } from '#server/archive/verify-archive.mjs';
import { realDisk } from '#server/storage/real-disk.ts';
import { examine } from '#server/upkeep/examine.ts';
import { carryOut } from '#server/upkeep/purge.ts';
import { CannotPurge } from '#server/upkeep/purge-plan.ts';
import { bytesOf } from './a-data-folder.ts';
import {
  aForbiddenEntry,
  CAPTION,
  filesWith,
  inspected,
  LIBEL,
  MENDED,
  NOTE,
  REASON,
} from './a-forbidden-entry.ts';

test('[7] an entry and its revisions lose their words everywhere; the chain holds, and the rest stays', async () => {
  const { folder, coverageId, entryId, kept, own, shared, place, purge } = await aForbiddenEntry();
  const before = inspected(folder, coverageId);
  expect(filesWith(folder, LIBEL, MENDED, CAPTION, NOTE)).not.toEqual([]);
  expect(await purge()).toEqual([]);
  expect(filesWith(folder, LIBEL, MENDED, CAPTION, NOTE)).toEqual([]);

  const after = inspected(folder, coverageId);
  expect(after.recovered.hash).toBe(before.recovered.hash);
  expect(after.recovered.epoch).not.toBe(before.recovered.epoch);
  expect([...after.state.coverage.entries.keys()]).toEqual(kept);
  for (const id of kept)
    expect(after.state.coverage.entries.get(id)).toEqual(before.state.coverage.entries.get(id));
  expect(before.state.coverage.entries.has(entryId)).toBe(true);
  expect(after.state.carried).toEqual(before.state.carried);
  expect(readdirSync(place)).toEqual(['journal-000000001.ndjson']);
  const pictures = readdirSync(join(folder.dataDir, 'media'));
  expect(pictures.filter((name) => name.startsWith(own.id))).toEqual([]);
  expect(pictures.filter((name) => name.startsWith(shared.id))).toHaveLength(2);
  expect(
    (await examine(realDisk, folder.dataDir, folder.contentDir)).findings.filter(
      ({ level }) => level === 'damage',
    ),
  ).toEqual([]);
});

test('[7] who, when and why are kept, without the words', async () => {
  const { folder, coverageId, entryId, own, purge } = await aForbiddenEntry();
  await purge();
  const lines = readFileSync(join(folder.dataDir, 'removals.ndjson'), 'utf8').trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { v: 1, by: 'root', reason: REASON, coverageId, entryId, seqs: [4, 7, 8, 9], pictures: [own.id] },
  ]);
  expect(readdirSync(folder.dataDir)).not.toContain('.purge');
});

test('[7] [E1] the newsroom goes on: readers start anew, a repeated command gets its receipt, pins are asked for as ever', async () => {
  const { folder, coverageId, entryId, kept, slug, purge } = await aForbiddenEntry();
  const old = inspected(folder, coverageId).recovered.epoch;
  await purge();
  await folder.work(async ({ newsroom, ask, post, faults }) => {
    const coverage = newsroom.coverage(slug);
    expect(coverage?.epoch).not.toBe(old);
    expect(coverage?.entries.has(entryId)).toBe(false);
    expect([...(coverage?.entries.values() ?? [])].filter(({ pinned }) => pinned)).toEqual([]);
    await ask(coverageId, { kind: 'pin-entry', entryId: kept[0] ?? '' });
    await post(coverageId, 'Tin mới.');
    expect(coverage?.entries.size).toBe(3);
    expect(faults).toEqual([]);
  });
});

test('[7] [I17] an archive is frozen anew: other seal, same chain, and it says what was removed when and why', async () => {
  const { folder, coverageId, slug, shared, own, purge } = await aForbiddenEntry({ archived: true });
  const archive = join(folder.contentDir, 'archive', slug);
  const before = verifyArchive(archive);
  expect(await purge()).toEqual([]);
  const after = verifyArchive(archive);
  expect(after.problems).toEqual([]);
  expect(after.chain).toBe(before.chain);
  expect(after.seal).not.toBe(before.seal);
  expect(after.counts).toMatchObject({ entries: before.counts.entries - 1 });
  expect(after.manifest?.epoch).toBe(inspected(folder, coverageId).recovered.epoch);
  expect(JSON.parse(readFileSync(join(archive, 'removals.json'), 'utf8')).removals).toEqual([
    { at: '2026-03-20T02:00:00.000Z', reason: REASON, seal: before.seal },
  ]);
  const media = readdirSync(join(archive, 'media'));
  expect([
    media.some((name) => name.startsWith(shared.id)),
    media.some((name) => name.startsWith(own.id)),
  ]).toEqual([true, false]);
  const { speakers } = JSON.parse(readFileSync(join(archive, 'directory.json'), 'utf8'));
  expect(speakers.map(({ name }: { name: string }) => name)).toEqual(['Lò Thị Mẩy']);
  expect(readdirSync(join(folder.contentDir, 'archive'))).toEqual([slug]);
  await folder.work(async ({ faults }) => expect(faults).toEqual([]));
  expect(verifyArchive(archive).seal).toBe(after.seal);
});

test('[7] a second removal keeps the record of the first', async () => {
  const { folder, slug, kept, purge, plan } = await aForbiddenEntry({ archived: true });
  const archive = join(folder.contentDir, 'archive', slug);
  await purge();
  const { seal } = verifyArchive(archive);
  await carryOut(
    realDisk,
    folder.dataDir,
    folder.contentDir,
    await plan({ entryId: kept[1], reason: 'Án lệnh khác' }),
  );
  const { removals } = JSON.parse(readFileSync(join(archive, 'removals.json'), 'utf8'));
  expect(removals).toMatchObject([{ reason: REASON }, { reason: 'Án lệnh khác', seal }]);
  const verdict = verifyArchive(archive);
  expect(verdict.problems).toEqual([]);
  const told = verdictLines(verdict).join('\n');
  expect(told).toContain(`(2 of 2) on 2026-03-20T02:00:00.000Z: Án lệnh khác; the seal was ${seal}`);
  expect(told).toMatch(/the one that was archived, save what was removed by order\.$/u);
  expect((await readArchive(archive)).removedAt).toEqual(removals.map(({ at }: { at: string }) => at));
  expect(readFileSync(join(folder.dataDir, 'removals.ndjson'), 'utf8').trimEnd().split('\n')).toHaveLength(2);
});

test('[7] planning changes no byte', async () => {
  const { folder, plan } = await aForbiddenEntry({ archived: true });
  const before = bytesOf(folder.dataDir, folder.contentDir);
  expect((await plan()).seqs).toEqual([4, 7, 8, 9]);
  expect(bytesOf(folder.dataDir, folder.contentDir)).toEqual(before);
});

test('[7] refuses an unknown coverage or entry, a reason that repeats the words, and a damaged archive', async () => {
  const { folder, slug, plan, purge } = await aForbiddenEntry({ archived: true });
  await expect(plan({ coverage: 'khong-co' })).rejects.toThrow(CannotPurge);
  await expect(plan({ entryId: v7() })).rejects.toThrow(CannotPurge);
  await expect(plan({ reason: `Vì câu “${LIBEL}”` })).rejects.toThrow('say it without them');
  const about = join(folder.contentDir, 'archive', slug, 'about.json');
  const whole = readFileSync(about);
  writeFileSync(about, '{}');
  await expect(plan()).rejects.toThrow('is damaged');
  writeFileSync(about, whole);
  await purge();
  await expect(plan()).rejects.toThrow('may have been removed before');
});

test('[7] names where else the same words stand', async () => {
  const { folder, purge } = await aForbiddenEntry();
  const same = await folder.work(async ({ cover, post }) => post(await cover('hoi-nghi-thu-ba'), LIBEL));
  const places = await purge();
  expect(places.length).toBeGreaterThan(0);
  // Whoever has to remove it there as well needs the id.
  expect(places.filter(({ file }) => file.endsWith('.ndjson')).map(({ entryId }) => entryId)).toEqual([same]);
  for (const { file, offset } of places)
    expect(readFileSync(file).subarray(offset).toString('utf8').startsWith(LIBEL)).toBe(true);
});
