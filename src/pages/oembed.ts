import type { APIRoute } from 'astro';
import type { Locals } from '#domain/ports.ts';
import { CARD_HEIGHT, CARD_WIDTH } from '#domain/share-card.ts';
import type { Language } from '#i18n/path.ts';
import { coveragePath, embeddedEntryPath, embeddedPath, entryPath, pathIn } from '#i18n/path.ts';
import { readerWords } from '#i18n/words.ts';
import type { OEmbed } from '#render/embed.ts';
import { embedHtml, oEmbedXml } from '#render/embed.ts';
import { ANYBODY } from './api/v1/_answer.ts';
import { cardOf, cardUrl } from './truc-tiep/_share-card.ts';
import { shownCoverage } from './truc-tiep/_shown-coverage.ts';

const WIDTH = 640;
/** Before `embed.js` knows better, and where there is no script. */
const HEIGHT = 600;
const ENTRY_HEIGHT = 320;
const CACHED_SECONDS = 300;
const OURS = /^(?<en>\/en)?\/truc-tiep\/(?<slug>[^/]+)(?:\/e\/(?<entryId>[^/]+))?\/?$/u;

interface Place {
  readonly language: Language;
  readonly slug: string;
  readonly entryId: string | undefined;
}

/** `GET /oembed?url=…&format=json|xml&maxwidth=…&maxheight=…`, oEmbed 1.0: 404 for what is not here, 501 for other forms. */
export const GET: APIRoute = ({ locals, url: { searchParams } }) => {
  const format = searchParams.get('format') ?? 'json';
  if (format !== 'json' && format !== 'xml') return nothing(501);
  const place = placeOf(searchParams.get('url') ?? '', locals.publicUrl);
  const answer =
    place && answerFor(place, locals, most(searchParams, 'maxwidth'), most(searchParams, 'maxheight'));
  if (!answer) return nothing(404);
  const [body, type] =
    format === 'xml' ? [oEmbedXml(answer), 'text/xml'] : [JSON.stringify(answer), 'application/json'];
  return new Response(body, {
    headers: {
      ...ANYBODY,
      'content-type': `${type}; charset=utf-8`,
      'cache-control': 'public, max-age=0, s-maxage=1',
    },
  });
};

const nothing = (status: number): Response =>
  new Response(null, { status, headers: { ...ANYBODY, 'cache-control': 'no-store' } });

function placeOf(address: string, publicUrl: string): Place | null {
  if (!URL.canParse(address)) return null;
  const { origin, pathname } = new URL(address);
  const named = OURS.exec(pathname)?.groups;
  if (origin !== new URL(publicUrl).origin || !named?.slug) return null;
  return { language: named.en ? 'en' : 'vi', slug: named.slug, entryId: named.entryId };
}

/** What is no size is none that was asked for. */
function most(query: URLSearchParams, name: string): number {
  const asked = Number(query.get(name) ?? '');
  return Number.isInteger(asked) && asked > 0 ? asked : Number.POSITIVE_INFINITY;
}

/** @returns null for what readers know nothing of, or no more */
function answerFor(
  { language, slug, entryId }: Place,
  locals: Locals,
  mostWide: number,
  mostHigh: number,
): OEmbed | null {
  const coverage = shownCoverage(locals, slug)?.coverage;
  const card = coverage && cardOf(coverage, entryId, language);
  if (!coverage || !card) return null;
  const { publicUrl } = locals;
  const absolute = (path: string): string => `${publicUrl}${pathIn(language, path)}`;
  const entry = entryId === undefined ? undefined : coverage.entries.get(entryId);
  const title = entry ? [entry.hour, entry.headline].filter(Boolean).join(': ') : coverage.about.title;
  const width = Math.min(WIDTH, mostWide);
  const height = Math.min(entry ? ENTRY_HEIGHT : HEIGHT, mostHigh);
  return {
    version: '1.0',
    type: 'rich',
    title,
    provider_name: readerWords(language).site,
    provider_url: absolute('/'),
    cache_age: CACHED_SECONDS,
    ...(mostWide >= CARD_WIDTH &&
      mostHigh >= CARD_HEIGHT && {
        thumbnail_url: cardUrl(card, coverage, entryId, { ...locals, language }),
        thumbnail_width: CARD_WIDTH,
        thumbnail_height: CARD_HEIGHT,
      }),
    html: embedHtml({
      frame: absolute(entry ? embeddedEntryPath(slug, entry.id) : embeddedPath(slug)),
      script: `${publicUrl}/embed.js`,
      page: absolute(entry ? entryPath(slug, entry.id) : coveragePath(slug)),
      title,
      width,
      height,
    }).toString(),
    width,
    height,
  };
}
