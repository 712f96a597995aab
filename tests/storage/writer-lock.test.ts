import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { FolderInUse, holdFolder, NoLock } from '#server/storage/writer-lock.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A process that takes the folder, says so, and stays until it is killed. */
async function anotherHolder(folder: string) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'a-holder.ts'), folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [said] = await once(child.stdout, 'data');
  return { child, said: String(said).trim() };
}

test('refuses a second process, and says which folder', async () => {
  const folder = temporaryFolder();
  const hold = await holdFolder(folder);
  const { said } = await anotherHolder(folder);
  expect(said).toContain(`${folder} is in use by another Plenary process`);
  hold.release();
});

test('refuses the same folder under another name', async () => {
  const folder = temporaryFolder();
  const alias = join(temporaryFolder(), 'alias');
  symlinkSync(folder, alias);
  const hold = await holdFolder(folder);
  await expect(holdFolder(alias)).rejects.toThrow(FolderInUse);
  hold.release();
  (await holdFolder(alias)).release();
});

test('refuses within a second, and frees the folder when its process is killed with -9', async () => {
  const folder = temporaryFolder();
  const { child, said } = await anotherHolder(folder);
  expect(said).toBe('held');
  const refusedAfter = performance.now();
  await expect(holdFolder(folder)).rejects.toThrow(FolderInUse);
  expect(performance.now() - refusedAfter).toBeLessThan(1000);
  child.kill('SIGKILL');
  await once(child, 'exit');
  (await holdFolder(folder)).release();
});

test('tells a lock that cannot be used from a folder that is in use, with the cause', async () => {
  const [folder, other] = [temporaryFolder(), temporaryFolder()];
  mkdirSync(join(folder, 'writer.lock'));
  const words = 'Somebody keeps a note here. '.repeat(40);
  writeFileSync(join(other, 'writer.lock'), words);
  for (const [place, why] of [
    [folder, 'unable to open'],
    [other, 'not a database'],
  ] as const) {
    const fault = await holdFolder(place).catch((cause: unknown) => cause);
    expect(fault).toBeInstanceOf(NoLock);
    expect(String(fault)).toContain(`${join(place, 'writer.lock')} cannot be locked: `);
    expect(String(fault)).toContain(why);
  }
  expect(readFileSync(join(other, 'writer.lock'), 'utf8')).toBe(words);
});
