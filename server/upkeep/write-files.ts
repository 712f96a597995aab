import { copyFile, mkdir, open, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder, syncFolder } from '../durable/write-file.ts';

/** Path in a folder → its bytes, or the path of the file it is a copy of. */
export type Contents = ReadonlyMap<string, Uint8Array | string>;

/**
 * Puts files into a folder. Durable when it resolves; after a crash some may be there.
 * @param mode of the files
 */
export async function writeFiles(folder: string, contents: Contents, mode: number): Promise<void> {
  const folders = new Set<string>();
  await makeFolder(folder);
  for (const [path, content] of contents) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    for (let above = dirname(file); above.startsWith(folder); above = dirname(above)) folders.add(above);
    if (typeof content !== 'string') await writeFile(file, content, { flush: true, mode });
    else {
      await copyFile(content, file);
      const handle = await open(file, 'r+');
      try {
        await handle.chmod(mode);
        await handle.sync();
      } finally {
        await handle.close();
      }
    }
  }
  for (const written of folders) await syncFolder(written);
}
