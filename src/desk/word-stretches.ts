import { betweenCommonEnds, placedDifferences } from '#domain/word-differences.ts';

/** A piece of two texts: words that both have, or a place where they differ. */
export type Stretch =
  | { readonly same: readonly string[] }
  | { readonly before: readonly string[]; readonly after: readonly string[] };

/** Both texts from end to end, in order. Where there are too many words to compare, one place holds all that differs. */
export function stretchesOf(before: readonly string[], after: readonly string[]): Stretch[] {
  const places = placedDifferences(before, after) ?? [inOnePiece(before, after)];
  const stretches: Stretch[] = [];
  let end = 0;
  for (const { at, before: was, after: is } of places) {
    if (at > end) stretches.push({ same: before.slice(end, at) });
    stretches.push({ before: was, after: is });
    end = at + was.length;
  }
  if (end < before.length) stretches.push({ same: before.slice(end) });
  return stretches;
}

function inOnePiece(before: readonly string[], after: readonly string[]) {
  const [was, is, at] = betweenCommonEnds(before, after);
  return { at, before: was, after: is };
}
