import { fold } from '#domain/fold.ts';

/** What a word is compared by. */
export interface Word {
  /** Without tones and marks: `uy`. */
  readonly folded: string;
  /** With them, the tone behind the word: `uỷ` and `ủy` are the same. */
  readonly exact: string;
}

/** A word where it stands in a text. */
export interface Token extends Word {
  readonly start: number;
  /** Behind its last character. */
  readonly end: number;
}

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
/** Grave, acute, tilde, hook, dot below: the marks that older and newer spelling put on different vowels. */
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/gu;
/** Vietnamese is written in some seven thousand syllables; what else is typed must not fill the memory. */
const MOST_KNOWN = 50_000;

const known = new Map<string, Word>();

export const wordsOf = (text: string): string[] => text.match(WORD) ?? [];

export const foldedWord = (word: string): string => formsOf(word).folded;

/** The words of a text, in order. */
export const wordsIn = (text: string): Word[] => wordsOf(text).map(formsOf);

export const tokensOf = (text: string): Token[] =>
  [...text.matchAll(WORD)].map(({ 0: word, index }) => ({
    start: index,
    end: index + word.length,
    ...formsOf(word),
  }));

function formsOf(word: string): Word {
  const before = known.get(word);
  if (before) return before;
  if (known.size >= MOST_KNOWN) known.clear();
  const apart = word.toLowerCase().normalize('NFD');
  const forms = {
    folded: fold(word),
    exact: apart.replace(TONES, '') + (apart.match(TONES) ?? []).join(''),
  };
  known.set(word, forms);
  return forms;
}
