import { dirname, join } from 'node:path';
import type { Disk } from './disk.ts';
import { replaceFile } from './disk-file.ts';

/** A batch that a crash left unfinished was cut off; nobody had been told of it. */
export class TornTail extends Error {
  override readonly name = 'TornTail';
}

/**
 * Copies what is about to be cut off to `torn-<n>` beside the segment (rule 12).
 * @returns what to report
 */
export function keepTornTail(disk: Disk, file: string, length: number, tail: Uint8Array): string {
  const folder = dirname(file);
  const taken = new Set(disk.list(folder));
  let n = 1;
  while (taken.has(`torn-${n}`)) n += 1;
  const copy = join(folder, `torn-${n}`);
  replaceFile(disk, copy, tail);
  return `${file}: ${tail.length} bytes of an unfinished batch were cut at byte ${length}; kept in ${copy}`;
}
