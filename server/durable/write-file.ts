import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** The new bytes have the name, and the disk did not say that they keep it: a disk that failed (rule 12). */
export class UnsureFile extends Error {
  override readonly name = 'UnsureFile';
  constructor(file: string, cause: unknown) {
    super(`${file}: after a crash it holds the old bytes or the new ones, nobody knows which`, { cause });
  }
}

/**
 * Replaces a file whole: after a crash at any moment it holds the old bytes or the new ones. Durable when it resolves.
 * @throws {UnsureFile}
 * @throws what else the disk said; the old bytes stand
 */
export async function writeDurably(file: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(file);
  const temporary = join(folder, `.${basename(file)}.tmp`);
  try {
    // Only the newsroom's own account reads these files: one of them holds the staff's password hashes.
    const handle = await open(temporary, 'w', 0o600);
    try {
      await handle.writeFile(bytes);
      const { size } = await handle.stat();
      if (size !== bytes.length)
        throw new Error(`${temporary}: ${size} of ${bytes.length} bytes were written`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (fault) {
    await rm(temporary, { force: true });
    throw fault;
  }
  await syncFolder(folder).catch((cause) => {
    throw new UnsureFile(file, cause);
  });
}

/** A name in a folder is durable only when the folder is. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a folder and the ones above it; their names are durable when it resolves. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  for (let made = folder; ; made = dirname(made)) {
    await syncFolder(dirname(made));
    if (made === first || made === dirname(made)) return;
  }
}
