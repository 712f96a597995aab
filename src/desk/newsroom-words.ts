import type { Speaker } from '#domain/speaker.ts';
import { COMMON_PHRASES } from './common-phrases.ts';
import type { WordList } from './near-miss.ts';
import { createWordList } from './near-miss.ts';

/** What this newsroom writes right: names and titles of its directory, the venues, and words of every conference. */
export function newsroomWords(speakers: readonly Speaker[], venues: readonly string[]): WordList {
  const titles = speakers.flatMap((speaker) => speaker.titles.flatMap(({ long, short }) => [long, short]));
  return createWordList([
    ...COMMON_PHRASES,
    ...speakers.flatMap(({ name, aliases }) => [name, ...aliases]),
    ...venues,
    ...titles.flatMap((title) => title.split(/[^\p{L} ]+/u)),
  ]);
}
