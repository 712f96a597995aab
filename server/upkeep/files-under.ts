import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Something that can be neither read nor left out in silence. */
export class UnreadablePlace extends Error {
  override readonly name = 'UnreadablePlace';
}

/**
 * Paths of all files in a folder and below, also behind links, ordered, with `/`; none where there is no such folder.
 * @throws {UnreadablePlace} when a link leads nowhere or round, or something is neither a file nor a folder
 */
export const filesUnder = async (folder: string): Promise<string[]> => (await walk(folder, [])).sort();

/** @param above real paths of the folders that lead here */
async function walk(folder: string, above: readonly string[]): Promise<string[]> {
  let entries: Dirent[];
  let place: string;
  try {
    place = await realpath(folder);
    entries = await readdir(place, { withFileTypes: true });
  } catch (fault) {
    // What a server renames meanwhile takes nothing else with it.
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return [];
    throw fault;
  }
  if (above.includes(place)) throw new UnreadablePlace(`${folder} is a link that leads round`);
  const paths: string[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    const what = entry.isSymbolicLink() ? await behindLink(path) : entry;
    if (what.isFile()) paths.push(entry.name);
    else if (what.isDirectory())
      for (const inner of await walk(path, [...above, place])) paths.push(`${entry.name}/${inner}`);
    else throw new UnreadablePlace(`${path} is neither a file nor a folder`);
  }
  return paths;
}

const behindLink = (path: string) =>
  stat(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ENOENT' && cause.code !== 'ELOOP') throw cause;
    throw new UnreadablePlace(`${path} is a link that leads nowhere (a disk that is not mounted?)`, {
      cause,
    });
  });
