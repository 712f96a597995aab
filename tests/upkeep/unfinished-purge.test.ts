import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { assemble } from '#server/assemble.ts';
import { readConfig } from '#server/config.ts';
import { realDisk } from '#server/storage/real-disk.ts';
import { holdFolder } from '#server/storage/writer-lock.ts';
import { UnfinishedPurge, unfinishedPurge } from '#server/upkeep/purge.ts';
import type { PurgePlan } from '#server/upkeep/purge-plan.ts';
import { planPurge } from '#server/upkeep/purge-plan.ts';
import { aProgram } from '../cli/a-program.ts';
import { newFolder } from './a-backup.ts';
import type { DataFolder } from './a-data-folder.ts';
import { aDataFolder, bytesOf } from './a-data-folder.ts';
import { aForbiddenEntry, REASON } from './a-forbidden-entry.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const environment = ({ dataDir, contentDir }: DataFolder) => ({ DATA_DIR: dataDir, CONTENT_DIR: contentDir });

/** A start of the server that is refused. */
async function start(folder: DataFolder): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, ['server/main.ts'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, PORT: '0', ...environment(folder) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit') as Promise<[number]>]);
  return { code, said };
}

async function purge(folder: DataFolder, ...words: string[]) {
  const program = aProgram('purge', [...words, '--reason', REASON], folder.dataDir, environment(folder));
  return { code: await program.ended, said: program.said() };
}

/** What a removal leaves that was cut short as soon as its plan was durable. */
function cutShort({ dataDir }: DataFolder, plan: PurgePlan): void {
  mkdirSync(join(dataDir, '.purge'));
  writeFileSync(join(dataDir, '.purge', 'plan.json'), JSON.stringify(plan));
}

test('[7] no server starts while a removal is unfinished: it says how to finish it, or that it is at work', async () => {
  const { folder, slug, entryId, plan } = await aForbiddenEntry({ archived: true });
  cutShort(folder, await plan());
  const before = bytesOf(folder.dataDir, folder.contentDir);
  expect(await start(folder)).toEqual({
    code: 65,
    said: expect.stringContaining(`npm run purge -- ${slug} ${entryId} --reason`),
  });
  expect(bytesOf(folder.dataDir, folder.contentDir)).toEqual(before);
  const hold = await holdFolder(folder.dataDir);
  expect(await start(folder)).toEqual({ code: 69, said: expect.stringContaining('in use') });
  hold.release();
  expect((await purge(folder, slug, entryId)).code).toBe(0);
  expect(existsSync(join(folder.dataDir, '.purge'))).toBe(false);
});

test('[7] nor does anything else that puts the newsroom together, such as npm run dev, and it lets go of the folder', async () => {
  const { folder, plan } = await aForbiddenEntry({ archived: true });
  cutShort(folder, await plan());
  await expect(assemble(readConfig(environment(folder)))).rejects.toBeInstanceOf(UnfinishedPurge);
  (await holdFolder(folder.dataDir)).release();
});

test('a start that cannot lock its folder says why, with the exit code of a setting that cannot be used', async () => {
  const { folder, plan } = await aForbiddenEntry();
  cutShort(folder, await plan());
  rmSync(join(folder.dataDir, 'writer.lock'));
  mkdirSync(join(folder.dataDir, 'writer.lock'));
  expect(await start(folder)).toEqual({
    code: 64,
    said: expect.stringMatching(/^DATA_DIR cannot be used: .*writer\.lock cannot be locked: .*\.\n$/u),
  });
});

test('[7] a dry run tells of a removal that was cut short, and changes nothing', async () => {
  const { folder, slug, coverageId, entryId, plan } = await aForbiddenEntry();
  cutShort(folder, { ...(await plan()), seqs: [4, 7] });
  const before = bytesOf(folder.dataDir, folder.contentDir);
  for (const name of [slug, coverageId])
    expect(await purge(folder, name, entryId, '--dry-run')).toEqual({
      code: 0,
      said: expect.stringMatching(/cut short.*\n.*the records 4, 7 would/u),
    });
  for (const words of [
    [slug, 'another-entry'],
    ['hoi-nghi-khac', entryId],
  ])
    for (const dry of [['--dry-run'], []])
      expect(await purge(folder, ...words, ...dry)).toEqual({
        code: 1,
        said: expect.stringContaining(`The removal of ${entryId} from ${slug} was cut short`),
      });
  expect(bytesOf(folder.dataDir, folder.contentDir)).toEqual(before);
});

test('[7] no backup is taken of a removal that is half done', async () => {
  const { folder, slug, plan } = await aForbiddenEntry({ archived: true });
  cutShort(folder, await plan());
  const target = newFolder();
  const backup = aProgram('backup', [target], folder.dataDir, environment(folder));
  expect(await backup.ended).toBe(1);
  expect(backup.said()).toContain(`Finish it first: npm run purge -- ${slug}`);
  expect(existsSync(target)).toBe(false);
});

test('[7] a plan that cannot be read is a fault, not the absence of one', async () => {
  const { dataDir } = aDataFolder();
  expect(await unfinishedPurge(dataDir)).toBeNull();
  mkdirSync(join(dataDir, '.purge', 'plan.json'), { recursive: true });
  await expect(unfinishedPurge(dataDir)).rejects.toMatchObject({ code: 'EISDIR' });
});

test('[7] a plan that is made while the server runs takes nothing for damage that is whole a moment later', async () => {
  const { folder, place, slug, plan } = await aForbiddenEntry();
  const journal = join(place, 'journal-000000001.ndjson');
  const torn = `${folder.dataDir}-torn`;
  copyFileSync(journal, torn);
  const bytes = readFileSync(torn);
  bytes[600] = (bytes[600] ?? 0) ^ 1;
  writeFileSync(torn, bytes);
  let looks = 0;
  const disk = {
    ...realDisk,
    open(path: string, mode: 'r' | 'r+' | 'wx') {
      if (path !== journal) return realDisk.open(path, mode);
      looks += 1;
      return realDisk.open(looks === 1 ? torn : path, mode);
    },
  };
  const { seqs } = await planPurge(disk, folder.dataDir, folder.contentDir, {
    ...(await plan()),
    coverage: slug,
  });
  expect(looks).toBeGreaterThan(1);
  expect(seqs).toEqual((await plan()).seqs);
  expect(seqs.length).toBeGreaterThan(0);
});
