import { fold } from '#domain/fold.ts';
import { newPlaced, syllablesOf } from './tone-marks.ts';

/** Phrases a newsroom writes right, so that what is nearly one of them is seen. Syllables are in small letters, the tone mark in its newer place. */
export interface WordList {
  has(syllables: readonly string[]): boolean;
  /** What stands in a known phrase where this syllable stands, the others being alike. */
  at(syllables: readonly string[], place: number): readonly string[];
  /** Numbers of syllables that phrases have. */
  readonly lengths: readonly number[];
}

/** @param phrases of two syllables and more; single syllables say too little, nearly each accent makes another word */
export function createWordList(phrases: Iterable<string>): WordList {
  const known = new Set<string>();
  const gaps = new Map<string, Set<string>>();
  const lengths = new Set<number>();
  for (const phrase of phrases) {
    const syllables = syllablesOf(phrase).map(({ text }) => spelt(text));
    if (syllables.length < 2 || known.has(syllables.join(' '))) continue;
    known.add(syllables.join(' '));
    lengths.add(syllables.length);
    for (const [place, syllable] of syllables.entries()) {
      const key = gapOf(syllables, place);
      gaps.set(key, (gaps.get(key) ?? new Set()).add(syllable));
    }
  }
  return {
    has: (syllables) => known.has(syllables.join(' ')),
    at: (syllables, place) => [...(gaps.get(gapOf(syllables, place)) ?? [])],
    lengths: [...lengths],
  };
}

const gapOf = (syllables: readonly string[], place: number): string =>
  syllables.map((syllable, index) => (index === place ? '_' : syllable)).join(' ');

/** Old and new places of the tone mark are one spelling here. */
const spelt = (syllable: string): string => newPlaced(syllable.toLowerCase());

/** A syllable that makes a phrase nearly one of the newsroom's, and what it would be there. */
export interface NearMiss {
  readonly from: number;
  readonly to: number;
  readonly suggestion: string;
}

/** @param run text without punctuation between its words */
export function nearMisses(run: string, words: WordList): NearMiss[] {
  const syllables = syllablesOf(run);
  const texts = syllables.map(({ text }) => spelt(text));
  const found = new Map<number, NearMiss & { readonly length: number }>();
  for (const length of words.lengths)
    for (let start = 0; start + length <= texts.length; start += 1) {
      const here = texts.slice(start, start + length);
      if (words.has(here)) continue;
      for (const [place, text] of here.entries()) {
        const index = start + place;
        const meant = words.at(here, place).find((other) => isNear(text, other, length));
        const syllable = syllables[index];
        if (!meant || !syllable || (found.get(index)?.length ?? 0) >= length) continue;
        if (belongsElsewhere(texts, index, place, length, words)) continue;
        const { from, text: written } = syllable;
        found.set(index, { from, to: from + written.length, suggestion: inCaseOf(written, meant), length });
      }
    }
  return [...found.values()].map(({ from, to, suggestion }) => ({ from, to, suggestion }));
}

/** The syllable is at the edge of the phrase and makes a known word with its other neighbour. */
function belongsElsewhere(
  texts: readonly string[],
  index: number,
  place: number,
  length: number,
  words: WordList,
): boolean {
  const pair = place === 0 ? texts.slice(Math.max(0, index - 1), index + 1) : texts.slice(index, index + 2);
  return (place === 0 || place === length - 1) && pair.length === 2 && words.has(pair);
}

/** Only the accents differ; or, in three syllables and more, one letter. */
function isNear(text: string, other: string, length: number): boolean {
  if (text === other) return false;
  return fold(text) === fold(other) || (length > 2 && text.length > 1 && isOneLetterOff(text, other));
}

function isOneLetterOff(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start += 1;
  return short.slice(short.length === long.length ? start + 1 : start) === long.slice(start + 1);
}

function inCaseOf(text: string, meant: string): string {
  if (text.length > 1 && text === text.toUpperCase()) return meant.toUpperCase();
  return /^\p{Lu}/u.test(text) ? meant.charAt(0).toUpperCase() + meant.slice(1) : meant;
}
