import { readdir } from 'node:fs/promises';

/** Something stands where files are to be put; nothing was changed. */
export class NotEmpty extends Error {
  override readonly name = 'NotEmpty';
}

/**
 * @returns names in a folder that is to be empty; none where there is none yet
 * @throws {NotEmpty} when there are others than those that may be there
 */
export async function requireEmpty(folder: string, mayHave: readonly string[] = []): Promise<string[]> {
  const names = await readdir(folder).catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'ENOENT') return [];
    throw fault;
  });
  if (names.some((name) => !mayHave.includes(name)))
    throw new NotEmpty(`${folder} is not empty: name a new folder`);
  return names;
}
