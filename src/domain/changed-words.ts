import { isComplete, textOfBlock } from './block.ts';
import type { Correction, EntryContent } from './entry.ts';
import { shorten } from './entry.ts';
import { printMention } from './speaker.ts';

/** What a place of a text said and says now: the words that differ, without those around them. Either may be empty. */
export interface ChangedWords {
  readonly before: string;
  readonly after: string;
}

/** Of each side of one place. */
const MOST_CHARACTERS = 200;
const MOST_PLACES = 5;

/**
 * The words that a correction changes, for an editor who shows them to readers (rule 5). Only what readers read is
 * compared: words that waited for a photo were never seen by anybody.
 * @returns at most 5 places, at most 200 characters each side; none where nothing but a picture differs
 */
export function changedWords(before: EntryContent, after: EntryContent): ChangedWords[] {
  const [from, to] = differing(placesOf(before), placesOf(after));
  const pairs =
    from.length === to.length
      ? from.map((text, index) => [text, to[index] ?? ''] as const)
      : [[from.join(' '), to.join(' ')] as const];
  return pairs
    .filter(([was, is]) => was !== is)
    .slice(0, MOST_PLACES)
    .map(([was, is]) => differing(wordsOf(was), wordsOf(is)))
    .filter(([was, is]) => was.length + is.length > 0)
    .map(([was, is]) => ({ before: inShort(was), after: inShort(is) }));
}

/**
 * Corrections as they stand once the text is another: what a later edit takes back without showing it is not shown by
 * an earlier correction either.
 */
export function withoutTakenBack(corrections: readonly Correction[], content: EntryContent): Correction[] {
  const words = ` ${placesOf(content).flatMap(wordsOf).join(' ')} `;
  return corrections.map((correction) => {
    const { changedWords: shown, ...rest } = correction;
    const stands = (text: string): boolean => words.includes(` ${text.replace(/…$/u, '')}`);
    return !shown || shown.every(({ after }) => stands(after)) ? correction : rest;
  });
}

/** What readers read of a content, place by place. */
const placesOf = ({ headline = '', speaker, venue = '', blocks }: EntryContent): string[] => [
  headline,
  speaker ? printMention(speaker) : '',
  venue,
  ...blocks
    .filter(isComplete)
    .flatMap((block) =>
      block.type === 'figure' ? [block.caption, block.credit ?? ''] : [textOfBlock(block)],
    ),
];

const wordsOf = (text: string): string[] => text.split(/\s+/u).filter(Boolean);

const inShort = (words: readonly string[]): string => shorten(words.join(' '), MOST_CHARACTERS);

/** What is between the common beginning and the common end of two lists. */
function differing(a: readonly string[], b: readonly string[]): [readonly string[], readonly string[]] {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return [a.slice(start, a.length - end), b.slice(start, b.length - end)];
}
