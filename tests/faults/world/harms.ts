import type { Chance } from '../chance.ts';
import type { Left } from './left-log.ts';
import { SECTOR } from './sectors.ts';
import { COVERAGE } from './some-records.ts';

/** What a disk may do to a file that nobody writes. */
export interface Harm {
  readonly kind: 'flip' | 'cut' | 'zeroed sector';
  readonly path: string;
  /** First byte that is another or gone, and the one behind the last. */
  readonly from: number;
  readonly to: number;
  readonly bytes: Buffer;
}

const filesOf = ({ files }: Left): [string, Buffer][] =>
  [...files].filter(([path]) => path.includes(COVERAGE));

/** One byte, as likely as any other, whatever its file. */
export function flip(left: Left, chance: Chance): Harm {
  const files = filesOf(left);
  let from = chance.index(files.reduce((sum, [, { length }]) => sum + length, 0));
  const [path, whole] = files.find(([, { length }]) => {
    if (from < length) return true;
    from -= length;
    return false;
  }) ?? ['', Buffer.alloc(1)];
  const bytes = Buffer.from(whole);
  bytes[from] = (bytes[from] ?? 0) ^ (1 + chance.index(255));
  return { kind: 'flip', path, from, to: from + 1, bytes };
}

/** Every file, cut at each `every`-th byte, and at and around every end of a line: of headers, records, batches, seals. */
export function* cuts(left: Left, every: number): Generator<Harm> {
  for (const [path, whole] of filesOf(left))
    for (let from = 0; from < whole.length; from += 1) {
      const isAtEnd = [from - 2, from - 1, from].some((at) => whole[at] === 10);
      if (from % every === 0 || isAtEnd)
        yield { kind: 'cut', path, from, to: whole.length, bytes: whole.subarray(0, from) };
    }
}

/** Every sector of every file. */
export function* zeroedSectors(left: Left): Generator<Harm> {
  for (const [path, whole] of filesOf(left))
    for (let from = 0; from < whole.length; from += SECTOR) {
      const to = Math.min(whole.length, from + SECTOR);
      yield { kind: 'zeroed sector', path, from, to, bytes: Buffer.from(whole).fill(0, from, to) };
    }
}
