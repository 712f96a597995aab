import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { v7 } from 'uuid';
import { expect, test, vi } from 'vitest';
import { realDisk } from '#server/storage/real-disk.ts';
import { FolderInUse } from '#server/storage/writer-lock.ts';
import { NotEmpty } from '#server/upkeep/empty-folder.ts';
import { restoreBackup } from '#server/upkeep/restore-backup.ts';
import { aProgram } from '../cli/a-program.ts';
import { temporaryFolder } from '../storage/temporary-folder.ts';
import { aWorkedFolder, backUp, newFolder, recordsIn, restore } from './a-backup.ts';
import { aDataFolder } from './a-data-folder.ts';

/** A folder on which another folder is mounted: none of its names can be taken away. */
const mounted = vi.hoisted(() => ({ folder: '' }));
vi.mock(import('node:fs/promises'), async (original) => {
  const real = await original();
  const unlessMounted = (folder: unknown, act: () => Promise<void>): Promise<void> =>
    folder === mounted.folder ? Promise.reject(Object.assign(new Error('EBUSY'), { code: 'EBUSY' })) : act();
  return {
    ...real,
    rmdir: (folder, ...more) => unlessMounted(folder, () => real.rmdir(folder, ...more)),
    rename: (from, to) => unlessMounted(to, () => real.rename(from, to)),
  };
});

async function aBackup() {
  const { folder, live } = await aWorkedFolder();
  const backup = newFolder();
  await backUp(folder, backup);
  return { backup, live };
}

/** Restores, and lets something happen there while the backup is being read. */
async function restoreWhile(backup: string, happens: (dataDir: string) => void) {
  const target = aDataFolder();
  let happened = false;
  const restoring = restoreBackup({
    disk: realDisk,
    backup,
    ...target,
    newEpoch() {
      if (!happened) happens(target.dataDir);
      happened = true;
      return v7();
    },
    dryRun: false,
  });
  return { ...target, fault: await restoring.then(() => null).catch((fault: unknown) => fault) };
}

test('[3] a newsroom that started while a backup was restored keeps its folder, and its lock', async () => {
  const { backup } = await aBackup();
  let lock: DatabaseSync | undefined;
  const { dataDir, contentDir, fault } = await restoreWhile(backup, (folder) => {
    mkdirSync(folder);
    lock = new DatabaseSync(join(folder, 'writer.lock'));
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  });
  expect(fault).toBeInstanceOf(FolderInUse);
  expect(readdirSync(dataDir)).toEqual(['writer.lock']);
  expect(readdirSync(join(dataDir, '..'))).toEqual(['data']);
  expect(existsSync(contentDir)).toBe(false);
  lock?.close();
});

test('what came there while a backup was restored stays, and "Nothing was changed" is true', async () => {
  const { backup } = await aBackup();
  const { dataDir, contentDir, fault } = await restoreWhile(backup, (folder) => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'accounts.json'), '{}');
  });
  expect(fault).toBeInstanceOf(NotEmpty);
  expect(readdirSync(dataDir)).toEqual(['accounts.json']);
  expect(readdirSync(join(dataDir, '..'))).toEqual(['data']);
  expect(existsSync(contentDir)).toBe(false);
});

test('a folder that is a disk of its own is refused before anything is written, and a dry run says so', async () => {
  const { backup } = await aBackup();
  // Linux has a disk of its own there, always.
  const proc = { ...aDataFolder(), dataDir: '/proc' };
  expect((await restore(backup, proc, true)).inTheWay).toContain('/proc is a disk of its own');
  await expect(restore(backup, proc)).rejects.toThrow('/proc is a disk of its own');
  expect(existsSync(proc.contentDir)).toBe(false);
});

test('a folder mounted from the same disk is refused, and nothing was changed', async () => {
  const { backup } = await aBackup();
  const { dataDir, contentDir, ...target } = aDataFolder();
  mkdirSync(dataDir);
  mounted.folder = dataDir;
  const fault = await restore(backup, { dataDir, contentDir, ...target }).catch((cause: unknown) => cause);
  mounted.folder = '';
  expect(fault).toBeInstanceOf(NotEmpty);
  expect(String(fault)).toContain('is a disk of its own');
  expect(readdirSync(join(dataDir, '..'))).toEqual(['data']);
  expect(existsSync(contentDir)).toBe(false);
});

test('a folder behind a link is restored where the link leads', async () => {
  const { backup, live } = await aBackup();
  const target = aDataFolder();
  const behind = join(temporaryFolder(), 'behind');
  mkdirSync(behind);
  symlinkSync(behind, target.dataDir);
  await restore(backup, target);
  expect(recordsIn(behind, live).records).toHaveLength(8);
});

test('a lock that cannot be used is told as what it is, with the exit code of a folder that cannot be used', async () => {
  const { backup } = await aBackup();
  const { dataDir, contentDir } = aDataFolder();
  mkdirSync(join(dataDir, 'writer.lock'), { recursive: true });
  const program = aProgram('restore', [backup], dataDir, { DATA_DIR: dataDir, CONTENT_DIR: contentDir });
  expect(await program.ended).toBe(64);
  expect(program.said()).toMatch(/^.*writer\.lock cannot be locked: .*\.\n$/u);
  expect(readdirSync(join(dataDir, '..'))).toEqual(['data']);
});
