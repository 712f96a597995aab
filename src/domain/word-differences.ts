/** A place where two texts differ: the words of each side. One of them may have none. */
export interface Difference {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** Beyond this many words on both sides, between the common beginning and end, comparing would cost too much. */
const COMPARABLE_WORDS = 400;

/** Where in the text before a difference begins, in words. */
export interface PlacedDifference extends Difference {
  readonly at: number;
}

/** What a longest common subsequence leaves over, place by place, or null when there are too many words to compare. */
export const wordDifferences = (before: readonly string[], after: readonly string[]): Difference[] | null =>
  placedDifferences(before, after)?.map(({ before: was, after: is }) => ({ before: was, after: is })) ?? null;

/** The same, each with its place: what is alike around it does not always tell it. */
export function placedDifferences(
  before: readonly string[],
  after: readonly string[],
): PlacedDifference[] | null {
  const [a, b, start] = betweenCommonEnds(before, after);
  if (a.length > COMPARABLE_WORDS || b.length > COMPARABLE_WORDS) return null;

  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  const length = (i: number, j: number): number => longest[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      longest[i * width + j] =
        a[i] === b[j] ? length(i + 1, j + 1) + 1 : Math.max(length(i + 1, j), length(i, j + 1));

  const places: { at: number; before: string[]; after: string[] }[] = [];
  let place: (typeof places)[number] | null = null;
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      place = null;
      i += 1;
      j += 1;
      continue;
    }
    if (!place) {
      place = { at: start + i, before: [], after: [] };
      places.push(place);
    }
    if (j >= b.length || (i < a.length && length(i + 1, j) >= length(i, j + 1))) {
      place.before.push(a[i] ?? '');
      i += 1;
    } else {
      place.after.push(b[j] ?? '');
      j += 1;
    }
  }
  return places;
}

/** What is between the common beginning and the common end of two lists, and how long that beginning is. */
export function betweenCommonEnds(
  a: readonly string[],
  b: readonly string[],
): [readonly string[], readonly string[], number] {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return [a.slice(start, a.length - end), b.slice(start, b.length - end), start];
}
