import { chmod, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, syncFolder } from '../durable/write-file.ts';

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
  await makeFolder(parent);
  const temporary = await mkdtemp(join(parent, `.${name}.`));
  try {
    for (const [file, text] of Object.entries(files))
      await writeFile(join(temporary, file), text, { flush: true });
    // `mkdtemp` makes it private; a shelf may be served, copied or kept in git by others.
    await chmod(temporary, 0o755);
    await syncFolder(temporary);
    await rename(temporary, join(parent, name));
  } catch (fault) {
    await rm(temporary, { recursive: true, force: true });
    if (isTaken(fault)) return false;
    throw fault;
  }
  await syncFolder(parent);
  return true;
}

const isTaken = (fault: unknown): boolean =>
  fault instanceof Error && 'code' in fault && (fault.code === 'ENOTEMPTY' || fault.code === 'EEXIST');
