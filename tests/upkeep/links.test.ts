import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { realDisk } from '#server/storage/real-disk.ts';
import { examine } from '#server/upkeep/examine.ts';
import { filesUnder, UnreadablePlace } from '#server/upkeep/files-under.ts';
import { takeBackup } from '#server/upkeep/take-backup.ts';
import { aProgram } from '../cli/a-program.ts';
import { temporaryFolder } from '../storage/temporary-folder.ts';
import { aWorkedFolder, backUp, newFolder, restore } from './a-backup.ts';
import type { DataFolder } from './a-data-folder.ts';
import { aDataFolder } from './a-data-folder.ts';
import { aForbiddenEntry, filesWith, LIBEL } from './a-forbidden-entry.ts';

vi.mock(import('node:fs/promises'), async (original) => {
  const real = await original();
  const readdir = (path: string, ...words: never[]) => {
    if (path.endsWith('/vanishing')) rmSync(path, { recursive: true });
    return real.readdir(path, ...words);
  };
  return { ...real, readdir: readdir as typeof real.readdir };
});

/** Puts a folder on another disk, as it were, and a link in its place. @returns where it is now */
function behindLink(folder: string): string {
  const elsewhere = join(temporaryFolder(), 'elsewhere');
  renameSync(folder, elsewhere);
  symlinkSync(elsewhere, folder);
  return elsewhere;
}

test('[I18] folders behind links are in a backup, and are there after a restore', async () => {
  const { folder } = await aWorkedFolder();
  behindLink(join(folder.dataDir, 'media'));
  behindLink(join(folder.contentDir, 'documents', 'bao-cao'));
  const target = newFolder();
  await backUp(folder, target);
  const restored = aDataFolder();
  await restore(target, restored);
  expect(readdirSync(join(restored.dataDir, 'media'))).toHaveLength(4);
  expect(existsSync(join(restored.contentDir, 'documents', 'bao-cao', 'document.json'))).toBe(true);
  const { findings } = await examine(realDisk, restored.dataDir, restored.contentDir);
  expect(findings.filter(({ level }) => level === 'damage')).toEqual([]);
});

test('[7] words are found behind links', async () => {
  const { folder, purge } = await aForbiddenEntry();
  const drafts = join(folder.contentDir, 'drafts');
  mkdirSync(drafts, { recursive: true });
  writeFileSync(join(drafts, 'note.txt'), LIBEL);
  behindLink(drafts);
  expect(await purge()).toEqual([{ file: join(drafts, 'note.txt'), offset: 0, entryId: null }]);
});

test('[7] a removal is refused where a link would keep the words: in the place of a journal, or of an archive', async () => {
  for (const linked of ['journal', 'archive']) {
    const { folder, place, slug, purge } = await aForbiddenEntry({ archived: true });
    behindLink(linked === 'journal' ? place : join(folder.contentDir, 'archive', slug));
    const before = filesWith(folder, LIBEL);
    await expect(purge()).rejects.toThrow('is a link');
    expect(filesWith(folder, LIBEL)).toEqual(before);
    expect(existsSync(join(folder.dataDir, '.purge'))).toBe(false);
  }
});

test('a link that leads nowhere or round, and what is neither file nor folder, are refused by name', async () => {
  const refused = async (name: string, make: (path: string) => void): Promise<void> => {
    const { folder } = await aWorkedFolder();
    make(join(folder.dataDir, 'media', name));
    const target = newFolder();
    const fault = await backUp(folder, target).catch((cause: unknown) => cause);
    expect(fault).toBeInstanceOf(UnreadablePlace);
    expect(String(fault)).toContain(join(folder.dataDir, 'media', name));
    expect(existsSync(join(target, 'backup.json'))).toBe(false);
  };
  await refused('nowhere', (path) => symlinkSync('/nowhere/at/all', path));
  await refused('round', (path) => symlinkSync('..', path));
  await refused('queue', (path) => execFileSync('mkfifo', [path]));
});

test('a folder that goes while files are counted takes nothing else with it', async () => {
  const folder = temporaryFolder();
  for (const name of ['a', 'vanishing', 'z']) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'file'), '');
  }
  expect(await filesUnder(folder)).toEqual(['a/file', 'z/file']);
});

test('[7] what could not be searched for the words stops a removal before it begins', async () => {
  const { folder, purge } = await aForbiddenEntry();
  symlinkSync('/nowhere/at/all', join(folder.contentDir, 'notes'));
  await expect(purge()).rejects.toThrow(UnreadablePlace);
  expect(existsSync(join(folder.dataDir, '.purge'))).toBe(false);
});

test('[I18] a backup names the pictures that the logs name and that are nowhere', async () => {
  const missingIn = async ({ dataDir, contentDir }: DataFolder) =>
    (
      await takeBackup({
        disk: realDisk,
        dataDir,
        contentDir,
        target: newFolder(),
        now: '2026-03-12T05:00:00.000Z',
        version: '0.1.0',
      })
    ).missing;
  const { folder } = await aWorkedFolder();
  expect(await missingIn(folder)).toEqual([]);
  const media = join(folder.dataDir, 'media');
  const names = readdirSync(media).sort();
  const archived = readdirSync(join(folder.contentDir, 'archive', 'da-xong', 'media'));
  rmSync(media, { recursive: true });
  // What an archive holds is not lost.
  expect(archived.length).toBeGreaterThan(0);
  expect(await missingIn(folder)).toEqual(names.filter((name) => !archived.includes(name)));
  const program = aProgram('backup', [newFolder()], folder.dataDir, {
    DATA_DIR: folder.dataDir,
    CONTENT_DIR: folder.contentDir,
  });
  expect(await program.ended).toBe(1);
  expect(program.said()).toMatch(/Done: .*\n.*nowhere: 2\./u);
});
