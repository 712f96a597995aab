import type { APIRoute } from 'astro';
import type { Locals } from '#domain/ports.ts';
import type { PublicCoverage } from '#domain/public-view.ts';
import type { ShareCard } from '#domain/share-card.ts';
import { coveragePath, entryPath, pathIn } from '#i18n/path.ts';
import { readerWords } from '#i18n/words.ts';
import { coverageCard, entryCard } from '#render/share-card.ts';
import { shownCoverage } from './_shown-coverage.ts';

/** Of a coverage, or of one entry of it. @returns null for an entry that was withdrawn, undefined for none */
export function cardOf(
  coverage: PublicCoverage,
  entryId: string | undefined,
  language: Locals['language'],
): ShareCard | null | undefined {
  const words = readerWords(language);
  if (entryId === undefined) return coverageCard(coverage, words, language);
  const entry = coverage.entries.get(entryId);
  return entry && entryCard(entry, coverage, words);
}

/** Absolute address of a card: another for every card that looks different, so that a kept one is never the old one. */
export function cardUrl(
  card: ShareCard,
  { about: { slug } }: PublicCoverage,
  entryId: string | undefined,
  { cards, language, publicUrl }: Pick<Locals, 'cards' | 'language' | 'publicUrl'>,
): string {
  const of = entryId === undefined ? coveragePath(slug) : entryPath(slug, entryId);
  return `${publicUrl}${pathIn(language, `${of}/the/${cards.nameOf(card)}.jpg`)}`;
}

/** What is drawn is kept for ever; whether it may still be given out, shared caches ask each second (rule 7). */
const KEPT = 'public, max-age=31536000, s-maxage=1, immutable';
const NOT_KEPT = { 'cache-control': 'no-store' };

/** `GET` the picture. An address of how it looked before leads to how it looks now. */
export const cardRoute: APIRoute = async ({ locals, params }) => {
  const { slug = '', id, name = '' } = params;
  const coverage = shownCoverage(locals, slug)?.coverage;
  const card = coverage && cardOf(coverage, id, locals.language);
  if (!coverage || card === undefined) return new Response(null, { status: 404, headers: NOT_KEPT });
  if (card === null) return new Response(null, { status: 410, headers: NOT_KEPT });
  if (name !== locals.cards.nameOf(card)) {
    const location = cardUrl(card, coverage, id, locals);
    return new Response(null, { status: 302, headers: { ...NOT_KEPT, location } });
  }
  const jpeg = await locals.cards.draw(card);
  if (!jpeg) return new Response(null, { status: 503, headers: { ...NOT_KEPT, 'retry-after': '10' } });
  const headers = {
    'content-type': 'image/jpeg',
    'content-length': String(jpeg.length),
    'cache-control': KEPT,
  };
  return new Response(new Uint8Array(jpeg), { headers });
};
