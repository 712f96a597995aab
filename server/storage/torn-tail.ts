import type { FileHandle } from 'node:fs/promises';
import { access } from 'node:fs/promises';
import { writeDurably } from '../durable/write-file.ts';
import type { ScannedJournal } from './journal-scan.ts';

/** A batch that a crash left unfinished was cut off; nobody had been told of it. */
export class TornTail extends Error {
  override readonly name = 'TornTail';
}

/**
 * Cuts what is behind the newest whole batch, after copying it to `<file>.torn-<n>` (rule 12).
 * @returns what to report; doing it again finds nothing to cut
 */
export async function cutTornTail(
  file: string,
  handle: FileHandle,
  { length, size }: Pick<ScannedJournal, 'length' | 'size'>,
): Promise<TornTail> {
  const tail = Buffer.alloc(size - length);
  await handle.read(tail, 0, tail.length, length);
  const copy = await freeName(`${file}.torn-`);
  await writeDurably(copy, tail);
  await handle.truncate(length);
  await handle.sync();
  return new TornTail(
    `${file}: ${tail.length} bytes of an unfinished batch were cut at byte ${length}; kept in ${copy}`,
  );
}

async function freeName(stem: string): Promise<string> {
  for (let n = 1; ; n += 1) {
    const name = `${stem}${n}`;
    try {
      await access(name);
    } catch {
      return name;
    }
  }
}
