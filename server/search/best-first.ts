import type { Findable } from './findable.ts';
import { hasPhrase } from './marks.ts';
import type { Token } from './vietnamese.ts';
import { tokensOf } from './vietnamese.ts';

/**
 * How well something answers, before the index is asked how likely it is: the asked person's own words, then texts
 * with the words as they were spelled, and among each those where the words stand together.
 */
export function rankOf({ speaker, name, headline, text }: Findable, asked: readonly Token[]): number {
  const own = isOwn(tokensOf(speaker), tokensOf(name), asked) ? 8 : 0;
  const tokens = tokensOf(`${headline}\n${text}\n${speaker}`);
  if (hasPhrase(tokens, asked, 'exact')) return own + 3;
  const spelled = new Set(tokens.map(({ exact }) => exact));
  if (asked.every(({ exact }) => spelled.has(exact))) return own + 2;
  return own + (hasPhrase(tokens, asked, 'folded') ? 1 : 0);
}

/** All that was asked for is this speaker's name or title, and something of it the name. */
function isOwn(speaker: readonly Token[], name: readonly Token[], asked: readonly Token[]): boolean {
  const has = (tokens: readonly Token[], word: Token): boolean =>
    tokens.some(({ folded }) => folded === word.folded);
  return asked.every((word) => has(speaker, word)) && asked.some((word) => has(name, word));
}
