import type { Findable } from './findable.ts';
import { hasPhrase } from './marks.ts';
import type { Word } from './vietnamese.ts';
import { wordsIn } from './vietnamese.ts';

/**
 * How well something answers, before the index is asked how likely it is: the asked person's own words, then texts
 * with the words as they were spelled, and among each those where the words stand together. A title that has them all
 * counts for more than a text.
 */
export function rankOf({ speaker, name, headline, text }: Findable, asked: readonly Word[]): number {
  const title = wordsIn(headline);
  const inTitle = asked.every((word) => has(title, word)) ? 2 : 0;
  const own = isOwn(wordsIn(speaker), wordsIn(name), asked) ? 8 : 0;
  return own + inTitle + spellingOf(wordsIn(`${headline}\n${text}\n${speaker}`), asked);
}

function spellingOf(words: readonly Word[], asked: readonly Word[]): number {
  if (hasPhrase(words, asked, 'exact')) return 3;
  const spelled = new Set(words.map(({ exact }) => exact));
  if (asked.every(({ exact }) => spelled.has(exact))) return 2;
  return hasPhrase(words, asked, 'folded') ? 1 : 0;
}

const has = (words: readonly Word[], word: Word): boolean =>
  words.some(({ folded }) => folded === word.folded);

/** All that was asked for is this speaker's name or title, and something of it the name. */
const isOwn = (speaker: readonly Word[], name: readonly Word[], asked: readonly Word[]): boolean =>
  asked.every((word) => has(speaker, word)) && asked.some((word) => has(name, word));
