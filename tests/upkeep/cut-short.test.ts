import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { expect, test, vi } from 'vitest';
import { verifyArchive } from '#server/archive/verify-archive.mjs';
import { realDisk } from '#server/storage/real-disk.ts';
import { carryOut, unfinishedPurge } from '#server/upkeep/purge.ts';
import { restoreBackup } from '#server/upkeep/restore-backup.ts';
import { takeBackup } from '#server/upkeep/take-backup.ts';
import { temporaryFolder } from '../storage/temporary-folder.ts';
import type { DataFolder } from './a-data-folder.ts';
import { aDataFolder, bytesOf } from './a-data-folder.ts';
import {
  aCopyOf,
  aForbiddenEntry,
  CAPTION,
  filesWith,
  inspected,
  LIBEL,
  MENDED,
  NOTE,
  planOf,
} from './a-forbidden-entry.ts';
import { power, withPower } from './power.ts';

vi.mock(import('node:fs/promises'), async (original) =>
  (await import('./power.ts')).metered(await original()),
);

/** The act itself, or the sync of the folder behind it: then nobody knows which bytes stand. */
const isCutShort = (fault: unknown): boolean =>
  fault instanceof Error &&
  [fault.message, (fault.cause as Error | undefined)?.message].includes('the power went');

test('[7] whatever cuts a removal short, a start tells the old or the new or says why not, and running it again finishes', async () => {
  const { folder: pristine, coverageId, entryId, slug } = await aForbiddenEntry({ archived: true });
  const before = inspected(pristine, coverageId);
  const { seal } = verifyArchive(join(pristine.contentDir, 'archive', slug));
  const rehearsal = aCopyOf(pristine);
  power.used = 0;
  await carryOut(realDisk, rehearsal.dataDir, rehearsal.contentDir, await planOf(rehearsal, slug, entryId));
  const steps = power.used;
  expect(steps).toBeGreaterThan(25);
  const starts = { old: 0, new: 0, refused: 0, half: 0 };
  const wordsIn = (folder: DataFolder): number =>
    filesWith(folder, LIBEL, MENDED, CAPTION, NOTE).filter((file) => !file.includes('/.purge/')).length;

  for (let cut = 0; cut < steps; cut += 1) {
    const folder = aCopyOf(pristine);
    const place = join(folder.dataDir, 'coverages', coverageId);
    const archive = join(folder.contentDir, 'archive', slug);
    const plan = () => planOf(folder, slug, entryId);
    const first = await plan();
    const cutShort = withPower(cut, () => carryOut(realDisk, folder.dataDir, folder.contentDir, first));
    await expect(cutShort).rejects.toSatisfy(isCutShort);

    // Half of it is done only while its plan is there: then no server starts.
    const planned = existsSync(join(folder.dataDir, '.purge', 'plan.json'));
    const words = wordsIn(folder);
    if (!planned) expect([0, wordsIn(pristine)]).toContain(words);
    else if (words > 0 && words < wordsIn(pristine)) starts.half += 1;

    const refuses = readdirSync(join(folder.dataDir, 'coverages')).some((name) => name.includes('cut-short'));
    if (refuses) {
      await expect(folder.work(async () => undefined)).rejects.toThrow('purge-was-cut-short');
      starts.refused += 1;
    } else {
      const { recovered, state } = inspected(folder, coverageId);
      const isOld = recovered.epoch === before.recovered.epoch;
      expect(recovered.hash).toBe(before.recovered.hash);
      expect(state.coverage.entries.has(entryId)).toBe(isOld);
      starts[isOld ? 'old' : 'new'] += 1;
      // A server may run in between: now and then it does, and freezes what it misses.
      if (cut % 4 === 0) await folder.work(async () => undefined);
    }

    // At the very end all is done, and nothing is left that could be finished.
    const left = existsSync(join(folder.dataDir, '.purge'));
    const done = !left && !refuses && inspected(folder, coverageId).recovered.epoch === first.epoch;
    const again = (await unfinishedPurge(folder.dataDir)) ?? (done ? null : await plan());
    if (again) expect(await carryOut(realDisk, folder.dataDir, folder.contentDir, again)).toEqual([]);
    expect(filesWith(folder, LIBEL, MENDED, CAPTION, NOTE), `cut at ${cut}`).toEqual([]);
    expect(inspected(folder, coverageId).recovered.hash).toBe(before.recovered.hash);
    expect(existsSync(place)).toBe(true);
    expect(verifyArchive(archive).problems).toEqual([]);
    expect(JSON.parse(readFileSync(join(archive, 'removals.json'), 'utf8')).removals).toMatchObject([
      { seal },
    ]);
    expect(readFileSync(join(folder.dataDir, 'removals.ndjson'), 'utf8').trimEnd().split('\n')).toHaveLength(
      1,
    );
    for (const left of [join(folder.dataDir, '.purge'), `${place}.purge-was-cut-short`])
      expect(existsSync(left)).toBe(false);
    expect(readdirSync(join(folder.contentDir, 'archive'))).toEqual([slug]);
  }
  for (const count of Object.values(starts)) expect(count).toBeGreaterThan(0);
}, 240_000);

test('[I18] whatever cuts a backup short, it is no backup; whatever cuts a restore short, no data folder is there', async () => {
  const { folder, coverageId } = await aForbiddenEntry({ archived: true });
  const source = bytesOf(folder.dataDir, folder.contentDir);
  const backUp = (target: string) =>
    takeBackup({ disk: realDisk, ...folder, target, now: '2026-03-12T05:00:00.000Z', version: '0.1.0' });
  const restore = (backup: string, { dataDir, contentDir } = aDataFolder()) =>
    restoreBackup({ disk: realDisk, backup, dataDir, contentDir, newEpoch: v7, dryRun: false });

  const backup = join(temporaryFolder(), 'backup');
  power.used = 0;
  await backUp(backup);
  const backupSteps = power.used;
  for (let cut = 0; cut < backupSteps; cut += 1) {
    const target = join(temporaryFolder(), 'backup');
    await expect(withPower(cut, () => backUp(target))).rejects.toSatisfy(isCutShort);
    // Its last step makes the name durable of what is whole already.
    const whole = existsSync(join(target, 'backup.json'));
    if (whole) expect(cut).toBe(backupSteps - 1);
    else await expect(restore(target)).rejects.toThrow('no whole backup');
  }
  expect(bytesOf(folder.dataDir, folder.contentDir)).toEqual(source);

  power.used = 0;
  await restore(backup);
  const restoreSteps = power.used;
  const written = bytesOf(backup);
  for (let cut = 0; cut < restoreSteps; cut += 1) {
    const target = aDataFolder();
    await expect(withPower(cut, () => restore(backup, target))).rejects.toSatisfy(isCutShort);
    if (existsSync(target.dataDir)) expect(cut).toBe(restoreSteps - 1);
    else await restore(backup, target);
    expect(inspected(target, coverageId).recovered.seq).toBe(inspected(folder, coverageId).recovered.seq);
    expect(statSync(target.dataDir).isDirectory()).toBe(true);
  }
  expect(bytesOf(backup)).toEqual(written);
  expect([backupSteps, restoreSteps].every((steps) => steps > 20)).toBe(true);
}, 240_000);
