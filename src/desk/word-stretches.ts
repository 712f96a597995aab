import { betweenCommonEnds, wordDifferences } from '#domain/word-differences.ts';

/** A piece of two texts: words that both have, or a place where they differ. */
export type Stretch =
  | { readonly same: readonly string[] }
  | { readonly before: readonly string[]; readonly after: readonly string[] };

/** Both texts from end to end, in order. Where there are too many words to compare, one place holds all that differs. */
export function stretchesOf(before: readonly string[], after: readonly string[]): Stretch[] {
  const places = wordDifferences(before, after) ?? [inOnePiece(before, after)];
  const stretches: Stretch[] = [];
  let i = 0;
  let j = 0;
  const same = (): void => {
    const from = i;
    while (i < before.length && j < after.length && before[i] === after[j]) {
      i += 1;
      j += 1;
    }
    if (i > from) stretches.push({ same: before.slice(from, i) });
  };
  // A place begins with the first words that differ and ends before the next that are alike.
  for (const place of places) {
    same();
    stretches.push(place);
    i += place.before.length;
    j += place.after.length;
  }
  same();
  return stretches;
}

function inOnePiece(before: readonly string[], after: readonly string[]) {
  const [was, is] = betweenCommonEnds(before, after);
  return { before: was, after: is };
}
