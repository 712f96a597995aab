import type { Stretch } from '#domain/search.ts';
import type { Word } from './vietnamese.ts';
import { tokensOf } from './vietnamese.ts';

const EXCERPT_CHARACTERS = 220;
const BEFORE_MARK = 80;

/** Whether words stand in this order, one right behind the other. @param by how they are compared */
export const hasPhrase = (tokens: readonly Word[], asked: readonly Word[], by: 'folded' | 'exact'): boolean =>
  tokens.some((_, at) => isPhraseAt(tokens, at, asked, by));

const isPhraseAt = (
  tokens: readonly Word[],
  at: number,
  asked: readonly Word[],
  by: 'folded' | 'exact',
): boolean => asked.every((word, index) => tokens[at + index]?.[by] === word[by]);

/** A whole text with what was asked for marked: where the words stand together, else wherever one stands. */
export const marked = (text: string, asked: readonly Word[]): Stretch[] =>
  stretches(text, placesOf(text, asked), 0, text.length);

/** The part of a text around what was asked for, on one line, cut at words. */
export function excerptOf(text: string, asked: readonly Word[]): Stretch[] {
  const line = text.replace(/\s+/gu, ' ').trim();
  const places = placesOf(line, asked);
  const first = places[0]?.[0] ?? 0;
  const from = first <= BEFORE_MARK ? 0 : line.indexOf(' ', first - BEFORE_MARK) + 1;
  const most = from + EXCERPT_CHARACTERS;
  const to = line.length <= most ? line.length : Math.max(line.lastIndexOf(' ', most), first);
  const parts = stretches(line, places, from, to);
  return [
    ...(from > 0 ? [{ text: '…' }] : []),
    ...parts,
    ...(to < line.length && parts.length > 0 ? [{ text: '…' }] : []),
  ];
}

type Place = readonly [start: number, end: number];

function placesOf(text: string, asked: readonly Word[]): Place[] {
  const tokens = tokensOf(text);
  const together = tokens.flatMap(({ start, end }, at): Place[] =>
    isPhraseAt(tokens, at, asked, 'folded') ? [[start, tokens[at + asked.length - 1]?.end ?? end]] : [],
  );
  if (together.length > 0) return together;
  const words = new Set(asked.map(({ folded }) => folded));
  return tokens.flatMap(({ start, end, folded }): Place[] => (words.has(folded) ? [[start, end]] : []));
}

function stretches(text: string, places: readonly Place[], from: number, to: number): Stretch[] {
  const parts: Stretch[] = [];
  let done = from;
  for (const [start, end] of places) {
    if (start < done || end > to) continue;
    if (start > done) parts.push({ text: text.slice(done, start) });
    parts.push({ text: text.slice(start, end), marked: true });
    done = end;
  }
  if (done < to) parts.push({ text: text.slice(done, to) });
  return parts;
}
