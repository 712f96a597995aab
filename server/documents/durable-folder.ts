import { chmod, mkdir, mkdtemp, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Makes a folder with these files: after a crash at any moment it is there whole or not at all. Durable when it
 * resolves.
 * @param files name → text
 * @returns false when a folder of that name is there already; it is left as it is
 * @throws what the disk said
 */
export async function makeDurableFolder(
  parent: string,
  name: string,
  files: Readonly<Record<string, string>>,
): Promise<boolean> {
  await mkdir(parent, { recursive: true });
  const temporary = await mkdtemp(join(parent, `.${name}.`));
  try {
    for (const [file, text] of Object.entries(files)) await writeSynced(join(temporary, file), text);
    // `mkdtemp` makes it private; a shelf may be served, copied or kept in git by others.
    await chmod(temporary, 0o755);
    await sync(temporary);
    await rename(temporary, join(parent, name));
  } catch (fault) {
    await rm(temporary, { recursive: true, force: true });
    if (isTaken(fault)) return false;
    throw fault;
  }
  await sync(parent);
  return true;
}

const isTaken = (fault: unknown): boolean =>
  fault instanceof Error && 'code' in fault && (fault.code === 'ENOTEMPTY' || fault.code === 'EEXIST');

async function writeSynced(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
