import type { Findable } from './findable.ts';
import { hasPhrase } from './marks.ts';
import type { Word } from './vietnamese.ts';
import { wordsIn } from './vietnamese.ts';

/**
 * How well something answers, before the index is asked how likely it is: the asked person's own words, then texts
 * with the words as they were spelled, and among each those where the words stand together.
 */
export function rankOf({ speaker, name, headline, text }: Findable, asked: readonly Word[]): number {
  const own = isOwn(wordsIn(speaker), wordsIn(name), asked) ? 8 : 0;
  const words = wordsIn(`${headline}\n${text}\n${speaker}`);
  if (hasPhrase(words, asked, 'exact')) return own + 3;
  const spelled = new Set(words.map(({ exact }) => exact));
  if (asked.every(({ exact }) => spelled.has(exact))) return own + 2;
  return own + (hasPhrase(words, asked, 'folded') ? 1 : 0);
}

/** All that was asked for is this speaker's name or title, and something of it the name. */
function isOwn(speaker: readonly Word[], name: readonly Word[], asked: readonly Word[]): boolean {
  const has = (words: readonly Word[], word: Word): boolean =>
    words.some(({ folded }) => folded === word.folded);
  return asked.every((word) => has(speaker, word)) && asked.some((word) => has(name, word));
}
