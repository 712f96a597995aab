import { isComplete, textOfBlock } from './block.ts';
import type { Correction, EntryContent } from './entry.ts';
import { shorten } from './entry.ts';
import { printMention } from './speaker.ts';
import type { Difference } from './word-differences.ts';
import { betweenCommonEnds, wordDifferences } from './word-differences.ts';

/** What a place of a text said and says now: the words that differ, without those around them. One of them may be empty. */
export interface ChangedWords {
  readonly before: string;
  readonly after: string;
}

/** Of each side of one place. */
const MOST_CHARACTERS = 200;
const MOST_PLACES = 5;
/** A paragraph with more was written anew: its words are shown in one piece. */
const MOST_IN_A_PARAGRAPH = 3;

/**
 * The words that a correction changes, for an editor who shows them to readers (rule 5). Only what readers read is
 * compared: words that waited for a photo were never seen by anybody.
 * @returns at most 5 places, at most 200 characters each side; none where nothing but a picture differs
 */
export function changedWords(before: EntryContent, after: EntryContent): ChangedWords[] {
  const [from, to] = betweenCommonEnds(placesOf(before), placesOf(after));
  const pairs =
    from.length === to.length
      ? from.map((text, index) => [text, to[index] ?? ''] as const)
      : [[from.join(' '), to.join(' ')] as const];
  return pairs
    .filter(([was, is]) => was !== is)
    .flatMap(([was, is]) => differencesOf(wordsOf(was), wordsOf(is)))
    .slice(0, MOST_PLACES)
    .map((place) => ({ before: inShort(place.before), after: inShort(place.after) }));
}

/**
 * Corrections as they stand once the text is another: what a later edit takes back without showing it is not shown by
 * an earlier correction either.
 */
export function withoutTakenBack(corrections: readonly Correction[], content: EntryContent): Correction[] {
  const text = ` ${placesOf(content).flatMap(wordsOf).join(' ')} `;
  const stands = (words: string): boolean =>
    words === '' || text.includes(words.endsWith('…') ? ` ${words.slice(0, -1)}` : ` ${words} `);
  return corrections.map((correction) => {
    const { changedWords: shown, ...rest } = correction;
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

function differencesOf(before: readonly string[], after: readonly string[]): readonly Difference[] {
  const places = wordDifferences(before, after);
  if (places && places.length <= MOST_IN_A_PARAGRAPH) return places;
  const [was, is] = betweenCommonEnds(before, after);
  return [{ before: was, after: is }];
}
